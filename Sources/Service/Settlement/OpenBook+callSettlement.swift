public import Model
public import Money
import Rating
import Site
import Store
public import Time

/// What settlement makes of one call, and on which bill it stands.
public struct CallSettlement: Sendable {
    /// `nil`: it has become unrated.
    public var figures: SettledFigures?
    /// What took how much off, in order; empty where nothing did, or where too many calls would have to be settled to tell.
    public var steps: [Step] = []
    public var period: DayRange
    /// It stands on an issued bill, or came after that of its period.
    public var isBilled: Bool
    /// Number of the bill on which it stands.
    public var bill: Int64?

    /// What one rule took off.
    public struct Step: Hashable, Sendable {
        /// `allowance`, `percent`, `amount`, `money` or `volume`.
        public var kind: String
        /// The package, or the rate table of a volume discount.
        public var text: String
        /// Place of the rule in it, from 0.
        public var rule: Int
        /// In the currency of the charge.
        public var off: FineAmount
    }

    public init(figures: SettledFigures?, period: DayRange, isBilled: Bool, bill: Int64?) {
        (self.figures, self.period, self.isBilled, self.bill) = (figures, period, isBilled, bill)
    }
}

extension OpenBook {
    /// Calls that are settled for the page of one.
    private static let most = 50_000

    /// `nil` for a call without a charge, or whose period cannot be settled (an exchange rate is missing: the bill says so).
    func settlement(of row: CallRow) throws -> CallSettlement? {
        guard row.price.charge != nil, row.reason != .leg else { return nil }
        let (state, party, day) = (try site(), PartyID(row.party), DayRange(row.day))
        guard let period = try billingPeriods(of: party, day, .price, state).first else { return nil }
        let isFrozen = try current(period, of: party, .price, state)?.isFrozen ?? false
        do {
            guard let found = try settledRows(party, day, .price).first(where: { $0.id == row.id }) else { return nil }
            var settlement = CallSettlement(
                figures: found.settled, period: period, isBilled: isFrozen, bill: row.bill == 0 ? nil : Int64(row.bill))
            // What a bill froze is not reckoned again: later calls of others may have changed who would use an allowance.
            if !isFrozen { settlement.steps = try steps(of: row, period, state) }
            return settlement
        } catch is SettlementFailure { return nil }
    }

    private func steps(of row: CallRow, _ period: DayRange, _ state: SiteState) throws -> [CallSettlement.Step] {
        let scope = SettlementScope(state, PartyID(row.party), period, .price)
        guard scope.set.parties != nil else { return [] }
        var pricing = CallPricing(book: self, state: state, scheme: .price)
        var measured = MeasuredCalls(self, state, frozen: try store.frozenPeriods(overlapping: scope.set.days))
        var count = 0
        try store.eachSettledCall(.price, scope.filter) { call, linked in
            count += 1
            if try count < Self.most && measured.contains(call) { try pricing.add(call, linked) }
        }
        guard count < Self.most else { return [] }
        let rows = pricing.rows
        let settled = try Settlement(state.site, rater: state.rater, scheme: .price, isNoting: true)
            .settle(pricing.calls, billed: period) { rows[$0.place].id == row.id }
        return (settled.first?.steps ?? []).map { .init(kind: $0.kind.rawValue, text: $0.text, rule: $0.rule, off: $0.off) }
    }
}
