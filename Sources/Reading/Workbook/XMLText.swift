/// The characters that stand for themselves or as entities in XML.
enum XMLText {
    /// - Parameter isLiteral: whether `&` is only a character, as in a CDATA section.
    /// - Throws: where bytes are no UTF-8, an entity is unknown, or a character is none that XML allows.
    static func plain(_ bytes: ArraySlice<UInt8>, isLiteral: Bool) throws(XMLPieces.Flaw) -> String {
        guard !isLiteral, let first = bytes.firstIndex(of: UInt8(ascii: "&")) else { return try checked(bytes) }
        var plain = Array(bytes[..<first])
        var rest = bytes[first...]
        while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
            plain += rest[..<mark]
            rest = rest[(mark + 1)...]
            // The longest is `#x10FFFF`; some write zeros in front.
            guard let end = rest.prefix(16).firstIndex(of: UInt8(ascii: ";")), let scalar = scalar(rest[..<end]) else {
                throw XMLPieces.Flaw()
            }
            plain += String(scalar).utf8
            rest = rest[(end + 1)...]
        }
        return try checked((plain + rest)[...])
    }

    private static func checked(_ bytes: ArraySlice<UInt8>) throws(XMLPieces.Flaw) -> String {
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 9 || $0 == 10 || $0 == 13 }), let text = String(validating: bytes, as: UTF8.self)
        else {
            throw XMLPieces.Flaw()
        }
        return text
    }

    private static func scalar(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
        switch String(decoding: name, as: UTF8.self) {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        case let text where text.hasPrefix("#x"): return UInt32(text.dropFirst(2), radix: 16).flatMap { Unicode.Scalar($0) }
        case let text where text.hasPrefix("#"): return UInt32(text.dropFirst()).flatMap { Unicode.Scalar($0) }
        default: return nil
        }
    }
}
