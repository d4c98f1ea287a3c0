import Testing

@testable import RawLog

@Suite struct FileFormTests {
    @Test func theChecksumIsThatOfZlib() {
        #expect(Checksum.of(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(Checksum.of([UInt8]()) == 0)
        #expect(Checksum.of(Array("The quick brown fox jumps over the lazy dog".utf8)) == 0x414F_A339)
        let bytes = (0..<100).map { UInt8($0) }
        for cut in 0...100 {
            let first = Checksum.of(bytes[..<cut])
            #expect(Checksum.of(bytes[cut...], after: first) == Checksum.of(bytes), "cut at \(cut)")
        }
    }

    /// The whole of a small file, so that a change of the form is seen. The checksums were worked out with Python's zlib.
    @Test func aSmallFileReadsLikeThis() throws {
        let disk = FaultyDisk()
        let writer = try RawFolder(path: "/book/raw", disk: disk.disk).writer(of: "pbx-1")
        let arrival = RawArrival(seconds: 1_772_442_900, day: 20_514)
        let part = try writer.begin("calls.csv", arrival: arrival)
        try writer.append(Array("hello\n".utf8), part: part, arrival: arrival)
        try writer.end(part: part, arrival: RawArrival(seconds: 1_772_442_901, day: 20_514))
        #expect(try writer.sync() == 6)
        let bytes = try #require(disk.contents("/book/raw/pbx-1/00000000000000000000.raw"))
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                #tollbook 1 file 0 0 2026-03-02T09:15:00Z 131 0 261a9ab7 d2b95dea
                Tollbook raw log: every byte that this source sent, as it came (docs/raw-log.md).
                source pbx-1
                day 20514
                previous none
                next-part 1

                #tollbook 1 begin 1 0 2026-03-02T09:15:00Z 9 198 a5fc290d 77f2886b
                calls.csv
                #tollbook 1 data 1 0 2026-03-02T09:15:00Z 6 198 363a3020 3ba5b8ce
                hello

                #tollbook 1 end 1 6 2026-03-02T09:15:01Z 5 198 c459294f 6cb40462
                whole

                """)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (1_772_442_900, "2026-03-02T09:15:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
        (951_868_799, "2000-02-29T23:59:59Z"), (-1, "1969-12-31T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
    ])
    func arrivalsAreWrittenAsISO(seconds: Int64, text: String) {
        #expect(RawArrival(seconds: seconds, day: 0).text == text)
        #expect(RawArrival.seconds(of: text.utf8) == seconds)
    }

    @Test(arguments: ["2026-02-29T00:00:00Z", "2026-03-02 09:15:00Z", "2026-03-02T24:00:00Z", "", "2026-03-02T09:15:00"])
    func otherTextIsNoArrival(text: String) {
        #expect(RawArrival.seconds(of: text.utf8) == nil)
    }

    @Test(arguments: Scribe.names + ["\\u{41}", "a\u{0}b\u{85}c", "x\u{2028}y\u{2066}z"])
    func namesStayOnTheirLineAndComeBack(name: String) {
        let text = PartName.escaped(name)
        #expect(PartName.unescaped(text) == name)
        #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202e}" && $0 != "\u{2066}" && $0 != "\u{2028}" })
        let note = FileNote(
            source: "pbx-1", day: -3, previous: FileNote.Previous(name: "0.raw", length: 5, chain: 9), nextPart: 8,
            openParts: [7: name, 3: "b"])
        #expect(FileNote(Array(note.text.utf8)) == note)
    }

    @Test func segmentNamesSortAsTheStreamRuns() {
        #expect(SegmentName(first: 1_234).text == "00000000000000001234.raw")
        #expect(SegmentName("00000000000000001234.raw")?.first == 1_234)
        #expect(SegmentName(SegmentName(first: .max).text)?.first == .max)
        for other in ["lock", "1234.raw", "00000000000000001234.new", "0000000000000000123x.raw", "99999999999999999999.raw"] {
            #expect(SegmentName(other) == nil, "\(other)")
        }
    }

    @Test func aNewerFileSaysSo() throws {
        let disk = FaultyDisk()
        disk.put("/book/raw/pbx-1/00000000000000000000.raw", Array("#tollbook 2 file and more to come\n".utf8))
        let folder = RawFolder(path: "/book/raw", disk: disk.disk)
        let error = #expect(throws: RawLogError.self) { try folder.writer(of: "pbx-1") }
        #expect(error?.kind == .newer)
        #expect(try folder.verify("pbx-1").damages.map(\.kind) == [.newer])
    }

    @Test func partsAreCheckedBeforeAnythingIsTaken() throws {
        let writer = try RawFolder(path: "/book/raw", disk: FaultyDisk().disk).writer(of: "pbx-1")
        let arrival = RawArrival(seconds: 0, day: 0)
        let part = try writer.begin("a", arrival: arrival)
        try writer.end(part: part, arrival: arrival)
        for wrong in [part, 0, -1, 99] {
            let error = #expect(throws: RawLogError.self) { try writer.append([1], part: wrong, arrival: arrival) }
            #expect(error?.kind == .wrongUse)
            #expect(throws: RawLogError.self) { try writer.end(part: wrong, arrival: arrival) }
        }
        #expect(throws: RawLogError.self) { try writer.begin(String(repeating: "n", count: 4_097), arrival: arrival) }
        #expect(writer.end == 0)
    }
}
