import Document
import Foundation
import Money
import Testing
import Time

@testable import Rendering

@Suite struct WorkbookDocumentTests {
    @Test(arguments: hostile) func outsideTextIsAString(text: String) throws {
        let workbook = try WorkbookDocument.bytes(try sample(text))
        let sheets = try ReadBack.sheets(workbook)
        #expect(sheets.allSatisfy { $0.formulas == 0 && $0.links == 0 })
        let shown = VisibleText.text(text)
        let table = try #require(sheets.first { $0.rows.contains { $0.first == "Time" } })
        #expect(table.rows[2].count < 3 || (table.rows[2][2] ?? "").unicodeScalars.elementsEqual(shown.unicodeScalars), "\(text)")
        #expect(table.kinds[2].prefix(3) == (text.isEmpty ? ["n", nil, nil] : ["n", "s", "s"])[...])
        let about = sheets[0].rows.flatMap(\.self).compactMap(\.self)
        #expect(about.contains { $0.unicodeScalars.elementsEqual(VisibleText.text("Bill of \(text)").unicodeScalars) })
    }

    @Test func cellsHaveTheirTypes() throws {
        let sheets = try ReadBack.sheets(try WorkbookDocument.bytes(try sample()))
        #expect(sheets.map(\.name) == ["About", "Reception", "Reception (2)"])
        #expect(sheets[1].rows[0] == ["Time", "Called", "Type", "Duration", "Price USD"])
        #expect(sheets[1].rows[2] == ["2026-03-02 09:15:00", "Reception", "Reception", "0:01:01", "0.11"])
        #expect(sheets[1].kinds[2] == ["n", "s", "s", "n", "n"])
        #expect(sheets[1].rows.last?.last == "0.107")
    }

    @Test func amountsBeyondBinaryFractionsAreTexts() {
        let most = SheetCell(Cell(Samples.money(.max)))
        #expect(most == .text("9223372036854.775807"))
        #expect(SheetCell(Cell(Samples.money(123_456_789_012_345))) == .number(123_456_789.012345, format: "#,##0.000000"))
        #expect(SheetCell(Cell(.count(1_000_000_000_000_001))) == .text("1000000000000001"))
        #expect(SheetCell(Cell(.duration(-1))) == .text("-0:00:01"))
        #expect(SheetCell(Cell(.count(0), zeroMeansNone: true)) == .number(0, format: "#,##0;-#,##0;\"–\""))
        #expect(SheetCell(Cell(.day(CivilDay(number: -40_000)))) == .text(CivilDay(number: -40_000).description))
    }

    @Test func aLongTextIsCutWithAMark() throws {
        for text in [String(repeating: "x", count: 40_000), String(repeating: "👩", count: 20_000)] {
            let cut = SheetCell.string(text)
            #expect(cut.utf16.count <= 32_767 && cut.utf16.count > 32_700 && cut.hasSuffix("[…]") || cut.hasSuffix(" […]"))
            let read = try ReadBack.sheets(try WorkbookDocument.bytes(try sample(text)))
            #expect(read[1].rows[2][2] == cut)
        }
        #expect(SheetCell.string(String(repeating: "x", count: 32_767)).count == 32_767)
    }

    @Test func whatLooksLikeAnEscapeIsNone() throws {
        let text = "_x0041_ _x000D_ __x0041_ _x00"
        let sheets = try ReadBack.sheets(try WorkbookDocument.bytes(try sample(text)))
        #expect(sheets[1].rows[2][2] == text)
    }

    @Test func namesOfSheetsAreClean() {
        var names = SheetNames()
        let given = [
            "a/b:c*?[d]\\", "A B C    D", "'quoted'", "", "History", String(repeating: "x", count: 50), String(repeating: "x", count: 60),
            "👩\u{202e}",
        ]
        .map { names.name($0, other: "Table") }
        #expect(Set(given.map { $0.lowercased() }).count == given.count)
        for name in given {
            #expect(!name.isEmpty && name.utf16.count <= 31, "\(name)")
            #expect(!name.contains { "[]:*?/\\".contains($0) } && !name.hasPrefix("'") && !name.hasSuffix("'"), "\(name)")
        }
        #expect(given[3] == "Table")
    }

    @Test func theSameBytesTwice() throws {
        let document = try Samples.bill(.english)
        #expect(try WorkbookDocument.bytes(document) == (try WorkbookDocument.bytes(document)))
        #expect(
            try ReadBack.sheets(try WorkbookDocument.bytes(try Samples.bill(.chinese)))[0].rows.flatMap(\.self).contains("512 号房账单，王小明"))
    }

    @Test func nothingIsLeftBehind() throws {
        let folder = FileManager.default.temporaryDirectory.path
        func left() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: folder).count { $0.hasPrefix("tollbook-sheets") } }
        _ = try WorkbookDocument.bytes(try sample())
        // Other tests write theirs at the same time: some moment has none.
        for _ in 0..<600 where try left() > 0 { Thread.sleep(forTimeInterval: 0.05) }
        #expect(try left() == 0)
    }
}
