public import Model
public import Money
public import Time

/// What stands in a cell: a figure or text with its meaning, not yet its looks.
public enum Value: Hashable, Sendable {
    /// Nothing stands here.
    case empty
    /// A text, ours or from outside: every form takes it for outside text.
    case text(String)
    /// Digits dialled or an extension: outside text that is set like a number.
    case number(String)
    case count(Int64)
    /// Whole seconds, shown as h:mm:ss.
    case duration(Int64)
    /// So many units of 10^-digits: a share, an erlang.
    case decimal(Int64, digits: Int)
    case money(Money)
    case day(CivilDay)
    /// Wall time in the site's zone.
    case time(WallTime)
    /// A word that programs know, and what people read for it in the document's language.
    case word(String, shown: String)

    /// The figure as every form shows it, a word as programs know it; empty where nothing stands.
    public var text: String {
        switch self {
        case .empty: ""
        case .text(let text), .number(let text), .word(let text, _): text
        case .count(let count): String(count)
        case .duration(let seconds): DurationText.clock(seconds)
        case .decimal(let units, let digits): Value.decimalText(units, digits)
        case .money(let money): money.text
        case .day(let day): day.description
        case .time(let time): DurationText.dayAndTime(time)
        }
    }

    /// The same as people read it, before figures get the form of a language.
    public var shown: String {
        if case .word(_, let shown) = self { return shown }
        return text
    }

    private static func decimalText(_ units: Int64, _ digits: Int) -> String {
        let text = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
        return (units < 0 ? "-" : "") + padded.dropLast(digits) + (digits > 0 ? "." : "") + padded.suffix(digits)
    }

    /// Whether it came, or may have come, from outside as text.
    public var isOutsideText: Bool {
        switch self {
        case .text, .number, .word: true
        default: false
        }
    }

    public var isZero: Bool {
        switch self {
        case .count(0), .duration(0), .decimal(0, _): true
        case .money(let money): money.amount == .zero
        default: false
        }
    }
}

/// Where a figure leads. The room that knows the addresses turns it into one.
public enum Link: Hashable, Sendable {
    /// One call by its id.
    case call(String)
    case party(String)
    /// A node of the organisation.
    case node(String)
    /// The calls behind a figure.
    indirect case calls(CallFilter)
}

/// Durations and times as people read them.
public enum DurationText {
    /// `0:01:01`, hours without bound.
    public static func clock(_ seconds: Int64) -> String {
        let magnitude = seconds.magnitude
        let rest = magnitude % 3600
        return (seconds < 0 ? "-" : "") + String(magnitude / 3600) + ":" + two(rest / 60) + ":" + two(rest % 60)
    }

    /// `2026-03-02 09:15:00`.
    public static func dayAndTime(_ time: WallTime) -> String {
        let second = UInt64(time.secondOfDay)
        return time.day.description + " " + two(second / 3600) + ":" + two(second / 60 % 60) + ":" + two(second % 60)
    }

    private static func two(_ value: UInt64) -> String { value < 10 ? "0" + String(value) : String(value) }
}
