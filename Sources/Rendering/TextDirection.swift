/// Which way a language is written, and how figures keep their order in one that runs from right to left.
enum TextDirection: Hashable {
    case leftToRight, rightToLeft

    private static let rightToLeftLanguages: Set<String> = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku", "ps", "sd", "ug", "ur", "yi",
    ]

    /// - Parameter language: BCP 47: `ar`, `fa-IR`.
    init(language: String) {
        let primary = language.prefix { $0 != "-" && $0 != "_" }.lowercased()
        self = TextDirection.rightToLeftLanguages.contains(primary) ? .rightToLeft : .leftToRight
    }

    /// The direction of a text from outside: that of its first letter; without any it stands as figures do.
    init(firstLetterOf text: String) {
        let first = text.unicodeScalars.first { $0.properties.isAlphabetic }
        switch first?.value ?? 0 {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: self = .rightToLeft
        default: self = .leftToRight
        }
    }

    /// A paragraph that runs from right to left with its dates and numbers in isolates (U+2066 … U+2069): the bidi algorithm would set
    /// `2026-03-02` behind an Arabic letter as `02-03-2026`. Signs of this kind from outside were written out before.
    static func isolatingFigures(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var run = String.UnicodeScalarView()
        var tail = String.UnicodeScalarView()
        // A number with a plus in front is written in groups.
        let joins: Set<Unicode.Scalar> = ["-", "/", ".", ",", ":", "\u{202F}"]
        func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 128 && scalar.properties.numericType == .decimal }
        func close() {
            if run.contains(where: isDigit) {
                result.append("\u{2066}")
                result.append(contentsOf: run)
                result.append("\u{2069}")
            } else {
                result.append(contentsOf: run)
            }
            result.append(contentsOf: tail)
            run.removeAll()
            tail.removeAll()
        }
        for scalar in text.unicodeScalars {
            if isDigit(scalar) || (run.isEmpty && (scalar == "+" || scalar == "-" || scalar == "\u{2212}")) {
                run.append(contentsOf: tail)
                tail.removeAll()
                run.append(scalar)
            } else if !run.isEmpty, tail.count < 2, joins.contains(scalar) || (scalar == " " && run.first == "+") {
                // Belongs to the figure if a digit follows.
                tail.append(scalar)
            } else {
                close()
                result.append(scalar)
            }
        }
        close()
        return String(result)
    }
}
