/// The texts of a workbook, to which cells refer by number.
enum SharedTexts {
    static func read(_ pieces: inout XMLPieces) throws(XMLPieces.Flaw) -> [String] {
        var texts: [String] = []
        while let piece = try pieces.next() {
            guard piece == .begin, pieces.isNamed("si") else { continue }
            // More than a sheet's cells may be, and a bound for what one byte in a packed file can become.
            guard texts.count < 2_000_000 else { throw XMLPieces.Flaw() }
            texts.append(OfficeText.plain(try runs(&pieces)))
        }
        return texts
    }

    /// The text of the element that just began: its runs joined, without the signs that say how it is spoken.
    static func runs(_ pieces: inout XMLPieces) throws(XMLPieces.Flaw) -> String {
        let depth = pieces.depth
        var text = ""
        var spoken: Int?
        var isText = false
        while let piece = try pieces.next() {
            switch piece {
            case .begin:
                if pieces.isNamed("rPh") { spoken = spoken ?? pieces.depth }
                isText = spoken == nil && pieces.isNamed("t")
            case .text: if isText { text += try pieces.text() }
            case .end:
                isText = false
                if let outer = spoken, pieces.depth < outer { spoken = nil }
                if pieces.depth < depth { return text }
            }
        }
        return text
    }
}

/// How office programs write characters that XML does not allow: `_x000D_`.
enum OfficeText {
    /// The characters themselves; of those that nobody can see, only TAB and the line ends.
    static func plain(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: "_")) else { return text }
        var plain: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if let scalar = scalar(bytes[place...].prefix(7)) {
                plain += String(scalar).utf8
                place += 7
            } else {
                plain.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private static func scalar(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard bytes.count == 7, bytes.starts(with: "_x".utf8), bytes.last == UInt8(ascii: "_"),
            let value = UInt32(String(decoding: bytes.dropFirst(2).dropLast(), as: UTF8.self), radix: 16),
            value >= 0x20 || [9, 10, 13].contains(value)
        else { return nil }
        return Unicode.Scalar(value)
    }
}
