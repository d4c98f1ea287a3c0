public import Model
import Money
public import Site

extension CallFigure {
    /// The figure itself: calls, seconds of talk, millionths.
    public var limit: Int64 {
        switch self {
        case .calls(let calls): Int64(calls)
        case .minutes(let minutes): Int64(minutes) * 60
        case .money(_, let money): money.amount.millionths
        }
    }

    /// What some calls have of it.
    /// - Parameter charged: counts charged calls only.
    public func value(of sums: CallSums, charged: Bool = false) -> Int64 {
        switch self {
        case .calls: charged ? sums.charged : sums.calls
        case .minutes: sums.seconds
        case .money(.price, let money): sums.price[money.currency]?.millionths ?? 0
        case .money(.cost, let money): sums.cost[money.currency]?.millionths ?? 0
        }
    }

    /// Of all of them together.
    public func value(of sums: [CallSums], charged: Bool = false) -> Int64 {
        sums.reduce(0) { $0.plus(value(of: $1, charged: charged)) }
    }

    /// `17 calls`, `10:00:10 h of talk`, `412.00 USD`, `412.00 USD of cost`.
    public func words(_ value: Int64, charged: Bool = false) -> String {
        switch self {
        case .calls: "\(value) \(charged ? "charged " : "")\(value == 1 ? "call" : "calls")"
        case .minutes: "\(value.clock) h of talk"
        case .money(let scheme, let money):
            Money(Amount(millionths: value), money.currency).text + " \(money.currency.code)" + (scheme == .cost ? " of cost" : "")
        }
    }

    /// As a number for programs.
    func digits(_ value: Int64) -> String {
        guard case .money(_, let money) = self else { return String(value) }
        return Money(Amount(millionths: value), money.currency).text
    }

    /// What is measured, for programs.
    var facts: [FoundFacts.Fact] {
        switch self {
        case .calls: [.init("measure", "calls")]
        case .minutes: [.init("measure", "seconds")]
        case .money(let scheme, let money): [.init("measure", scheme.rawValue), .init("currency", money.currency.code)]
        }
    }
}

extension Int64 {
    /// Sums end at the greatest number that there is: it is above every limit.
    func plus(_ other: Int64) -> Int64 {
        let (sum, isBeyond) = addingReportingOverflow(other)
        return isBeyond ? (other > 0 ? .max : .min) : sum
    }

    func times(_ other: Int64) -> Int64 {
        let (product, isBeyond) = multipliedReportingOverflow(by: other)
        return isBeyond ? .max : product
    }
}
