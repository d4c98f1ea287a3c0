/// How a CSV is written: what separates its fields, and how its signs become bytes.
public struct CSVForm: Hashable, Sendable {
    public enum Separator: String, Hashable, Sendable, CaseIterable {
        case comma, semicolon, tab

        var byte: UInt8 {
            switch self {
            case .comma: UInt8(ascii: ",")
            case .semicolon: UInt8(ascii: ";")
            case .tab: 9
            }
        }
    }

    public enum Encoding: String, Hashable, Sendable, CaseIterable {
        case utf8 = "utf-8"
        /// With the mark by which Excel knows it.
        case utf8Marked = "utf-8-bom"
        /// Little-endian, with its mark.
        case utf16 = "utf-16"
        /// Signs that it lacks are written out as `\u{…}`.
        case windows1252 = "windows-1252"
    }

    public var separator: Separator
    public var encoding: Encoding

    public init(separator: Separator = .comma, encoding: Encoding = .utf8) { (self.separator, self.encoding) = (separator, encoding) }

    /// What a server says about it.
    public var mediaType: String {
        switch encoding {
        case .utf8, .utf8Marked: "text/csv; charset=utf-8"
        case .utf16: "text/csv; charset=utf-16"
        case .windows1252: "text/csv; charset=windows-1252"
        }
    }

    /// - Parameter text: UTF-8 of our own making.
    func encoded(_ text: [UInt8]) -> [UInt8] {
        switch encoding {
        case .utf8: return text
        case .utf8Marked: return [0xEF, 0xBB, 0xBF] + text
        case .utf16:
            var bytes: [UInt8] = [0xFF, 0xFE]
            bytes.reserveCapacity(text.count * 2 + 2)
            for unit in String(decoding: text, as: UTF8.self).utf16 {
                bytes.append(UInt8(truncatingIfNeeded: unit))
                bytes.append(UInt8(truncatingIfNeeded: unit >> 8))
            }
            return bytes
        case .windows1252:
            var bytes: [UInt8] = []
            bytes.reserveCapacity(text.count)
            for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
                if let byte = Self.windows1252[scalar] { bytes.append(byte) } else { bytes += VisibleText.name(scalar) }
            }
            return bytes
        }
    }

    private static let windows1252: [Unicode.Scalar: UInt8] = {
        var table: [Unicode.Scalar: UInt8] = [:]
        for byte in UInt8.min...UInt8.max where !(0x80...0x9F).contains(byte) { table[Unicode.Scalar(byte)] = byte }
        // 0x81, 0x8D, 0x8F, 0x90 and 0x9D stand for nothing.
        let special: [(UInt8, String)] = [
            (0x80, "€"), (0x82, "‚ƒ„…†‡ˆ‰Š‹Œ"), (0x8E, "Ž"), (0x91, "‘’“”•–—˜™š›œ"), (0x9E, "žŸ"),
        ]
        for (first, signs) in special {
            for (index, scalar) in signs.unicodeScalars.enumerated() { table[scalar] = first + UInt8(index) }
        }
        return table
    }()
}
