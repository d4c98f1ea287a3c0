import Model
import Money
import Site
import Time

@testable import Rating

/// A small generator of random numbers with a seed that is printed (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }
    mutating func one(in odds: Int) -> Bool { below(odds) == 0 }
    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}

/// Random tables, and calls that like to begin where something changes.
struct RandomCases {
    var random: Seeded
    /// Minutes of the week at which the table last made changes its band.
    private var borders: [Int] = []
    private static let units = [1, 7, 30, 60, 60, 60, 3600]

    init(random: Seeded) { self.random = random }

    mutating func price() -> Price {
        switch random.below(6) {
        case 0: .zero
        case 1: Price(units: Int64(random.below(1_000_000_000_000)))
        case 2: Price(units: Int64(random.below(1_000)))
        default: Price(units: Int64(random.below(500)) * 1_000_000)
        }
    }

    mutating func length() -> Int { random.one(in: 3) ? random.pick([1, 6, 10, 18, 30, 60, 180]) : 1 + random.below(200) }

    mutating func steps() -> [Step] {
        var at = 0
        return (0..<1 + random.below(3)).map { _ in
            defer { at += 1 + random.below(random.one(in: 2) ? 90 : 4000) }
            return Step(at: at, block: length(), price: price(), per: random.one(in: 2) ? random.pick(RandomCases.units) : nil)
        }
    }

    mutating func pricing(_ kind: RateTable.Kind, total: Bool) -> Pricing {
        if kind == .pulse { return .interval(length()) }
        guard total || random.one(in: 3) else { return .steps(steps()) }
        return .increments(
            Increments(
                first: length(), next: length(), price: price(), per: random.pick(RandomCases.units),
                count: total && random.one(in: 2) ? .total : .rest))
    }

    mutating func terms(_ odds: Int) -> Terms {
        var terms = Terms()
        if random.one(in: odds) { terms.connection = price() }
        if random.one(in: odds) { terms.freeSeconds = random.below(100) }
        if random.one(in: odds) { terms.minimumDuration = random.below(60) }
        if random.one(in: odds) { terms.minimumCharge = price() }
        if random.one(in: odds) { terms.maximumCharge = Price(units: (terms.minimumCharge ?? .zero).units + price().units) }
        if random.one(in: odds) { terms.atAnswer = random.below(4) }
        return terms
    }

    /// A rule of bands: two borders on workdays, others at the week's end.
    mutating func weekRule(_ bands: Int) -> (Int, Int) -> Int {
        let borders = [random.below(1440), random.pick([60, 120, 150, 180, 1200, 1439])].sorted()
        let weekend = random.below(1440)
        let (night, day, other) = (random.below(bands), random.below(bands), random.below(bands))
        return { weekday, minute in
            if weekday >= 5 { return minute < weekend ? other : night }
            return minute >= borders[0] && minute < borders[1] ? day : night
        }
    }

    mutating func table() -> SlowRater {
        let zone = random.pick(Zones.all)
        var table = RateTable(id: RateTableID("random"), currency: .usd, zone: zone)
        table.kind = random.one(in: 4) ? .pulse : .block
        table.bands = random.one(in: 2) ? .split : .start
        table.pulses = random.one(in: 3) ? .metered : .computed
        table.rounding = Rounding(multiple: random.pick([1, 1, 100, 10_000, 50_000, 1_000_000]), mode: random.pick(RoundingMode.allCases))
        if random.one(in: 3) { table.attemptCharge = price() }
        var names: [String] = []
        if !random.one(in: 4) { names = ["a", "b", "c"] }
        var row = Row(prefixes: [""])
        row.terms = terms(6)
        let total = table.bands == .start
        for name in names where !random.one(in: 4) {
            row.bands.append(
                BandPrice(band: name, connection: random.one(in: 3) ? price() : nil, pricing: pricing(table.kind, total: total)))
        }
        if row.bands.isEmpty || !random.one(in: 4) { row.bands.append(BandPrice(band: "all", pricing: pricing(table.kind, total: total))) }
        var version = Version(from: WallTime(seconds: 0))
        version.defaults = terms(8)
        version.defaults.pulsePrice = price()
        // A minimum above the maximum is an error of the table that the reader refuses.
        if let least = row.terms.minimumCharge ?? version.defaults.minimumCharge,
            let most = row.terms.maximumCharge ?? version.defaults.maximumCharge, least > most
        {
            row.terms.maximumCharge = least
        }
        version.rows = [row]
        table.versions = [version]
        var slow = SlowRater(changes: RandomCases.changes(zone), table: table, terms: version.defaults, row: row)
        borders = []
        guard !names.isEmpty else { return slow }
        slow.bandNames = names
        slow.weekRule = weekRule(names.count)
        if !random.one(in: 3) {
            let (border, first, second) = (random.below(1440), random.below(3), random.below(3))
            slow.holidayRule = { $0 < border ? first : second }
            table.holidays = (0..<4).map { _ in RandomCases.days[random.below(RandomCases.days.count)] }
            slow.holidays = Set(table.holidays.map { Int64($0.number) })
        }
        let laid = week(names, holiday: slow.holidayRule, slow.weekRule)
        borders = laid.minutes.indices.filter { laid.minutes[$0] != laid.minutes[($0 + 10_079) % 10_080] }
        table.week = laid
        slow.table = table
        return slow
    }

    /// Nights on which the clocks change somewhere, their neighbours, and a few others.
    static let days: [CivilDay] = [
        "2026-03-07", "2026-03-08", "2026-03-28", "2026-03-29", "2026-04-04", "2026-04-05", "2026-10-03", "2026-10-04", "2026-10-24",
        "2026-10-25", "2026-10-26", "2026-11-01", "2026-12-31", "2027-01-01", "2024-02-29",
    ].compactMap { CivilDay(text: $0) }

    static func changes(_ zone: Zone) -> [(at: Int64, offset: Int64)] {
        var list = [(at: Int64.min, offset: Int64(zone.offset(at: Instant(seconds: .min))))]
        var moment = Instant(seconds: .min)
        while let next = zone.nextChange(after: moment) {
            list.append((at: next.seconds, offset: Int64(zone.offset(at: next))))
            moment = next
        }
        return list
    }

    /// Durations spread by logarithm, a fifth of them at whole blocks and a second beside; starts near changes of the clocks, midnights
    /// of holidays and others, and band borders.
    mutating func call(_ slow: SlowRater) -> (instant: Int64, duration: Int64, pulses: Int64) {
        let bits = random.below(random.one(in: 20) ? 17 : 13)
        var duration = random.one(in: 30) ? 0 : Int64((1 << bits) + random.below(1 << bits))
        if random.one(in: 5) { duration = max(0, duration / 30 * 30 + Int64(random.below(3)) - 1 + Int64(slow.freeSeconds)) }
        let pulses: Int64 = random.one(in: 2) ? -1 : Int64(random.below(50))
        let middle = Int64(random.below(7201)) - Int64(random.below(Int(duration) + 3601))
        switch random.below(4) {
        case 0 where slow.changes.count > 1:
            return (random.pick(Array(slow.changes.dropFirst())).at + middle, duration, pulses)
        case 1:
            let days = slow.table.holidays.isEmpty || random.one(in: 5) ? RandomCases.days : slow.table.holidays
            return (Int64(random.pick(days).number) * 86_400 - slow.offset(1_775_000_000) + middle, duration, pulses)
        case 2 where !borders.isEmpty:
            // Weeks of the years 2024 to 2027; day 4 was a Monday. To the second: the begin, the end or a block lies on the border.
            let wall = Int64(4 + 7 * (2817 + random.below(208))) * 86_400 + Int64(random.pick(borders)) * 60
            let before = random.pick([0, duration, Int64(random.below(Int(duration) + 1)), Int64(slow.freeSeconds)])
            return (wall - slow.offset(wall - slow.offset(wall)) - before + Int64(random.below(3)) - 1, duration, pulses)
        default: return (1_700_000_000 + Int64(random.below(200_000_000)) + middle, duration, pulses)
        }
    }
}
