import Model
import Time

extension Schedule {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("report", report)
        if report == nil { pairs.flag("bills", true) }
        if span != .lastMonth { pairs.text("period", span.rawValue) }
        if time.every != .month { pairs.text("every", time.every.rawValue) }
        pairs.text("on", time.on.map(Schedule.text))
        if time.minute != (time.every == .hour ? 0 : 360) { pairs.text("at", Form.clockText(time.minute)) }
        pairs.texts("holidays", time.holidays.sorted().map(\.description))
        if time.holiday != .run { pairs.text("holiday", time.holiday.rawValue) }
        if forms != [.pdf] { pairs.texts("as", forms.map(\.rawValue)) }
        pairs.text("party", party?.text)
        pairs.text("organisation", node?.text)
        pairs.texts("filter", filter)
        pairs.texts("to", to.map(\.text))
        pairs.text("for", each?.rawValue)
        pairs.text("folder", folder)
        pairs.text("layout", layout?.text)
        pairs.flag("paused", isPaused)
        return pairs.pairs
    }

    private static func text(_ day: ScheduleTime.Day) -> String {
        switch day {
        case .number(let number): String(number)
        case .last: "last"
        case .firstWorkingDay: "firstWorkingDay"
        case .lastWorkingDay: "lastWorkingDay"
        case .weekday(let day): WeekReader.days[day]
        case .date(let month, let day): two(month) + "-" + two(day)
        case .workingDays: "workingDays"
        }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
