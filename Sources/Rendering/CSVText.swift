public import Document
import Money

/// CSV as RFC 4180 has it: CR LF, quotes doubled; commas and UTF-8 without a mark unless the form says otherwise.
public enum CSVText {
    /// All tables of a document, one after the other with an empty line between. The first column says what the row is; behind each
    /// amount stands its currency.
    public static func render(_ document: Document, _ form: CSVForm = CSVForm()) -> [UInt8] {
        var csv: [UInt8] = []
        for (index, table) in document.tables.enumerated() {
            if index > 0 { csv += [13, 10] }
            render(table, separator: form.separator.byte, into: &csv)
        }
        return form.encoded(csv)
    }

    private static func render(_ table: Table, separator: UInt8, into csv: inout [UInt8]) {
        var titles = ["row"]
        for column in table.columns {
            titles.append(column.title)
            if column.kind.currency != nil { titles.append("currency") }
        }
        for (index, title) in titles.enumerated() { field(outside: title, first: index == 0, separator, into: &csv) }
        csv += [13, 10]
        for row in table.rows {
            csv += row.kind.rawValue.utf8
            for (index, column) in table.columns.enumerated() {
                let value = index < row.cells.count ? row.cells[index].value : .empty
                if value.isOutsideText {
                    field(outside: value.text, first: false, separator, into: &csv)
                } else {
                    csv.append(separator)
                    csv += value.text.utf8
                }
                guard let currency = column.kind.currency else { continue }
                csv.append(separator)
                if case .money = value { csv += currency.code.utf8 }
            }
            csv += [13, 10]
        }
    }

    /// A text for people: hidden signs made visible, then guarded and quoted.
    private static func field(outside text: String, first: Bool, _ separator: UInt8, into csv: inout [UInt8]) {
        if !first { csv.append(separator) }
        csv += quoted(guarded(VisibleText.bytes(text.utf8)), separator: separator)
    }

    /// Quotes where the separator, a quote, a line break or a blank at an end asks for it.
    public static func quoted(_ field: [UInt8], separator: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
        let asks = field.contains { $0 == separator || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13 || $0 == 9 }
        guard asks || field.first == 32 || field.last == 32 else { return field }
        var result: [UInt8] = [UInt8(ascii: "\"")]
        for byte in field {
            if byte == UInt8(ascii: "\"") { result.append(byte) }
            result.append(byte)
        }
        return result + [UInt8(ascii: "\"")]
    }

    /// An apostrophe before outside text that a spreadsheet would take for a formula (CHECKLIST O1): after apostrophes and blanks one of
    /// `= + - @`, TAB, CR or LF. `unguarded(guarded(x)) == x` for every x.
    public static func guarded(_ field: [UInt8]) -> [UInt8] { looksLikeFormula(field) ? [UInt8(ascii: "'")] + field : field }

    /// Takes the guard off again.
    public static func unguarded(_ field: [UInt8]) -> [UInt8] {
        guard field.first == UInt8(ascii: "'"), looksLikeFormula(field) else { return field }
        return Array(field.dropFirst())
    }

    private static func looksLikeFormula(_ field: [UInt8]) -> Bool {
        let rest = field.drop { $0 == UInt8(ascii: "'") }.drop { $0 == 32 }
        switch rest.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 9, 10, 13: return true
        default: return false
        }
    }
}
