/// A part's name as it stands in a file: one line, safe on a terminal.
enum PartName {
    /// Longest name in UTF-8 bytes, before and after escaping.
    static let limit = 4_096

    /// Control and format characters (bidi ones too) and the backslash become `\u{hex}`.
    static func escaped(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                text += "\\u{\(String(scalar.value, radix: 16))}"
            default:
                if scalar == "\\" { text += "\\u{5c}" } else { text.unicodeScalars.append(scalar) }
            }
        }
        return text
    }

    /// The name of what `escaped` made; `nil` where it is not of that form.
    static func unescaped(_ text: String) -> String? {
        var name = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                name.append(scalar)
                continue
            }
            guard rest.popFirst() == "u", rest.popFirst() == "{", let close = rest.firstIndex(of: "}"),
                let value = UInt32(String(rest[..<close]), radix: 16), let found = Unicode.Scalar(value)
            else { return nil }
            name.append(found)
            rest = rest[rest.index(after: close)...]
        }
        return String(name)
    }
}
