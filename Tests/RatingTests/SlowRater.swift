import Money
import Site
import Time

/// The charge of a call as DOMAIN section 4 tells it, done the long way: block by block, pulse by pulse, the band of each read from
/// the wall clock and the rule by which the week was written. Shares nothing with the engine.
struct SlowRater {
    /// Zone as changes and offsets, holidays as days, band by weekday and minute, and by a holiday's minute.
    var changes: [(at: Int64, offset: Int64)]
    var holidays: Set<Int64> = []
    var weekRule: (Int, Int) -> Int = { _, _ in 0 }
    var holidayRule: ((Int) -> Int)?
    var bandNames: [String] = []
    var table: RateTable
    var terms: Terms
    var row: Row

    enum Result: Equatable {
        case rated(UInt64)
        case free
        case noBandPrice
    }

    var freeSeconds: Int { row.terms.freeSeconds ?? terms.freeSeconds ?? 0 }

    func offset(_ instant: Int64) -> Int64 {
        var offset = changes[0].offset
        for change in changes where change.at <= instant { offset = change.offset }
        return offset
    }

    func band(_ instant: Int64) -> Int {
        let local = instant + offset(instant)
        var day: Int64 = local / 86_400
        if local % 86_400 < 0 { day -= 1 }
        let minute = Int((local - day * 86_400) / 60)
        if let holidayRule, holidays.contains(day) { return holidayRule(minute) }
        // 5 January 1970 was a Monday.
        let weekday = Int(((day - 4) % 7 + 7) % 7)
        return weekRule(weekday, minute)
    }

    func price(_ band: Int) -> BandPrice? {
        row.bands.first { bandNames.indices.contains(band) && $0.band == bandNames[band] } ?? row.bands.first { $0.band == "all" }
    }

    /// A sum of fractions over one denominator, the product of all units that prices are for.
    struct Sum {
        var numerator = Natural(0)
        let denominator: UInt64
        mutating func add(_ price: Price, times: UInt64, seconds: UInt64 = 1, per: UInt64 = 1) {
            numerator = numerator + Natural(UInt64(price.units)) * times * seconds * (denominator / per)
        }
    }

    private var denominator: UInt64 {
        var units: Set<UInt64> = []
        for band in row.bands {
            switch band.pricing {
            case .steps(let steps): for step in steps { units.insert(UInt64(step.per ?? 1)) }
            case .increments(let increments): units.insert(UInt64(increments.per))
            case .interval: break
            }
        }
        return units.reduce(1, *)
    }

    func rate(at instant: Int64, duration: Int64, pulses: Int64) -> Result {
        var sum = Sum(denominator: denominator)
        let connection = { (band: Int) in price(band)?.connection ?? row.terms.connection ?? terms.connection ?? .zero }
        let pulsePrice = row.terms.pulsePrice ?? terms.pulsePrice ?? .zero
        let free = Int64(freeSeconds)
        let least = Int64(row.terms.minimumDuration ?? terms.minimumDuration ?? 0)
        if table.kind == .pulse, table.pulses == .metered, pulses >= 0, duration > 0 || pulses > 0 {
            sum.add(connection(band(instant)), times: 1)
            sum.add(pulsePrice, times: UInt64(pulses))
            return .rated(round(limit(sum)))
        }
        if duration == 0 {
            guard table.attemptCharge.units > 0 else { return .free }
            sum.add(table.attemptCharge, times: 1)
            return .rated(round(sum))
        }
        if duration < least || duration <= free { return .rated(0) }
        guard price(band(instant)) != nil else { return .noBandPrice }
        sum.add(connection(band(instant)), times: 1)
        let count = duration - free
        if table.kind == .pulse { sum.add(pulsePrice, times: UInt64(row.terms.atAnswer ?? terms.atAnswer ?? 0)) }
        if table.bands == .start, case .increments(let increments)? = price(band(instant))?.pricing, increments.count == .total {
            var whole: Int64 = 0
            while whole < count { whole += Int64(increments.next) }
            let seconds = max(Int64(increments.first), whole)
            sum.add(increments.price, times: 1, seconds: UInt64(seconds), per: UInt64(increments.per))
            return .rated(round(limit(sum)))
        }
        guard walk(count, from: instant, free: free, pulsePrice, &sum) else { return .noBandPrice }
        return .rated(round(limit(sum)))
    }

    /// Block after block, pulse after pulse; false where a band has no price.
    private func walk(_ count: Int64, from instant: Int64, free: Int64, _ pulsePrice: Price, _ sum: inout Sum) -> Bool {
        struct Kind: Hashable {
            var price: Price
            var seconds: Int
            var per: Int
        }
        var begun: [Kind: UInt64] = [:]
        var time: Int64 = 0
        while time < count {
            guard let band = price(band(table.bands == .split ? instant + free + time : instant)) else { return false }
            var steps: [Step] = []
            switch band.pricing {
            case .interval(let seconds):
                begun[Kind(price: pulsePrice, seconds: 1, per: 1), default: 0] += 1
                time += Int64(seconds)
                continue
            case .steps(let list): steps = list
            case .increments(let increments):
                steps = [
                    Step(at: 0, block: increments.first, price: increments.price, per: increments.per),
                    Step(at: increments.first, block: increments.next, price: increments.price, per: increments.per),
                ]
            }
            let index = steps.lastIndex { Int64($0.at) <= time } ?? 0
            let step = steps[index]
            begun[Kind(price: step.price, seconds: step.per == nil ? 1 : step.block, per: step.per ?? 1), default: 0] += 1
            var end = time + Int64(step.block)
            if index + 1 < steps.count, end > Int64(steps[index + 1].at) { end = Int64(steps[index + 1].at) }
            time = end
        }
        for (kind, times) in begun { sum.add(kind.price, times: times, seconds: UInt64(kind.seconds), per: UInt64(kind.per)) }
        return true
    }

    private func limit(_ sum: Sum) -> Sum {
        var sum = sum
        if let least = row.terms.minimumCharge ?? terms.minimumCharge, !sum.numerator.isZero {
            sum.numerator = max(sum.numerator, Natural(UInt64(least.units)) * sum.denominator)
        }
        if let most = row.terms.maximumCharge ?? terms.maximumCharge {
            sum.numerator = min(sum.numerator, Natural(UInt64(most.units)) * sum.denominator)
        }
        return sum
    }

    /// Millionths: so many whole multiples, and one more where the mode says so.
    private func round(_ sum: Sum) -> UInt64 {
        let unit = sum.denominator * 100 * UInt64(table.rounding.multiple)
        let (whole, rest) = sum.numerator.divided(by: unit)
        let up: Bool
        switch table.rounding.mode {
        case .up: up = rest > 0
        case .down: up = false
        case .halfUp: up = Natural(rest) * 2 >= Natural(unit)
        case .halfEven: up = Natural(rest) * 2 > Natural(unit) || (Natural(rest) * 2 == Natural(unit) && whole.isOdd)
        }
        return ((up ? whole + Natural(1) : whole) * UInt64(table.rounding.multiple)).value ?? .max
    }
}
