import Testing

@testable import RawLog

@Suite struct RoundTripTests {
    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8].map { $0 * 7_919 })
    func anyChunksPartsAndFilesComeBackAsTheyWere(seed: UInt64) throws {
        for run in seed..<seed + 12 {
            var random = SeededRandom(seed: run)
            let disk = FaultyDisk()
            let folder = RawFolder(path: "/book/raw", disk: disk.disk)
            var scribe = Scribe(folder)
            scribe.start()
            for _ in 0..<60 { scribe.act(&random) }
            scribe.sync()
            #expect(scribe.errors.first == nil, "seed \(run)")
            let read = try pieces(folder.reader(of: "pbx-1"))
            #expect(difference(read, scribe.taken) == nil, "seed \(run)")
            let report = try folder.verify("pbx-1")
            #expect(report.isWhole, "seed \(run): \(report)")
            #expect(report.bytes == scribe.writer?.durable, "seed \(run)")
            try readFromAnywhere(folder, read, run)
            scribe.writer = nil
            #expect(disk.openFiles == 0, "seed \(run)")
        }
    }

    /// A reader that begins at an offset gives what the whole one gives from there on.
    private func readFromAnywhere(_ folder: RawFolder, _ whole: [Piece], _ seed: UInt64) throws {
        let total = whole.count { if case .byte = $0 { true } else { false } }
        for offset in stride(from: 0, through: total, by: 13) {
            var seen = 0
            let expected = whole.drop { piece in
                guard seen < offset else { return false }
                if case .byte = piece { seen += 1 }
                return true
            }
            let read = try pieces(folder.reader(of: "pbx-1", from: Int64(offset)))
            #expect(difference(read, expected) == nil, "seed \(seed), offset \(offset)")
        }
    }

    @Test func aReaderGoesOnWithWhatIsWrittenLater() throws {
        let folder = RawFolder(path: "/book/raw", disk: FaultyDisk().disk)
        var scribe = Scribe(folder)
        scribe.start()
        scribe.begin("first")
        scribe.append(Array("abc".utf8), 1)
        scribe.sync()
        let reader = try folder.reader(of: "pbx-1")
        #expect(try difference(pieces(reader), scribe.taken) == nil)
        #expect(try reader.next() == nil)
        let before = scribe.taken.count
        for day in Int32(1)...4 {
            scribe.day += day
            scribe.append(Array(repeating: 120, count: 300), 1)
            scribe.sync()
        }
        #expect(try difference(pieces(reader), scribe.taken.dropFirst(before)) == nil)
    }

    @Test func readingStopsAtTheOffsetThatIsAsked() throws {
        let folder = RawFolder(path: "/book/raw", disk: FaultyDisk().disk)
        var scribe = Scribe(folder)
        scribe.start()
        scribe.begin("one")
        scribe.append(Array("0123456789".utf8), 1)
        scribe.end(1)
        scribe.begin("two")
        scribe.append(Array("abc".utf8), 2)
        scribe.sync()
        let part = try pieces(folder.reader(of: "pbx-1", from: 4, through: 8))
        #expect(difference(part, "4567".utf8.map { .byte(1, $0) }) == nil)
        let upToTheEnd = try pieces(folder.reader(of: "pbx-1", from: 8, through: 10))
        #expect(difference(upToTheEnd, [.byte(1, 56), .byte(1, 57), .end(1), .begin(2, "two")]) == nil)
        let nothing = try pieces(folder.reader(of: "pbx-1", from: 5, through: 5))
        #expect(difference(nothing, []) == nil)
    }

    /// What stands at the offset that reading stops at is given though it stands in the next file.
    @Test func readingStopsAtTheSameBlockWhereverFilesBegin() throws {
        let folder = RawFolder(path: "/book/raw", disk: FaultyDisk().disk)
        var scribe = Scribe(folder)
        scribe.start()
        scribe.begin("one")
        scribe.append(Array("0123456789".utf8), 1)
        scribe.sync()
        scribe.day += 1
        scribe.end(1)
        scribe.sync()
        scribe.begin("two")
        scribe.append(Array("abc".utf8), 2)
        scribe.sync()
        #expect(try folder.verify("pbx-1").files == 2)
        for (through, count) in [(Int64(9), 10), (10, 13), (11, 14), (13, 16), (99, 16)] {
            let found = try pieces(folder.reader(of: "pbx-1", through: through))
            #expect(difference(found, scribe.taken.prefix(count)) == nil, "through \(through)")
        }
    }

    @Test func theBytesOfOneLineAreFoundThoughAnotherPartCameBetween() throws {
        let folder = RawFolder(path: "/book/raw", disk: FaultyDisk().disk)
        var scribe = Scribe(folder)
        scribe.start()
        scribe.begin("a")
        scribe.begin("b")
        scribe.append(Array("first li".utf8), 1)
        scribe.append(Array("OTHER".utf8), 2)
        scribe.append(Array("ne\nsecond".utf8), 1)
        scribe.end(1)
        scribe.sync()
        let line = try folder.bytes(at: RawPosition(source: "pbx-1", offset: 6), count: 5)
        #expect(String(decoding: line, as: UTF8.self) == "line\n")
        let rest = try folder.bytes(at: RawPosition(source: "pbx-1", offset: 16), count: 99)
        #expect(String(decoding: rest, as: UTF8.self) == "second")
        let error = #expect(throws: RawLogError.self) { try folder.bytes(at: RawPosition(source: "pbx-1", offset: 22), count: 1) }
        #expect(error?.kind == .wrongUse)
    }
}
