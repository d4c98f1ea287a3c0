internal import Model
internal import Money
internal import Site
internal import Time

/// The volume discounts of calls after packages (DOMAIN section 7).
struct VolumePass {
    private let settlement: Settlement
    private let periods: PartyPeriods
    /// For each version of each table its rules.
    private let plans: [[VolumePlan]]
    /// Currencies of the tables of each provider in this scheme.
    private let currencies: [ProviderID: Set<Currency>]

    init(_ settlement: Settlement, _ names: ConditionNames, _ periods: PartyPeriods) {
        (self.settlement, self.periods) = (settlement, periods)
        let tables = settlement.rater.rateTables
        plans = tables.map { table in
            table.versions.map { VolumePlan($0.volumeDiscount ?? table.volumeDiscount, names.types) }
        }
        var currencies: [ProviderID: Set<Currency>] = [:]
        for table in tables where table.scheme == settlement.scheme {
            if let provider = table.provider { currencies[provider, default: []].insert(table.currency) }
        }
        self.currencies = currencies
    }

    /// - Parameter ways: in the order of settlement.
    /// - Returns: for each of them, in that order.
    /// - Parameter isWanted: a rate that only the discounts of other calls need stops nothing.
    func discounts(
        _ ways: [PackageSettler.Way], where isWanted: (PricedCall) -> Bool
    ) throws(SettlementFailure) -> [SettlementStep?] {
        var result = [SettlementStep?](repeating: nil, count: ways.count)
        let asked = Set(plans.joined().flatMap { $0.rules.map(\.over) })
        if asked.contains(.party) { try pass(ways, Array(ways.indices), .party, isWanted, &result) }
        if asked.contains(.provider) {
            let order = settlement.order(ways.map(\.call)) { periods.month(of: $0.day).first.number }
            try pass(ways, order, .provider, isWanted, &result)
        }
        return result
    }

    private func pass(
        _ ways: [PackageSettler.Way], _ order: [Int], _ over: VolumeDiscount.Over, _ isWanted: (PricedCall) -> Bool,
        _ result: inout [SettlementStep?]
    ) throws(SettlementFailure) {
        var totals = VolumeTotals()
        var later: [Int] = []
        for index in order {
            let way = ways[index]
            guard way.unrated == nil, way.left > .zero, way.call.table >= 0 else { continue }
            let scope = scope(way.call, over)
            let plan = plans[Int(way.call.table)][Int(way.call.version - settlement.rater.plans.tables[way.call.table].firstVersion)]
            let place = plan.rule(for: way.call.callType)
            if let place, plan.rules[place].mode == .graduated {
                let rule = plan.rules[place]
                if rule.over == over {
                    do throws(SettlementFailure) {
                        let used = try totals.sum(scope, plan, place)
                        guard let off = rule.graduated(way.left, seconds: way.call.duration, after: used) else { throw .outOfRange }
                        result[index] = step(off, way, place)
                    } catch {
                        if isWanted(way.call) { throw error }
                    }
                }
            } else {
                // Whole volume goes by the version of the period's last second, whatever this call's says of it.
                later.append(index)
            }
            add(way, scope, &totals)
        }
        for index in later {
            do throws(SettlementFailure) { if let found = try whole(ways[index], over, totals) { result[index] = found } } catch {
                if isWanted(ways[index].call) { throw error }
            }
        }
    }

    /// By the tiers that hold in the period's last second.
    private func whole(
        _ way: PackageSettler.Way, _ over: VolumeDiscount.Over, _ totals: VolumeTotals
    ) throws(SettlementFailure) -> SettlementStep? {
        let table = settlement.rater.plans.tables[way.call.table]
        let end = settlement.rater.siteZone.start(of: period(way.call, over).last + 1).seconds - 1
        let version = settlement.rater.plans.version(of: table, at: end)
        guard version >= 0 else { return nil }
        let plan = plans[Int(way.call.table)][Int(version - table.firstVersion)]
        guard let place = plan.rule(for: way.call.callType), plan.rules[place].over == over, plan.rules[place].mode == .whole else {
            return nil
        }
        let used = try totals.sum(scope(way.call, over), plan, place)
        guard let off = plan.rules[place].whole(way.left, seconds: way.call.duration, of: used) else { throw .outOfRange }
        return step(off, way, place)
    }

    private func step(_ off: FineAmount, _ way: PackageSettler.Way, _ rule: Int) -> SettlementStep? {
        guard off > .zero else { return nil }
        return SettlementStep(
            kind: .volume, text: settlement.rater.rateTables[Int(way.call.table)].id.text, rule: rule, off: min(off, way.left))
    }

    private func period(_ call: PricedCall, _ over: VolumeDiscount.Over) -> DayRange {
        over == .party ? periods.period(of: call) : periods.month(of: call.day)
    }

    /// What a call is measured with; a table without provider stands alone.
    private func scope(_ call: PricedCall, _ over: VolumeDiscount.Over) -> VolumeTotals.Scope {
        let (first, currency) = (period(call, over).first.number, call.charge.currency.packed)
        switch over {
        case .party: return VolumeTotals.Scope(owner: .party(call.party, table: call.table), first: first, currency: currency)
        case .provider:
            let owner = settlement.rater.rateTables[Int(call.table)].provider.map(VolumeTotals.Scope.Owner.provider)
            return VolumeTotals.Scope(owner: owner ?? .table(call.table), first: first, currency: currency)
        }
    }

    private func add(_ way: PackageSettler.Way, _ scope: VolumeTotals.Scope, _ totals: inout VolumeTotals) {
        let (call, own) = (way.call, way.call.charge.currency)
        totals.add(scope, call.callType, charge: way.left, seconds: call.duration)
        guard case .provider(let provider) = scope.owner else { return }
        // Tables of one provider are measured together, each in its own currency.
        for currency in currencies[provider] ?? [] where currency != own {
            var turned = scope
            turned.currency = currency.packed
            do throws(SettlementFailure) {
                let rate = try settlement.rater.settlementRate(own, currency, of: call)
                guard let amount = Exact(way.left).multiplied(by: Exact(rate))?.fine else { throw .outOfRange }
                totals.add(turned, call.callType, charge: amount, seconds: call.duration)
            } catch {
                totals.miss(turned, call.callType, seconds: call.duration, error)
            }
        }
    }
}
