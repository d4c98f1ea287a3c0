import RawLog
import Testing

@Suite struct AnewTests {
    private let arrival = RawArrival(seconds: 1_772_000_000, day: 20_509)

    /// A restored book's log goes on where the book stands: bytes before it are missing, not others in their place.
    @Test func aLogOfWhichNothingIsThereBeginsWhereItIsExpected() throws {
        let double = FaultyDisk()
        let folder = RawFolder(path: "/book/raw", disk: double.disk)
        var options = RawOptions()
        #expect(throws: RawLogError.self) { try folder.writer(of: "pbx-1", expecting: 1000, options: options) }
        options.beginsAnew = true
        do {
            let writer = try folder.writer(of: "pbx-1", expecting: 1000, options: options)
            #expect(writer.end == 1000)
            let part = try writer.begin("file", arrival: arrival)
            try writer.append(Array("one\ntwo\n".utf8), part: part, arrival: arrival)
            try writer.sync()
        }
        #expect(try folder.writer(of: "pbx-1", expecting: 1008).end == 1008)
        #expect(try folder.verify("pbx-1").isWhole)
        #expect(try folder.bytes(at: RawPosition(source: "pbx-1", offset: 1004), count: 3) == Array("two".utf8))
        #expect(throws: RawLogError.self) { try folder.bytes(at: RawPosition(source: "pbx-1", offset: 4), count: 3) }
        // What is there and ends too early is lost all the same.
        #expect(throws: RawLogError.self) { try folder.writer(of: "pbx-1", expecting: 2000, options: options) }
    }
}
