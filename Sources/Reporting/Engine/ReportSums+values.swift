import Document
import Model
import Money
import Time

/// What shares and rates of a group are taken of.
struct Whole {
    var sums: ReportSums
    /// Seconds of the report's period.
    var seconds: Int64
    var zone: Zone
}

extension Value {
    /// A number by which figures of one kind are compared; 0 for what is none.
    var weight: Int64 {
        switch self {
        case .count(let number), .duration(let number), .decimal(let number, _): number
        case .money(let money): money.amount.millionths
        case .time(let time): time.seconds
        case .day(let day): Int64(day.number)
        case .empty, .text, .number, .word: 0
        }
    }
}

extension ReportSums {
    /// What a measure is for these calls; amounts in one currency.
    func value(_ measure: Measure, _ currency: Currency?, of whole: Whole) -> Value {
        switch measure {
        case .calls: .count(calls)
        case .answered: .count(answered)
        case .missed: .count(calls - answered)
        case .unrated: .count(unrated)
        case .privateCalls: .count(isPrivate)
        case .outgoing: .count(counted(.out).calls)
        case .incoming: .count(counted(.in).calls)
        case .internalCalls: .count(counted(.internal).calls)
        case .duration: .duration(seconds)
        case .outgoingDuration: .duration(counted(.out).seconds)
        case .incomingDuration: .duration(counted(.in).seconds)
        case .internalDuration: .duration(counted(.internal).seconds)
        case .averageDuration: ReportSums.mean(seconds, answered)
        case .longest: .duration(longest)
        case .averageRing: ReportSums.mean(ringSeconds, ringing)
        case .longestRing: ringing == 0 ? .empty : .duration(longestRing)
        case .answerRate: Value.percent(answered, of: calls)
        case .shareOfCalls: Value.percent(calls, of: whole.sums.calls)
        case .shareOfDuration: Value.percent(seconds, of: whole.sums.seconds)
        case .shareOfPrice: share(.price, currency, of: whole.sums)
        case .erlangs: .decimal(Value.rounded(seconds, 1000, whole.seconds), digits: 3)
        case .first: first.map { .time(whole.zone.wall($0)) } ?? .empty
        case .last: last.map { .time(whole.zone.wall($0)) } ?? .empty
        case .marginRate: marginRate(currency)
        case .margin where isNone(measure, currency): .empty
        case .price, .surcharges, .discount, .cost, .margin, .final:
            currency.map { .money(Money(amount(measure.money ?? .price, $0), $0)) } ?? .empty
        }
    }

    /// Whether a zero of the measure means that there is none, not that it costs nothing.
    func isNone(_ measure: Measure, _ currency: Currency?) -> Bool {
        guard let money = measure.money, let currency else { return true }
        return !currencies(money).contains(currency)
    }

    private func share(_ money: MoneyMeasure, _ currency: Currency?, of whole: ReportSums) -> Value {
        guard let currency else { return .empty }
        return Value.percent(amount(money, currency).millionths, of: whole.amount(money, currency).millionths)
    }

    private func marginRate(_ currency: Currency?) -> Value {
        guard let currency, currencies(.margin).contains(currency) else { return .empty }
        return Value.percent(amount(.margin, currency).millionths, of: amount(.price, currency).millionths)
    }

    /// Whole seconds, half up; nothing where there is nothing to divide by.
    private static func mean(_ sum: Int64, _ count: Int64) -> Value { count == 0 ? .empty : .duration(Value.rounded(sum, 1, count)) }
}
