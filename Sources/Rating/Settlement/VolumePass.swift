internal import Model
internal import Money
internal import Site
internal import Time

/// The volume discounts of calls after packages (DOMAIN section 7).
struct VolumePass {
    /// What a volume takes off a call, and the rule of its table that does.
    struct Discount: Sendable {
        var off: FineAmount
        var rule: Int32
    }

    static let nothing = Discount(off: .zero, rule: -1)

    private let plan: SettlementPlan
    private let calls: [PricedCall]
    private let periods: PartyPeriods
    var rates: RateMemory

    init(_ plan: SettlementPlan, _ calls: [PricedCall], _ periods: PartyPeriods, _ rates: RateMemory) {
        (self.plan, self.calls, self.periods, self.rates) = (plan, calls, periods, rates)
    }

    /// - Parameters:
    ///   - ruled: in the order of settlement.
    ///   - isWanted: a rate that only the discounts of other calls need stops nothing.
    /// - Returns: for each of them, in that order; empty where no table has any.
    mutating func discounts(
        _ ruled: [RuledCall], where isWanted: (PricedCall) -> Bool
    ) throws(SettlementFailure) -> [Discount] {
        guard !plan.volumes.asked.isEmpty else { return [] }
        var result = [Discount](repeating: VolumePass.nothing, count: ruled.count)
        if plan.volumes.asked.contains(.party) { try pass(ruled, Array(ruled.indices), .party, isWanted, &result) }
        if plan.volumes.asked.contains(.provider) {
            let order = SettlementOrder.sorted(ruled, calls) { periods.month(of: $0.day).first.number }
            try pass(ruled, order, .provider, isWanted, &result)
        }
        return result
    }

    private mutating func pass(
        _ ruled: [RuledCall], _ order: [Int], _ over: VolumeDiscount.Over, _ isWanted: (PricedCall) -> Bool, _ result: inout [Discount]
    ) throws(SettlementFailure) {
        var totals = VolumeTotals()
        var later: [Int] = []
        for index in order {
            let call = ruled[index]
            guard call.unrated == .none, call.left > .zero, call.table >= 0 else { continue }
            let slot = totals.slot(scope(call, over))
            let volumes = plan.volumes.plans[Int(call.version)]
            let place = volumes.rule(for: call.callType)
            if place >= 0, volumes.rules[place].mode == .graduated {
                do throws(SettlementFailure) {
                    if volumes.rules[place].over == over {
                        result[index] = try graduated(call, volumes, place, after: totals.sum(slot, volumes, place))
                    }
                } catch {
                    if isWanted(calls[call.place]) { throw error }
                }
            } else {
                // Whole volume goes by the version of the period's last second, whatever this call's says of it.
                later.append(index)
            }
            add(call, slot, over, &totals)
        }
        for index in later {
            do throws(SettlementFailure) { if let found = try whole(ruled[index], over, &totals) { result[index] = found } } catch {
                if isWanted(calls[ruled[index].place]) { throw error }
            }
        }
    }

    private func graduated(
        _ call: RuledCall, _ volumes: VolumePlan, _ place: Int, after used: VolumeMeasure
    ) throws(SettlementFailure) -> Discount {
        guard let off = volumes.rules[place].graduated(call.left, seconds: call.duration, after: used) else { throw .outOfRange }
        return Discount(off: min(off, call.left), rule: Int32(truncatingIfNeeded: place))
    }

    /// By the tiers that hold in the period's last second.
    private func whole(
        _ call: RuledCall, _ over: VolumeDiscount.Over, _ totals: inout VolumeTotals
    ) throws(SettlementFailure) -> Discount? {
        let table = plan.rater.plans.tables[call.table]
        let end = plan.rater.siteZone.start(of: period(call, over).last + 1).seconds - 1
        let version = plan.rater.plans.version(of: table, at: end)
        guard version >= 0 else { return nil }
        let volumes = plan.volumes.plans[Int(version)]
        let place = volumes.rule(for: call.callType)
        guard place >= 0, volumes.rules[place].over == over, volumes.rules[place].mode == .whole else { return nil }
        let used = try totals.sum(totals.slot(scope(call, over)), volumes, place)
        guard let off = volumes.rules[place].whole(call.left, seconds: call.duration, of: used) else { throw .outOfRange }
        return off > .zero ? Discount(off: min(off, call.left), rule: Int32(truncatingIfNeeded: place)) : nil
    }

    private func period(_ call: RuledCall, _ over: VolumeDiscount.Over) -> DayRange {
        over == .party ? periods.period(of: call.party, on: call.day) : periods.month(of: call.day)
    }

    /// What a call is measured with; a table without provider stands alone.
    @inline(__always)
    private func scope(_ call: RuledCall, _ over: VolumeDiscount.Over) -> VolumeTotals.Scope {
        switch over {
        case .party: VolumeTotals.Scope(owner: Int(call.local), table: call.table, first: call.period, currency: call.currency)
        case .provider:
            VolumeTotals.Scope(
                owner: plan.volumes.owners[Int(call.table)], table: -1, first: periods.month(of: call.day).first.number,
                currency: call.currency)
        }
    }

    private mutating func add(_ call: RuledCall, _ slot: Int, _ over: VolumeDiscount.Over, _ totals: inout VolumeTotals) {
        totals.add(slot, call.callType, charge: call.left, seconds: call.duration)
        guard over == .provider else { return }
        // Tables of one provider are measured together, each in its own currency.
        for currency in plan.volumes.currencies[plan.volumes.owners[Int(call.table)]] where currency != call.currency {
            var turned = scope(call, over)
            turned.currency = currency
            let other = totals.slot(turned)
            do throws(SettlementFailure) {
                let day = CivilDay(number: plan.rater.siteDay(call.chargingInstant.seconds))
                let rate = try rates.rate(call.currency, currency, on: day)
                guard let amount = Exact(call.left).multiplied(by: Exact(rate))?.fine else { throw .outOfRange }
                totals.add(other, call.callType, charge: amount, seconds: call.duration)
            } catch {
                totals.miss(other, call.callType, seconds: call.duration, error)
            }
        }
    }
}
