public import Time

/// How a language writes figures and days for people. English is the house's own: days as ISO has them, a point, thousands apart by a
/// thin blank, which is the separator of no country. Programs get `Value.text`, which is the same in every language.
public struct FigureForm: Hashable, Sendable {
    private enum DayOrder { case iso, dots, slashes }

    private let point: Character
    private let group: Character
    private let order: DayOrder

    /// - Parameter language: BCP 47; one that is not known is written as English.
    public init(language: String) {
        switch language.prefix(while: { $0 != "-" && $0 != "_" }).lowercased() {
        case "de": (point, group, order) = (",", ".", .dots)
        case "fr": (point, group, order) = (",", "\u{202F}", .slashes)
        case "es", "vi": (point, group, order) = (",", ".", .slashes)
        case "ar": (point, group, order) = (".", ",", .slashes)
        case "zh": (point, group, order) = (".", ",", .iso)
        default: (point, group, order) = (".", "\u{202F}", .iso)
        }
    }

    /// The figure as people read it; texts as they are.
    public func text(_ value: Value) -> String {
        switch value {
        case .money, .count: figure(value.text)
        case .decimal: figure(value.text, groups: false)
        case .day(let day): self.day(day)
        case .time(let time): day(time.day) + value.text.dropFirst(time.day.description.utf8.count)
        case .empty, .text, .number, .duration, .word: value.shown
        }
    }

    public func day(_ day: CivilDay) -> String {
        guard order != .iso else { return day.description }
        let (year, month, number) = day.parts
        guard (0...9999).contains(year) else { return day.description }
        let mark = order == .dots ? "." : "/"
        return two(number) + mark + two(month) + mark + String(year)
    }

    /// - Parameters:
    ///   - text: digits, perhaps with a sign and a decimal point; anything else stays as it is.
    ///   - groups: whether thousands stand apart.
    public func figure(_ text: String, groups: Bool = true) -> String {
        let sign = text.prefix { $0 == "-" || $0 == "−" }
        let rest = text.dropFirst(sign.count)
        let whole = rest.prefix { ("0"..."9").contains($0) }
        let part = rest.dropFirst(whole.count)
        guard !whole.isEmpty, part.isEmpty || part.first == "." else { return text }
        var result = String(sign)
        for (index, digit) in whole.enumerated() {
            if groups, index > 0, (whole.count - index).isMultiple(of: 3) { result.append(group) }
            result.append(digit)
        }
        guard !part.isEmpty else { return result }
        result.append(point)
        return result + part.dropFirst()
    }

    private func two(_ number: Int) -> String { number < 10 ? "0" + String(number) : String(number) }
}
