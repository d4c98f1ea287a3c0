import Doubles
import Reading
import Testing

/// What is no workbook, cut off or falsified is refused in words, before it costs anything.
@Suite struct WorkbookRefusalTests {
    private let refusals = Refusals()

    @Test func otherFiles() {
        let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
        #expect(refusals.refusal(of: []) == .noWorkbook)
        #expect(refusals.refusal(of: Array("number,party\n".utf8)) == .noWorkbook)
        #expect(refusals.refusal(of: old) == .oldExcel)
        #expect(refusals.refusal(of: old + "EncryptedPackage".utf8.flatMap { [$0, UInt8(0)] as [UInt8] }) == .locked)
        #expect(refusals.refusal(of: TestZip([]).bytes) == .noWorkbook)
        #expect(refusals.refusal(of: TestZip([.init("a.txt", "x")]).bytes) == .noWorkbook)
        let ods = TestZip([.init("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), .init("content.xml", "<a/>")])
        #expect(refusals.refusal(of: ods.bytes) == .otherKind("OpenDocument (.ods)"))
        var letter = TestZip([.init("_rels/.rels", TestWorkbook.list([("r", "officeDocument", "word/document.xml")]))])
        letter["word/document.xml"] = .init("word/document.xml", "<w:document/>")
        #expect(refusals.refusal(of: letter.bytes) == .noWorkbook)
        letter["_rels/.rels"] = .init("_rels/.rels", TestWorkbook.list([("r", "officeDocument", "xl/workbook.bin")]))
        #expect(refusals.refusal(of: letter.bytes) == .otherKind("Excel's binary workbooks (.xlsb)"))
    }

    @Test func cutOffAnywhere() {
        let bytes = refusals.good.bytes
        for count in 0..<bytes.count { #expect(refusals.refusal(of: Array(bytes[..<count])) != nil, "\(count) bytes") }
        var commented = refusals.good
        commented.comment = Array("made by hand".utf8)
        #expect(refusals.refusal(of: commented.bytes) == nil)
    }

    @Test func falseFields() throws {
        let sheet = TestWorkbook.sheet
        let damaged = WorkbookError.damaged("the part \(sheet)")
        #expect(try refusals.refusal(sheet) { $0.flags = 1 } == .locked)
        #expect(try refusals.refusal(sheet) { $0.method = 14 } == .packing)
        #expect(try refusals.refusal(sheet) { $0.size = 0xFFFF_FFFF } == .packing)
        #expect(try refusals.refusal(sheet) { $0.size = 0xFFFF_FFF0 } == .tooBig("The part \(sheet) has 4294967280 bytes", most: 64 << 20))
        #expect(try refusals.refusal(sheet) { $0.size = 60 << 20 } == damaged)
        #expect(try refusals.refusal(sheet) { $0.checksum ^= 1 } == damaged)
        #expect(try refusals.refusal(sheet) { $0.shift = 1 } == damaged)
        #expect(try refusals.refusal(sheet) { $0.shift = 1 << 30 } == damaged)
        #expect(try refusals.refusal(sheet) { $0.method = 8 } == damaged)
        #expect(try refusals.refusal(sheet) { $0.name = TestWorkbook.workbook.uppercased() } == .damaged("two parts have one name"))
        var many = refusals.good
        many.count = 0xFFFF
        #expect(refusals.refusal(of: many.bytes) == .packing)
        many.count = 100
        #expect(refusals.refusal(of: many.bytes) == .damaged("its directory"))
    }

    @Test func whatUnpacksToMore() throws {
        let xml = Array(("<worksheet>" + String(repeating: " ", count: 1 << 17) + "</worksheet>").utf8)
        let packed = try #require(refusals.deflated(xml))
        #expect(packed.count < 2_000)
        var part = TestZip.Part(TestWorkbook.sheet, xml)
        (part.bytes, part.method) = (packed, 8)
        func refusal(saying size: Int, _ edit: (inout Workbook.Limits) -> Void = { _ in }) -> WorkbookError? {
            var zip = refusals.good
            part.size = size
            zip[TestWorkbook.sheet] = part
            return refusals.refusal(of: zip.bytes, edit)
        }
        let damaged = WorkbookError.damaged("the part \(TestWorkbook.sheet)")
        #expect(refusal(saying: xml.count) == nil)
        #expect(
            refusal(saying: xml.count) { $0.part = 1 << 16 }
                == .tooBig("The part \(TestWorkbook.sheet) has \(xml.count) bytes", most: 1 << 16))
        for size in [0, 1_000, xml.count - 1, xml.count + 1] { #expect(refusal(saying: size) == damaged, "\(size)") }
    }
}
