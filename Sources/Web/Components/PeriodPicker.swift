public import Rendering
public import Time

/// The period shown, the one before and the one after, and the usual ones; always at the same place.
public struct PeriodPicker: Sendable {
    public var days: DayRange
    public var today: CivilDay
    /// The page that the links lead to, and the rest of its query, which stays.
    public var route: Route
    public var query: [(name: String, value: String)]
    /// The page is of one day, which stands in its address as `day`.
    public var isOneDay = false
    /// What stands for the period where none was chosen.
    public var wholeName: String?

    public init(days: DayRange, today: CivilDay, route: Route, query: [(name: String, value: String)] = []) {
        self.days = days
        self.today = today
        self.route = route
        self.query = query.filter { !["from", "to", "day"].contains($0.name) }
    }

    /// The same page for other days.
    public func link(_ days: DayRange) -> LocalPath {
        route.link(query + (isOneDay ? [("day", "\(days.last)")] : [("from", "\(days.first)"), ("to", "\(days.last)")]))
    }

    /// `March 2026`, `2026`, `2 March 2026`, or both ends.
    func label(_ texts: PeriodTexts) -> String {
        if let wholeName { return wholeName }
        let (first, last) = (days.first.parts, days.last.parts)
        if days.count == 1 { return "\(first.day) \(texts.month(first.month)) \(first.year)" }
        if let month = DayRange(year: first.year, month: first.month), month == days { return "\(texts.month(first.month)) \(first.year)" }
        if first.year == last.year, first.month == 1, first.day == 1, last.month == 12, last.day == 31 { return "\(first.year)" }
        return "\(days.first) – \(days.last)"
    }

    /// The whole month before or after a whole month, else as many days.
    func neighbour(_ direction: Int) -> DayRange? {
        let first = days.first.parts
        if let month = DayRange(year: first.year, month: first.month), month == days {
            let index = first.year * 12 + first.month - 1 + direction
            return DayRange(year: index / 12, month: index % 12 + 1)
        }
        return DayRange(days.first + direction * days.count, days.last + direction * days.count)
    }

    /// Name and days; a week begins on Monday.
    func presets(_ texts: PeriodTexts) -> [(name: String, days: DayRange)] {
        let now = today.parts
        let monday = today + -today.weekday
        let lastMonth = now.year * 12 + now.month - 2
        let found: [(String, DayRange?)] = [
            (texts.today, DayRange(today, today)), (texts.yesterday, DayRange(today + -1, today + -1)),
            (texts.thisWeek, DayRange(monday, monday + 6)),
            (texts.thisMonth, DayRange(year: now.year, month: now.month)),
            (texts.lastMonth, DayRange(year: lastMonth / 12, month: lastMonth % 12 + 1)),
            (
                texts.thisYear,
                CivilDay(year: now.year, month: 1, day: 1).flatMap { first in
                    CivilDay(year: now.year, month: 12, day: 31).flatMap { DayRange(first, $0) }
                }
            ),
        ]
        return found.compactMap { name, days in days.map { (name, $0) } }.filter { !isOneDay || $0.days.count == 1 }
    }

    func render(_ texts: FrameTexts) -> HTMLText {
        element("div", .class("period"), .text("role", "group"), .text("aria-label", texts.period)) {
            if wholeName == nil { arrow(neighbour(-1), "‹", texts.earlier, key: "[") }
            element("details", .class("menu"), .flag("data-menu")) {
                element("summary") { label(texts.periods) }
                element("ul") {
                    for preset in presets(texts.periods) {
                        element("li") {
                            element("a", .href(link(preset.days)), preset.days == days ? .text("aria-current", "true") : nil) {
                                preset.name
                            }
                        }
                    }
                    element("li") { form(texts.periods) }
                }
            }
            if wholeName == nil { arrow(neighbour(1), "›", texts.later, key: "]") }
        }
    }

    private func arrow(_ days: DayRange?, _ sign: String, _ title: String, key: String) -> HTMLText {
        guard let days else { return HTMLText() }
        return element("a", .class("arrow"), .href(link(days)), .text("title", title), .text("aria-label", title), .text("data-key", key)) {
            sign
        }
    }

    private func form(_ texts: PeriodTexts) -> HTMLText {
        element("form", .class("from-to"), .text("method", "get"), .action(route.link())) {
            for pair in query { single("input", .text("type", "hidden"), .text("name", pair.name), .text("value", pair.value)) }
            if isOneDay {
                Field("day", texts.day, kind: .date, value: "\(days.last)").apart("period").render()
            } else {
                Field("from", texts.from, kind: .date, value: "\(days.first)").apart("period").render()
                Field("to", texts.to, kind: .date, value: "\(days.last)").apart("period").render()
            }
            element("button") { texts.show }
        }
    }
}
