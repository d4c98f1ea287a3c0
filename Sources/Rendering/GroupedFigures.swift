/// Figures as people read them: thousands apart by a thin space that does not break, as the separator of no country.
public enum GroupedFigures {
    /// - Parameter text: digits, perhaps with a sign and a decimal point; anything else stays as it is.
    public static func text(_ text: String) -> String {
        let sign = text.prefix { $0 == "-" || $0 == "−" }
        let rest = text.dropFirst(sign.count)
        let whole = rest.prefix { ("0"..."9").contains($0) }
        let part = rest.dropFirst(whole.count)
        guard whole.count > 3, part.isEmpty || part.first == "." else { return text }
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { grouped += "\u{202F}" }
            grouped.append(digit)
        }
        return sign + grouped + part
    }
}
