/// Texts as YAML writes them.
public enum YAMLText {
    /// Without quotes where nobody could take it for anything else.
    public static func scalar(_ text: String) -> String {
        let bytes = text.utf8
        let isWord =
            bytes.count <= 64
            && bytes.first.map { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") } ?? false
            && bytes.allSatisfy { byte in
                ((byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z"))
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
        return isWord && !words.contains(text.lowercased()) ? text : quoted(text)
    }

    /// What other readers of YAML take for a flag or nothing.
    private static let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

    /// In double quotes, with what these need escaped, and what nobody sees.
    public static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if isPlain(scalar) { result.unicodeScalars.append(scalar) } else { result += escape(scalar.value) }
            }
        }
        return result + "\""
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 127 { return scalar.value >= 32 }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }

    private static func escape(_ value: UInt32) -> String {
        let (sign, width) = value <= 0xff ? ("x", 2) : value <= 0xffff ? ("u", 4) : ("U", 8)
        let digits = String(value, radix: 16)
        return "\\" + sign + String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}
