public import Model
internal import Money
public import Site
public import Time

/// The settlement of calls (DOMAIN sections 6 to 9): packages, volume discount, exchange. A function of the set of calls: the order in
/// which they come does not matter.
public struct Settlement: Sendable {
    let rater: Rater
    let scheme: Scheme
    let site: Site
    private let names: ConditionNames
    private let periods: [BillingPeriods]
    private let isNoting: Bool
    private let isClosed: Bool

    /// - Parameters:
    ///   - isNoting: whether the steps of each call are wanted: for a page, never for a bill of many.
    ///   - isClosed: the periods were billed: calls that come late use no allowance and are in no volume (DOMAIN section 10).
    public init(_ site: Site, rater: Rater, scheme: Scheme, isNoting: Bool = false, isClosed: Bool = false) {
        (self.rater, self.scheme, self.site, self.isNoting, self.isClosed) = (rater, scheme, site, isNoting, isClosed)
        names = ConditionNames(site, parties: rater.parties, callTypes: rater.callTypes, destinations: rater.destinations)
        periods =
            site.parties.map { BillingPeriods($0.billingCycle) }
            + Array(repeating: BillingPeriods(), count: rater.parties.count - site.parties.count)
    }

    /// - Parameters:
    ///   - calls: of whole periods; those whose allowances or volumes they share are among them.
    ///   - days: of the bill. The rates of the last one count for parties that are exchanged then.
    ///   - isWanted: whose settlement is asked for. A rate that only the others' need stops nothing.
    /// - Returns: those that are wanted and start on the days, in the order of settlement.
    public func settle(
        _ calls: [PricedCall], billed days: DayRange, where isWanted: (PricedCall) -> Bool
    ) throws(SettlementFailure) -> [SettledCall] {
        let periods = PartyPeriods(self.periods)
        var settler = PackageSettler(rater, site, scheme, names: names, periods: periods, isNoting: isNoting)
        settler.isClosed = isClosed
        let ordered = order(calls) { periods.period(of: $0).first.number }
        var ways: [PackageSettler.Way] = []
        ways.reserveCapacity(calls.count)
        for index in ordered {
            do throws(SettlementFailure) { ways.append(try settler.settle(calls[index])) } catch {
                if isWanted(calls[index]) { throw error }
                // To the others it is what a call without rate is: measured by nobody.
                var way = PackageSettler.Way(call: calls[index])
                way.unrated = .noExchangeRate
                ways.append(way)
            }
        }
        let discounts =
            isClosed
            ? [SettlementStep?](repeating: nil, count: ways.count)
            : try VolumePass(self, names, periods).discounts(ways, where: isWanted)
        var settled: [SettledCall] = []
        settled.reserveCapacity(ways.count)
        for (way, volume) in zip(ways, discounts) where isWanted(way.call) {
            if days.contains(way.call.day) {
                settled.append(try finish(way, volume, days.last))
            } else if way.unrated == nil, self.party(way.call)?.exchangeAt != .bill {
                _ = try rater.settlementRate(way.call.charge.currency, partyCurrency(way.call), of: way.call)
            }
        }
        return settled
    }

    /// Places of calls by period, charging instant, identity.
    func order(_ calls: [PricedCall], _ period: (PricedCall) -> Int32) -> [Int] {
        let keys = calls.map { (period($0), $0.chargingInstant.seconds) }
        return calls.indices.sorted { left, right in
            if keys[left] != keys[right] { return keys[left] < keys[right] }
            return calls[left].identity < calls[right].identity
        }
    }

    /// `nil` for the unassigned one of a switch.
    private func party(_ call: PricedCall) -> Party? { Int(call.party) < site.parties.count ? site.parties[Int(call.party)] : nil }

    private func partyCurrency(_ call: PricedCall) -> Currency { party(call)?.currency ?? site.settings.currency }

    private func finish(
        _ way: PackageSettler.Way, _ volume: SettlementStep?, _ billDay: CivilDay
    ) throws(SettlementFailure) -> SettledCall {
        let charge = FineAmount(way.call.charge.amount)
        if let reason = way.unrated {
            var unrated = SettledCall(call: way.call, net: .zero, final: Money(.zero, partyCurrency(way.call)))
            unrated.unrated = reason
            return unrated
        }
        let off = volume?.off ?? .zero
        let net = way.left - off
        let currency = partyCurrency(way.call)
        let rate = try rate(way.call, to: currency, at: party(way.call)?.exchangeAt ?? .call, billDay)
        let places = min(site.settings.precision(of: currency), Amount.decimals)
        guard let units = Exact(net).multiplied(by: Exact(rate))?.rounded(to: places), let small = Int64(exactly: units) else {
            throw .outOfRange
        }
        let scale = (places..<Amount.decimals).reduce(Int64(1)) { value, _ in value * 10 }
        let (millionths, over) = small.multipliedReportingOverflow(by: scale)
        guard !over else { throw .outOfRange }
        var settled = SettledCall(call: way.call, net: net, final: Money(Amount(millionths: millionths), currency))
        (settled.packageDiscount, settled.volumeDiscount, settled.rate) = (charge - way.left, off, rate)
        if isNoting { settled.steps = way.steps + (volume.map { [$0] } ?? []) }
        return settled
    }

    private func rate(
        _ call: PricedCall, to currency: Currency, at moment: ExchangeMoment, _ billDay: CivilDay
    ) throws(SettlementFailure) -> ExchangeRate {
        let own = call.charge.currency
        guard moment == .bill else { return try rater.settlementRate(own, currency, of: call) }
        guard let found = rater.exchange.rate(own, currency, on: billDay) else {
            throw .noExchangeRate(from: own, to: currency, day: billDay)
        }
        return found.rate
    }
}
