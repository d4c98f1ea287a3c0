import Document
import Money

/// A column of a report whose lines are calls.
public enum CallField: String, Hashable, Sendable, CaseIterable {
    case start, day, weekday
    /// When it ended.
    case end
    case calling, called
    /// The far party: who was called by an outgoing call, who called by an incoming one.
    case number
    case destination, callType, party
    /// The nearest department, tenant, cost centre above the party on that day.
    case department, tenant, costCentre
    case `extension`, account, trunk, trunkGroup, provider, `switch`, source, sourceIP, direction
    case duration, ring, pulses, state, reason
    /// What joins the records of one call, and the record's place in it.
    case link, leg
    case price, surcharges, discount, cost
    /// Price less cost, where both are in one currency.
    case margin
    case final

    var money: MoneyMeasure? { Measure(rawValue: rawValue)?.money }

    /// The measure that is the sum of this column.
    var measure: Measure? { Measure(rawValue: rawValue) }

    func kind(_ currency: Currency?) -> ColumnKind {
        switch self {
        case .start, .end: .time
        case .day: .day
        case .calling, .called, .number, .extension, .account: .number
        case .duration, .ring: .duration
        case .pulses: .count
        case .price, .surcharges, .discount, .cost, .margin, .final: currency.map(ColumnKind.money) ?? .text
        default: .text
        }
    }
}
