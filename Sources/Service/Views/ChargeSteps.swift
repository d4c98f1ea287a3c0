public import Model
import Money
import Rating
import Site
public import Time

/// How a charge came about, line by line.
public struct ChargeSteps: Sendable {
    public struct Step: Sendable, Hashable {
        /// What the line tells about: `table`, `version`, `prefix`, `row`, `connection`, `blocks`, …
        public var kind: String
        public var text: String
        /// Wall time in the site's zone at which it begins.
        public var at: WallTime?
        public var band: String
        public var count: Int64?
        /// Seconds of each block, or in all.
        public var seconds: Int64?
        public var price: String
        /// Seconds that the price is for; `nil`: each.
        public var per: Int64?
        public var amount: String
        /// The sum with this line.
        public var total: String
    }

    public var outcome: Outcome
    public var rateTable: String?
    public var version: WallTime?
    public var prefix: String?
    /// The number that was compared with prefixes.
    public var number: String
    public var steps: [Step]
}

extension CallDetail {
    public func steps(_ scheme: Scheme) -> ChargeSteps {
        let offset = start.seconds - call.start.seconds
        return ChargeSteps(scheme == .price ? price : cost) { WallTime(seconds: $0.seconds + offset) }
    }
}

extension ChargeSteps {
    /// - Parameter wall: a moment on the site's wall.
    init(_ found: Explanation, wall: (Instant) -> WallTime) {
        (outcome, rateTable, version) = (found.outcome, found.rateTable?.text, found.version)
        (prefix, number) = (found.prefix, found.number)
        steps = found.trace.map { line in
            Step(
                kind: line.kind.rawValue, text: line.text, at: line.at.map(wall), band: line.band, count: line.count,
                seconds: line.seconds, price: line.price, per: line.per, amount: line.amount, total: line.total)
        }
    }
}

extension OpenBook {
    /// One call with its whole way back, for a program.
    public func callJSON(_ detail: CallDetail) throws -> [UInt8] {
        let zone = try site().site.settings.zone
        var line = JSONLine()
        line.begin()
        line.key("call")
        line.call(detail.call, zone)
        line.steps("priceSteps", detail.price, zone)
        line.steps("costSteps", detail.cost, zone)
        line.settlement(detail)
        line.list("decoded", detail.decoded) { line, field in
            line.field("name", field.name)
            line.field("value", field.value)
            line.field("from", field.range?.lowerBound)
            line.field("to", field.range?.upperBound)
        }
        line.field("raw", detail.raw.map { String(decoding: $0, as: UTF8.self) })
        line.texts("legs", detail.legs.map(\.id))
        line.values("corrections", detail.corrections) { $0.correction($1) }
        line.end()
        return line.take()
    }
}

extension JSONLine {
    fileprivate mutating func settlement(_ detail: CallDetail) {
        key("settlement")
        guard let settlement = detail.settlement, let charge = detail.call.price.charge else { return null() }
        func text(_ amount: FineAmount) -> String { amount.text(minorUnit: charge.currency.minorUnit) }
        begin()
        field("from", settlement.period.first.description)
        field("to", settlement.period.last.description)
        field("bill", settlement.bill.map { Int($0) })
        if let figures = settlement.figures {
            field("charge", charge.amount.text(minorUnit: charge.currency.minorUnit))
            field("packageDiscount", text(figures.packageDiscount))
            field("volumeDiscount", text(figures.volumeDiscount))
            field("net", text(figures.net))
            field("rate", figures.rate.text)
            field("final", figures.final.text)
            field("finalCurrency", figures.final.currency.code)
        }
        list("steps", settlement.steps) { line, step in
            line.field("kind", step.kind)
            line.field("of", step.text)
            line.field("rule", step.rule)
            line.field("off", text(step.off))
        }
        close()
    }

    fileprivate mutating func correction(_ view: CorrectionView) {
        let made = view.correction
        begin()
        field("number", Int(made.number))
        field("kind", made.kind.rawValue)
        field("value", made.value.isEmpty ? nil : made.value)
        field("former", made.former.isEmpty ? nil : made.former)
        field("reason", made.reason)
        field("at", "\(view.at)")
        field("actor", made.actor)
        field("undoneAt", view.undoneAt.map { "\($0)" })
        field("undoneBy", made.undone?.actor)
        field("undoneWhy", made.undone?.reason)
        close()
    }

    fileprivate mutating func steps(_ name: StaticString, _ found: Explanation, _ zone: Zone) {
        key(name)
        explanationObject(found, zone)
    }
}
