public import Model
public import Money
public import Site
public import Time

/// The settlement of calls (DOMAIN sections 6 to 9): packages, volume discount, exchange. A function of the set of calls: the order in
/// which they come does not matter.
public struct Settlement: Sendable {
    private let plan: SettlementPlan
    private let isNoting: Bool
    private let isClosed: Bool

    /// - Parameters:
    ///   - isNoting: whether the steps of each call are wanted: for a page, never for a bill of many.
    ///   - isClosed: the periods were billed: calls that come late use no allowance and are in no volume (DOMAIN section 10).
    public init(_ site: Site, rater: Rater, scheme: Scheme, isNoting: Bool = false, isClosed: Bool = false) {
        plan = SettlementPlan(site, rater: rater, scheme: scheme)
        (self.isNoting, self.isClosed) = (isNoting, isClosed)
    }

    /// - Parameters:
    ///   - calls: of whole periods; those whose allowances or volumes they share are among them.
    ///   - days: of the bill. The rates of the last one count for parties that are exchanged then.
    ///   - isWanted: whose settlement is asked for. A rate that only the others' need stops nothing.
    /// - Returns: those that are wanted and start on the days, in the order of settlement.
    public func settle(
        _ calls: [PricedCall], billed days: DayRange, where isWanted: (PricedCall) -> Bool
    ) throws(SettlementFailure) -> [SettledCall] {
        try settled(calls, billed: days, telling: [], where: isWanted).calls
    }

    /// The same with what is left of allowances.
    /// - Parameter tellingOf: parties, as indexes of the rater's, whose allowances are asked for: of their periods that the days touch.
    public func settled(
        _ calls: [PricedCall], billed days: DayRange, telling tellingOf: [Int32], where isWanted: (PricedCall) -> Bool
    ) throws(SettlementFailure) -> SettledSet {
        let parties = LocalParties(calls, of: plan.periods.count)
        let periods = PartyPeriods(plan.periods, parties)
        let rates = RateMemory(plan.rater.exchange) { plan.precision(of: $0) }
        var settler = PackageSettler(plan, calls, parties, periods, rates, isNoting: isNoting)
        settler.isClosed = isClosed
        var ruled = ordered(calls, parties, periods)
        for index in ruled.indices {
            do throws(SettlementFailure) { try settler.settle(&ruled[index]) } catch {
                if isWanted(calls[ruled[index].place]) { throw error }
                // To the others it is what a call without rate is: measured by nobody.
                ruled[index].unrated = .noExchangeRate
            }
        }
        var pass = VolumePass(plan, calls, periods, settler.rates)
        let discounts = isClosed ? [] : try pass.discounts(ruled, where: isWanted)
        var finish = SettlementFinish(plan, billDay: days.last, pass.rates)
        var settled: [SettledCall] = []
        settled.reserveCapacity(ruled.count)
        for index in ruled.indices {
            guard isWanted(calls[ruled[index].place]) else { continue }
            if days.contains(ruled[index].day) {
                let volume = discounts.isEmpty ? VolumePass.nothing : discounts[index]
                let figures = try finish.figures(ruled[index], volume)
                settled.append(SettledCall(calls[ruled[index].place], figures))
                if isNoting { settled[settled.count - 1].steps = steps(ruled[index], settler.steps, volume) }
            } else {
                try finish.check(ruled[index])
            }
        }
        return SettledSet(calls: settled, allowances: tellingOf.isEmpty ? [] : settler.uses(of: tellingOf, days))
    }

    /// What is left of a charge as a bill that ends on a day has it, for a party that is exchanged then.
    /// - Parameter party: index of the rater's.
    public func exchanged(
        _ net: FineAmount, from currency: Currency, of party: Int32, on day: CivilDay
    ) throws(SettlementFailure) -> (final: Money, rate: ExchangeRate) {
        var finish = SettlementFinish(plan, billDay: day, RateMemory(plan.rater.exchange) { plan.precision(of: $0) })
        return try finish.exchanged(net, currency, plan.terms[Int(party)].currency, on: day)
    }

    /// By period, charging instant, identity.
    private func ordered(_ calls: [PricedCall], _ parties: LocalParties, _ periods: PartyPeriods) -> [RuledCall] {
        var order: [SettlementOrder] = []
        order.reserveCapacity(calls.count)
        for place in calls.indices {
            let period = periods.period(of: calls[place].party, on: calls[place].day).first.number
            order.append(SettlementOrder(period: period, instant: calls[place].chargingInstant, place: place))
        }
        SettlementOrder.sort(&order, calls)
        var ruled: [RuledCall] = []
        ruled.reserveCapacity(calls.count)
        for next in order {
            let place = Int(next.place)
            ruled.append(RuledCall(calls[place], place: place, period: next.period, local: parties[calls[place].party]))
        }
        return ruled
    }

    private func steps(
        _ call: RuledCall, _ steps: [Int: [SettlementStep]], _ volume: VolumePass.Discount
    ) -> [SettlementStep] {
        // What became unrated has none.
        guard call.unrated == .none else { return [] }
        let own = steps[call.place] ?? []
        guard volume.off > .zero else { return own }
        let text = plan.rater.rateTables[Int(call.table)].id.text
        return own + [SettlementStep(kind: .volume, text: text, rule: Int(volume.rule), off: volume.off)]
    }
}

/// Exchange and line precision.
struct SettlementFinish {
    private let plan: SettlementPlan
    private let billDay: CivilDay
    private var rates: RateMemory

    init(_ plan: SettlementPlan, billDay: CivilDay, _ rates: RateMemory) {
        (self.plan, self.billDay, self.rates) = (plan, billDay, rates)
    }

    /// What settlement made of a call.
    struct Figures {
        var packageDiscount = FineAmount.zero
        var volumeDiscount = FineAmount.zero
        var net = FineAmount.zero
        var rate = ExchangeRate.one
        var final: Money
        var unrated: Reason?
    }

    mutating func figures(_ ruled: RuledCall, _ volume: VolumePass.Discount) throws(SettlementFailure) -> Figures {
        let terms = plan.terms[Int(ruled.party)]
        guard ruled.unrated == .none else { return Figures(final: Money(.zero, terms.currency), unrated: ruled.unrated) }
        let net = ruled.left - volume.off
        let day = terms.exchangeAt == .bill ? billDay : day(ruled)
        let (final, rate) = try exchanged(net, ruled.currency, terms.currency, on: day)
        return Figures(
            packageDiscount: ruled.charge - ruled.left, volumeDiscount: volume.off, net: net, rate: rate, final: final)
    }

    /// At the rate of a day, to line precision.
    mutating func exchanged(
        _ net: FineAmount, _ from: Currency, _ to: Currency, on day: CivilDay
    ) throws(SettlementFailure) -> (final: Money, rate: ExchangeRate) {
        let conversion = try rates.conversion(from, to, on: day)
        guard let count = conversion.count(net), let small = Int64(exactly: count) else { throw .outOfRange }
        let (millionths, over) = small.multipliedReportingOverflow(by: SettlementFinish.millionths(conversion.places))
        guard !over else { throw .outOfRange }
        return (Money(Amount(millionths: millionths), to), conversion.rate)
    }

    /// A call of other days needs its rate all the same.
    mutating func check(_ ruled: RuledCall) throws(SettlementFailure) {
        let terms = plan.terms[Int(ruled.party)]
        guard ruled.unrated == .none, terms.exchangeAt != .bill else { return }
        _ = try rates.conversion(ruled.currency, terms.currency, on: day(ruled))
    }

    private func day(_ call: RuledCall) -> CivilDay { CivilDay(number: plan.rater.siteDay(call.chargingInstant.seconds)) }

    /// Millionths in the last of so many decimals.
    private static func millionths(_ places: Int) -> Int64 { (places..<Amount.decimals).reduce(1) { value, _ in value * 10 } }
}

extension SettledCall {
    /// Made at once where it stands: a call is copied once on its way through settlement.
    @inline(__always)
    init(_ call: PricedCall, _ figures: SettlementFinish.Figures) {
        self.init(
            call: call, packageDiscount: figures.packageDiscount, volumeDiscount: figures.volumeDiscount, net: figures.net,
            rate: figures.rate, final: figures.final, unrated: figures.unrated)
    }
}
