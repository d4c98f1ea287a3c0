import Reading

/// A list that comes as a file, as the text that a person could have pasted instead.
public enum ListFile {
    /// Why a file is no list: what is wrong, and what to do.
    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case empty
        /// In this line, from 1, stands what is no text.
        case noText(line: Int)

        public var description: String {
            switch self {
            case .empty: "The file is empty. Choose the one with the list."
            case .noText(let line):
                "The file is neither an Excel workbook nor text in UTF-8 (line \(line)). Save the sheet as an Excel workbook (.xlsx) or as CSV UTF-8."
            }
        }
    }

    /// Bytes of a file at most.
    public static let most = Workbook.Limits().file

    /// The list in a file, whatever the file is called: text as it stands; of a workbook the first sheet that is not hidden, with a TAB
    /// between cells. A line is a row of the sheet, so that both have one number.
    /// - Throws: `WorkbookError`, `Refusal`.
    public static func text(of bytes: [UInt8]) throws -> String {
        guard !bytes.isEmpty else { throw Refusal.empty }
        if Workbook.isLikely(bytes) { return text(try Workbook.firstSheet(of: bytes)) }
        guard let text = decoded(bytes) else { throw Refusal.noText(line: UTF8Text.brokenLine(bytes) ?? 1) }
        var line = 1
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\n") { line += 1 }
            // A form cannot bring it back, and no list has it.
            if byte < 0x20, byte != 9, byte != 10, byte != 13 { throw Refusal.noText(line: line) }
        }
        return text
    }

    /// UTF-8, or UTF-16 with the mark that tells how: a spreadsheet saves it as "Unicode text".
    private static func decoded(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(validating: bytes.dropFirst(3), as: UTF8.self) }
        let isLittle = bytes.starts(with: [0xFF, 0xFE])
        guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return String(validating: bytes, as: UTF8.self) }
        guard bytes.count % 2 == 0 else { return nil }
        let units = stride(from: 2, to: bytes.count, by: 2).map { place in
            UInt16(bytes[place]) << (isLittle ? 0 : 8) | UInt16(bytes[place + 1]) << (isLittle ? 8 : 0)
        }
        return String(validating: units, as: UTF16.self)
    }

    private static func text(_ rows: [[String]]) -> String {
        rows.map { row in row.map(cell).joined(separator: "\t") + "\n" }.joined()
    }

    /// A cell of several lines becomes one of one line: what a list gives has no line ends.
    private static func cell(_ text: String) -> String {
        let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        return line.utf8.contains(UInt8(ascii: "\"")) ? "\"" + line.replacing("\"", with: "\"\"") + "\"" : line
    }
}
