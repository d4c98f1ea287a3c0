import Document
import Model
import Money

/// A sum of amounts, one for each currency.
enum MoneyMeasure: Hashable { case price, surcharges, discount, cost, margin, final }

/// What is added up for groups.
public enum Measure: String, Hashable, Sendable, CaseIterable {
    case calls, answered
    /// Calls less those answered.
    case missed
    case unrated
    /// Calls marked private.
    case privateCalls
    /// Calls by direction.
    case outgoing, incoming, internalCalls
    case duration, outgoingDuration, incomingDuration, internalDuration
    /// Talk of an answered call; the longest talk.
    case averageDuration, longest
    /// Ringing of a call whose ringing is known; the longest.
    case averageRing, longestRing
    /// Answered of all calls.
    case answerRate
    /// Of all calls of the report; of all its talk; of all its charges.
    case shareOfCalls, shareOfDuration, shareOfPrice
    /// Traffic: talk by the length of the period, in erlangs.
    case erlangs
    /// Start of the first and the last call.
    case first, last
    /// By tariff alone.
    case price
    /// Of the price, what surcharges made of it; what packages and volume discounts took off it. Only where calls are read one by one.
    case surcharges, discount
    case cost
    /// Price less cost, where both are in the same currencies.
    case margin
    /// Margin of the price.
    case marginRate
    /// What the party pays: after settlement, at line precision. Only where calls are read one by one.
    case final

    var money: MoneyMeasure? {
        switch self {
        case .price: .price
        case .surcharges: .surcharges
        case .discount: .discount
        case .cost: .cost
        case .margin: .margin
        case .final: .final
        default: nil
        }
    }

    /// Whether the book's summaries know it.
    func isKnown(to dataSet: ReportDefinition.DataSet) -> Bool {
        switch dataSet {
        case .calls, .legs: true
        case .daily, .hourly:
            switch self {
            case .privateCalls, .longest, .averageRing, .longestRing, .first, .last, .surcharges, .discount, .final: false
            default: true
            }
        case .list: false
        }
    }

    /// Whether it is known call by call only, since settlement makes it.
    var isSettled: Bool { self == .final || self == .surcharges || self == .discount }

    /// Whether it counts by direction.
    var needsDirection: Bool {
        switch self {
        case .outgoing, .incoming, .internalCalls, .outgoingDuration, .incomingDuration, .internalDuration: true
        default: false
        }
    }

    /// Whether it is compared with the period before: what is a sum, not a share or an average of its own period.
    var isCompared: Bool {
        switch self {
        case .averageDuration, .longest, .averageRing, .longestRing, .answerRate, .first, .last, .marginRate, .shareOfCalls,
            .shareOfDuration, .shareOfPrice, .erlangs:
            false
        default: true
        }
    }

    func kind(_ currency: Currency?) -> ColumnKind {
        switch self {
        case .calls, .answered, .missed, .unrated, .privateCalls, .outgoing, .incoming, .internalCalls: .count
        case .duration, .outgoingDuration, .incomingDuration, .internalDuration, .averageDuration, .longest, .averageRing, .longestRing:
            .duration
        case .answerRate, .shareOfCalls, .shareOfDuration, .shareOfPrice, .marginRate: .percent
        case .erlangs: .decimal
        case .first, .last: .time
        case .price, .surcharges, .discount, .cost, .margin, .final: currency.map(ColumnKind.money) ?? .text
        }
    }
}
