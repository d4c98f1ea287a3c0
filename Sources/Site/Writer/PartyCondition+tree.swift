import Model
import Money

extension PartyCondition {
    /// The key of `when`, and what stands there.
    var pair: Tree.Pair {
        var inner = PairBuilder()
        switch self {
        case .total(let total):
            inner.text("in", total.span.rawValue)
            inner.text("each", total.each.rawValue, unless: Total.Each.party.rawValue)
            inner.figure(total.above)
            return Tree.Pair(key: "total", value: .map(inner.pairs))
        case .budget(let marks):
            return Tree.Pair(key: "budget", value: .list(marks.map { .text($0.rawValue) }))
        case .burst(let burst):
            inner.text("in", burst.span.rawValue)
            inner.figure(burst.floor, unless: Burst.usualFloor)
            inner.number("factor", burst.factor, unless: Burst.usualFactor)
            inner.number("weeks", burst.weeks, unless: Self.usualWeeks)
            return Tree.Pair(key: "burst", value: .map(inner.pairs))
        case .firstTime(let first):
            inner.text("of", first.of.rawValue)
            inner.figure(first.floor, unless: FirstTime.usualFloor)
            inner.number("days", first.days, unless: FirstTime.usualDays)
            return Tree.Pair(key: "firstTime", value: .map(inner.pairs))
        case .oddHours(let odd):
            inner.figure(odd.floor, unless: OddHours.usualFloor)
            inner.number("weeks", odd.weeks, unless: Self.usualWeeks)
            return Tree.Pair(key: "oddHours", value: .map(inner.pairs))
        }
    }
}

extension PairBuilder {
    fileprivate mutating func figure(_ figure: CallFigure, unless standard: CallFigure? = nil) {
        guard figure != standard else { return }
        switch figure {
        case .calls(let calls): number("calls", calls)
        case .minutes(let minutes): number("minutes", minutes)
        case .money(let scheme, let money):
            text(scheme.rawValue, money.text)
            text("currency", money.currency.code)
        }
    }
}
