import Document
import Money
import Time

/// What a cell of a worksheet holds.
enum SheetCell: Hashable {
    case blank
    case text(String)
    case number(Double, format: String)

    /// Digits that a spreadsheet's numbers hold exactly.
    static let exactDigits = 15
    /// Units of UTF-16 that a cell holds.
    static let mostText = 32_767
    /// Ends a text that was cut.
    static let cutMark = " […]"

    init(_ cell: Cell) {
        switch cell.value {
        case .empty: self = .blank
        case .text(let text), .number(let text), .word(_, let text): self = text.isEmpty ? .blank : .text(Self.string(text))
        case .count, .decimal, .money: self = Self.figure(cell)
        case .duration(let seconds):
            // A spreadsheet shows no time below zero.
            self =
                seconds >= 0 && seconds < 1_000_000_000
                ? .number(Double(seconds) / 86_400, format: Self.dashed("[h]:mm:ss", cell)) : .text(cell.value.text)
        case .day(let day): self = Self.serial(Int64(day.number), 0, "yyyy-mm-dd") ?? .text(cell.value.text)
        case .time(let time):
            let days = Int64(time.day.number)
            self = Self.serial(days, time.secondOfDay, "yyyy-mm-dd hh:mm:ss") ?? .text(cell.value.text)
        }
    }

    /// A count or an amount with its own decimals; as text where a binary fraction could not give all its digits back.
    private static func figure(_ cell: Cell) -> SheetCell {
        let text = cell.value.text
        let digits = text.utf8.filter { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.drop { $0 == UInt8(ascii: "0") }
        guard digits.count <= exactDigits, let number = Double(text) else { return .text(text) }
        let decimals = text.split(separator: ".").dropFirst().first?.utf8.count ?? 0
        let format = "#,##0" + (decimals > 0 ? "." + String(repeating: "0", count: decimals) : "")
        return .number(number, format: dashed(format, cell))
    }

    /// A zero that means "none" is shown as a dash and stays a zero.
    private static func dashed(_ format: String, _ cell: Cell) -> String { cell.isNone ? format + ";-" + format + ";\"–\"" : format }

    /// Days since 1899-12-30; Excel's calendar is right from March 1900 on.
    private static func serial(_ day: Int64, _ second: Int, _ format: String) -> SheetCell? {
        let serial = day + 25_569
        guard serial >= 61, serial < 2_958_466 else { return nil }
        return .number(Double(serial) + Double(second) / 86_400, format: format)
    }

    /// A text from anywhere as a cell holds it: everything hidden made visible, what is too long cut with a mark, and `_x0041_`
    /// written so that no reader takes it for a letter.
    static func string(_ text: String) -> String {
        let visible = escaped(VisibleText.text(text))
        guard visible.utf16.count > mostText else { return visible }
        var left = mostText - cutMark.utf16.count
        let kept = visible.unicodeScalars.prefix { scalar in
            left -= scalar.value > 0xFFFF ? 2 : 1
            return left >= 0
        }
        return String(kept) + cutMark
    }

    private static func escaped(_ text: String) -> String {
        let bytes = Array(text.utf8)
        func isEscape(_ at: Int) -> Bool {
            guard at + 6 < bytes.count, bytes[at] == UInt8(ascii: "_"), bytes[at + 1] == UInt8(ascii: "x") else { return false }
            return bytes[at + 6] == UInt8(ascii: "_") && bytes[at + 2..<at + 6].allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        }
        guard bytes.indices.contains(where: isEscape) else { return text }
        var result: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if isEscape(index) { result += Array("_x005F".utf8) }
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
