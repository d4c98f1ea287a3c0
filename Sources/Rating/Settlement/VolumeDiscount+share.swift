internal import Money
internal import Site

extension VolumeDiscount {
    /// What a call of its own measure pays less, behind a volume already used.
    /// - Parameters:
    ///   - left: what the call costs after packages.
    ///   - seconds: d of the call.
    func graduated(_ left: FineAmount, seconds: Int64, after volume: VolumeMeasure) -> FineAmount? {
        switch measure {
        case .calls:
            return share(left, percent: tier(volume.millionths(.calls))?.percent)
        case .charge:
            return split(left, from: volume.charge, length: left.units, unit: 1_000_000)
        case .minutes:
            guard seconds > 0 else { return .zero }
            // Of 10⁻⁶ seconds: a tier's minute is 60 of them.
            return split(left, from: volume.seconds * 1_000_000, length: Int128(seconds) * 1_000_000, unit: 60)
        }
    }

    /// The discount that a whole period's volume gives each of its calls.
    func whole(_ left: FineAmount, seconds: Int64, of volume: VolumeMeasure) -> FineAmount? {
        if measure == .minutes, seconds == 0 { return .zero }
        let reached = tiers.last { tier in
            switch measure {
            case .charge: volume.charge >= Int128(tier.from.millionths) * 1_000_000
            case .minutes: volume.seconds * 1_000_000 >= Int128(tier.from.millionths) * 60
            case .calls: volume.calls * 1_000_000 >= Int128(tier.from.millionths)
            }
        }
        return share(left, percent: reached?.percent)
    }

    private func tier(_ millionths: Int128) -> Tier? { tiers.last { Int128($0.from.millionths) <= millionths } }

    private func share(_ left: FineAmount, percent: Percent?) -> FineAmount? {
        guard let percent else { return .zero }
        return left.share(percent)
    }

    /// Pro rata of the call's own measure, `length` units long from `from` on; `unit` of them are a millionth of a tier's measure.
    private func split(_ left: FineAmount, from begin: Int128, length: Int128, unit: Int128) -> FineAmount? {
        guard length > 0 else { return .zero }
        let end = begin + length
        // Of the charge the measure is the call's own amount: the parts are amounts already.
        if measure == .charge, let sum = quickly(begin, end, unit) { return FineAmount(millionths: sum) }
        var sum = Exact.zero
        for (index, tier) in tiers.enumerated() {
            let low = max(begin, Int128(tier.from.millionths) * unit)
            let high = index + 1 < tiers.count ? min(end, Int128(tiers[index + 1].from.millionths) * unit) : end
            guard high > low, let part = Exact(units: high - low, decimals: 0).multiplied(by: Exact(tier.percent)),
                let next = sum.adding(part)
            else { continue }
            sum = next
        }
        if measure == .charge { return sum.multiplied(by: Exact(units: 1, decimals: FineAmount.decimals))?.fine }
        guard let total = sum.multiplied(by: Exact(left)), let whole = Int64(exactly: length) else { return nil }
        return total.share(1, of: whole)?.fine
    }

    /// The percentages of the parts from `begin` to `end`, summed up; `nil` where that leaves 128 bits.
    private func quickly(_ begin: Int128, _ end: Int128, _ unit: Int128) -> UInt128? {
        var sum: UInt128 = 0
        for index in tiers.indices {
            let low = max(begin, Int128(tiers[index].from.millionths) * unit)
            let high = index + 1 < tiers.count ? min(end, Int128(tiers[index + 1].from.millionths) * unit) : end
            guard high > low else { continue }
            let (part, over) = (high - low).magnitude.multipliedReportingOverflow(by: UInt128(tiers[index].percent.units.magnitude))
            let (next, overSum) = sum.addingReportingOverflow(part)
            if over || overSum || tiers[index].percent.units < 0 { return nil }
            sum = next
        }
        return sum
    }
}
