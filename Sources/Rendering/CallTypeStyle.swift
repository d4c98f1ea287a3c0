public import Document

/// The style sheet that gives each call type its colours: a served file, since pages allow no style attributes.
public enum CallTypeStyle {
    /// `[data-type="mobile"]{--type:#b45309}` for each, and the same for the dark theme. Types without colour are left out.
    /// - Parameter light: only the light colours, for paper.
    public static func css(_ marks: [Mark], lightOnly light: Bool = false) -> String {
        var day = ""
        var night = ""
        for mark in marks {
            guard let colour = mark.colour else { continue }
            let selector = "[data-type=\"" + string(mark.id) + "\"]"
            day += selector + "{--type:" + colour.light.description + "}\n"
            night += selector + "{--type:" + colour.dark.description + "}\n"
        }
        guard !night.isEmpty, !light else { return day }
        return day + "@media screen and (prefers-color-scheme:dark){\n" + night + "}\n"
    }

    /// The content of a CSS string: all but letters, digits and hyphen as six hexadecimal digits, so that nothing ends the string, the
    /// rule or the `style` element. Hidden signs stand as in `HTMLText`, so that the selector still meets the attribute.
    static func string(_ text: String) -> String {
        var result = ""
        var isBehindEscape = false
        for scalar in String(decoding: VisibleText.bytes(text.utf8), as: UTF8.self).unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", " ":
                // One blank behind an escape belongs to the escape.
                if isBehindEscape, scalar == " " { result += " " }
                result.unicodeScalars.append(scalar)
                isBehindEscape = false
            default:
                let digits = String(scalar.value, radix: 16)
                result += "\\" + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
                isBehindEscape = true
            }
        }
        return result
    }
}
