import Document
import Foundation
import Money
import Testing

@testable import Rendering

/// One document, five forms, the same figures.
@Suite struct AllFormsTests {
    private static let thin = "\u{202F}"

    @Test func figuresAreTheSameInAllForms() throws {
        let document = try Samples.everyKind()
        let table = try #require(document.tables.first)
        let expected = table.rows.map { row in row.cells.map(\.value.text) }
        for (cells, expected) in zip(try sheet(document, columns: table.columns.count), expected) {
            #expect(Array(cells.prefix(expected.count)) == expected)
        }
        #expect(csv(document, table) == expected)
        #expect(try json(document, table) == expected)
        let html = HTMLDocument().table(table).string.replacing(Self.thin, with: "")
        let rows = html.components(separatedBy: "<tr ").dropFirst().map { $0 }
        for (cells, row) in zip(expected, rows) { #expect(inOrder(cells, in: row)) }
        let lines = try ReadBack.pages(try PDFDocument.bytes(document)).joined().split(separator: "\n").map(String.init)
        // Readers make plain blanks of thin ones.
        for row in table.rows {
            let shown = row.cells.map { FigureForm(language: "en").text($0.value).replacing(Self.thin, with: " ") }
            #expect(lines.contains { inOrder(shown, in: $0) }, "\(shown)")
        }
    }

    /// Whether all figures stand one after the other in a text, as words of their own.
    private func inOrder(_ figures: [String], in text: String) -> Bool {
        let filled = figures.filter { !$0.isEmpty }
        var rest = text[...]
        for figure in filled {
            guard let found = rest.range(of: figure) else { return false }
            let before = found.lowerBound == text.startIndex ? nil : text[text.index(before: found.lowerBound)]
            let after = found.upperBound == text.endIndex ? nil : text[found.upperBound]
            func isDigit(_ sign: Character?) -> Bool { sign.map { $0.isNumber || $0 == "." } ?? false }
            if isDigit(before) || isDigit(after) { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }

    private func sheet(_ document: Document, columns: Int) throws -> [[String]] {
        let sheets = try ReadBack.sheets(try WorkbookDocument.bytes(document))
        return sheets[1].rows.dropFirst().map { row in
            let cells = row.map { $0 ?? "" }
            return cells
        }.map { cells in
            cells.count < columns && cells.first != "Total" ? cells + [String](repeating: "", count: columns - cells.count) : cells
        }
    }

    private func csv(_ document: Document, _ table: Table) -> [[String]] {
        let text = String(decoding: CSVText.render(document), as: UTF8.self)
        return text.components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty }.enumerated().map { index, line in
            var fields = line.components(separatedBy: ",").dropFirst().map { $0.hasPrefix("'") ? String($0.dropFirst()) : $0 }
            // The currency behind each amount.
            for at in [11, 9, 7] where at < fields.count { fields.remove(at: at) }
            return Array(fields.prefix(table.rows[index].cells.count))
        }
    }

    private func json(_ document: Document, _ table: Table) throws -> [[String]] {
        let read = try #require(
            try JSONSerialization.jsonObject(with: Data(DocumentData.json(document))) as? [String: [String: Any]])
        let sections = try #require(read["document"]?["sections"] as? [[String: Any]])
        let tables = try #require(sections[0]["tables"] as? [[String: Any]])
        let rows = try #require(tables[0]["rows"] as? [[String: Any]])
        return zip(rows, table.rows).map { row, original in
            let cells = row["cells"] as? [String: Any] ?? [:]
            return table.columns.prefix(original.cells.count).map { column in
                switch cells[column.id] {
                case let text as String: text
                case let number as NSNumber: number.stringValue
                case let entry as [String: Any]: (entry["text"] ?? entry["amount"]) as? String ?? ""
                default: ""
                }
            }
        }
    }

    /// Nothing at all, tables without columns or rows, rows longer and shorter than their columns, charts of nothing.
    @Test(arguments: DocumentForm.allCases) func oddDocumentsStand(form: DocumentForm) throws {
        #expect(!(try DocumentForm.render(Document(title: "", sentence: ""), as: form)).isEmpty || form == .csv)
        let column = Column(id: "a", title: "A", kind: .count)
        let long = Row(.total, level: 99, cells: [Cell](repeating: Cell(.count(1)), count: 5))
        let rows = [
            Row(.line, cells: []), long, Row(.heading, level: -3, cells: [Cell(.text("x"))]), Row(.subtotal, cells: [.empty, .empty]),
        ]
        var odd = Document(language: "", title: "Odd", sentence: "")
        odd.sections = [
            Section(
                id: "odd",
                tables: [
                    Table(id: "a", caption: "", columns: []), Table(id: "b", caption: "B", columns: [], rows: rows),
                    Table(id: "c", caption: "C", columns: [column], rows: rows), Table(id: "d", caption: "D", columns: [column]),
                    Table(id: "wide", caption: "", columns: (0..<120).map { Column(id: "\($0)", title: "Column \($0)", kind: .duration) }),
                ],
                charts: [
                    Chart(id: "e", title: "", axis: "", labels: [], kind: .count, series: []),
                    Chart(id: "f", title: "F", axis: "", labels: ["x"], kind: .money(.usd), series: [.init(name: "", values: [])]),
                    Chart(id: "g", title: "G", axis: "", labels: ["x"], kind: .text, series: [.init(name: "", values: [.text("x")])]),
                ])
        ]
        #expect(!(try DocumentForm.render(odd, as: form)).isEmpty)
    }

    @Test(arguments: DocumentForm.allCases) func eachFormIsAFileOfItsOwn(form: DocumentForm) throws {
        let bytes = try DocumentForm.render(try sample(), as: form)
        let begins: [UInt8] =
            switch form {
            case .html: Array("<!DOCTYPE html>".utf8)
            case .pdf: Array("%PDF-".utf8)
            case .xlsx: Array("PK".utf8)
            case .csv: Array("row,".utf8)
            case .json: Array("{".utf8)
            }
        #expect(bytes.starts(with: begins))
        #expect(form.fileExtension == form.rawValue && form.mediaType().contains("/"))
        #expect(bytes == (try DocumentForm.render(try sample(), as: form)))
    }
}

@Suite struct CSVFormTests {
    private func csv(_ name: String, _ form: CSVForm) throws -> [UInt8] { CSVText.render(try sample(name), form) }

    @Test func separatorsAreQuoted() throws {
        let semicolon = String(decoding: try csv("a;b,c", CSVForm(separator: .semicolon)), as: UTF8.self)
        #expect(semicolon.contains("line;2026-03-02 09:15:00;\"a;b,c\";\"a;b,c\";0:01:01;0.11;USD\r\n"))
        let tab = String(decoding: try csv("a\tb", CSVForm(separator: .tab)), as: UTF8.self)
        #expect(tab.contains("line\t2026-03-02 09:15:00\ta\\u{9}b\ta\\u{9}b\t0:01:01\t0.11\tUSD\r\n"))
    }

    @Test(arguments: hostile, CSVForm.Separator.allCases) func everyLineHasTheSameFields(text: String, separator: CSVForm.Separator) throws
    {
        var fields = 1, quoted = false
        var counts: Set<Int> = []
        for byte in try csv(text, CSVForm(separator: separator)) {
            if byte == UInt8(ascii: "\"") { quoted.toggle() }
            if byte == separator.byte, !quoted { fields += 1 }
            if byte == 10, !quoted { (counts, fields) = (counts.union([fields]), 1) }
        }
        #expect(counts == [7] && !quoted)
    }

    @Test func encodingsReadBack() throws {
        let name = "Nguyễn €5 東京 é"
        let plain = try csv(name, CSVForm())
        let utf16 = try csv(name, CSVForm(encoding: .utf16))
        #expect(try csv(name, CSVForm(encoding: .utf8Marked)) == [0xEF, 0xBB, 0xBF] + plain)
        #expect(String(data: Data(utf16), encoding: .utf16) == String(decoding: plain, as: UTF8.self))
        let windows = try csv(name, CSVForm(encoding: .windows1252))
        let read = try #require(String(data: Data(windows), encoding: .windowsCP1252))
        #expect(read.contains("Nguy\\u{1ec5}n €5 \\u{6771}\\u{4eac} é"))
    }

    @Test func windows1252IsTheWholeTable() throws {
        for byte in UInt8.min...UInt8.max where ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte) {
            let text = try #require(String(data: Data([byte]), encoding: .windowsCP1252))
            #expect(CSVForm(encoding: .windows1252).encoded(Array(text.utf8)) == [byte])
        }
    }
}
