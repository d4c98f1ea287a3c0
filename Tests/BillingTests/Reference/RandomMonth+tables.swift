import Model
import Money
import Site
import Time

extension RandomMonth {
    /// Small, and seldom of many decimals.
    mutating func price() -> Price {
        switch dice.below(8) {
        case 0: Price(units: Int64(1 + dice.below(100_000_000)))
        case 1: Price(units: Int64(1 + dice.below(30)) * 10_000_000)
        default: Price(units: Int64(1 + dice.below(50)) * 1_000_000)
        }
    }

    private mutating func length() -> Int { dice.pick([1, 6, 10, 18, 30, 36, 60, 60, 60, 180]) }

    mutating func makeTable(_ id: String, _ scheme: Scheme) -> RateTable {
        var table = frame(id, scheme)
        table.kind = dice.one(in: 3) ? .pulse : .block
        table.bands = dice.one(in: 2) ? .split : .start
        if table.kind == .pulse, dice.one(in: 3) { table.pulses = .metered }
        table.versions = [version(table, from: firstDay + (dice.one(in: 8) ? 5 : -100))]
        if dice.one(in: 3) {
            let second = dice.one(in: 3) ? dice.below(86_400) : 0
            var next = version(table, from: firstDay + 20 + dice.below(40))
            next.from = next.from + Int64(second)
            if dice.one(in: 2) { next.volumeDiscount = table.volumeDiscount.map { otherTiers($0) } }
            table.versions.append(next)
        }
        return table
    }

    mutating func makeDerived(_ id: String, _ scheme: Scheme) -> RateTable {
        var table = frame(id, scheme)
        table.kind = .derived
        var version = Version(from: WallTime(day: firstDay + -100))
        version.derived = Derivation(percent: Percent(units: Int64(dice.below(21) - 5) * 50_000), add: dice.one(in: 2) ? price() : .zero)
        limits(&version.defaults)
        table.versions = [version]
        return table
    }

    mutating func makeGiven(_ id: String, _ scheme: Scheme) -> RateTable {
        var table = frame(id, scheme)
        table.kind = .given
        var version = Version(from: WallTime(day: firstDay + -100))
        limits(&version.defaults)
        table.versions = [version]
        return table
    }

    private mutating func frame(_ id: String, _ scheme: Scheme) -> RateTable {
        var table = RateTable(id: RateTableID(id), currency: dice.one(in: 2) ? currencies[0] : dice.pick(currencies), zone: zone)
        if dice.one(in: 6) { table.zone = dice.pick([.utc, RandomMonth.berlin, RandomMonth.hanoi]) }
        table.scheme = scheme
        if scheme == .cost || dice.one(in: 3) { table.provider = dice.pick([ProviderID("p1"), ProviderID("p1"), ProviderID("p2")]) }
        if dice.one(in: 2) {
            table.rounding = Rounding(multiple: dice.pick([1, 100, 10_000, 50_000]), mode: dice.pick(RoundingMode.allCases))
        }
        if dice.one(in: 4) { table.attemptCharge = price() }
        if !dice.one(in: 4) {
            table.week = week()
            table.holidays = dice.one(in: 2) ? [dice.pick(edges), firstDay + dice.below(70)].sorted() : []
            if table.holidays.count == 2, table.holidays[0] == table.holidays[1] { table.holidays.removeLast() }
        }
        if dice.one(in: 2) { table.volumeDiscount = volume(table) }
        return table
    }

    /// `day` on workdays, sometimes past midnight; `weekend` sometimes; `night` is the rest. Holidays of their own sometimes.
    private mutating func week() -> Week {
        var week = Week()
        let (begin, end) = dice.pick([(8, 20), (7, 23), (0, 3), (20, 26)])
        let hours = { (hour: Int) in (hour < 10 ? "0" : "") + "\(hour):00" }
        week.bands = [Week.Band(name: "day", texts: ["Mon-Fri \(hours(begin))-\(hours(end))"]), Week.Band(name: "night", isElse: true)]
        week.minutes = [UInt8](repeating: 1, count: 10_080)
        for weekday in 0..<5 {
            for minute in weekday * 1440 + begin * 60..<weekday * 1440 + end * 60 { week.minutes[minute % 10_080] = 0 }
        }
        if end <= 24, dice.one(in: 3) {
            week.bands.insert(Week.Band(name: "weekend", texts: ["Sat-Sun 00:00-24:00"]), at: 1)
            week.minutes = week.minutes.map { $0 == 1 ? 2 : $0 }
            for minute in 5 * 1440..<7 * 1440 { week.minutes[minute] = 1 }
        }
        if dice.one(in: 2) {
            let night = UInt8(week.bands.count - 1)
            let from = dice.pick([0, 600, 720])
            week.holiday = [Week.Band(name: "night", texts: ["00:00-24:00"])]
            week.holidayMinutes = [UInt8](repeating: night, count: 1440)
            if from > 0 {
                week.holiday = [Week.Band(name: "day", texts: ["\(hours(from / 60))-24:00"]), Week.Band(name: "night", isElse: true)]
                for minute in from..<1440 { week.holidayMinutes[minute] = 0 }
            }
        }
        return week
    }

    private mutating func limits(_ terms: inout Terms) {
        if dice.one(in: 4) { terms.minimumCharge = price() }
        if dice.one(in: 4) { terms.maximumCharge = Price(units: (terms.minimumCharge ?? .zero).units + price().units * 10) }
    }

    private mutating func version(_ table: RateTable, from: CivilDay) -> Version {
        var version = Version(from: WallTime(day: from))
        version.defaults.pulsePrice = price()
        if dice.one(in: 3) { version.defaults.connection = price() }
        if dice.one(in: 4) { version.defaults.freeSeconds = dice.pick([5, 10, 30]) }
        if dice.one(in: 5) { version.defaults.minimumDuration = dice.pick([6, 30]) }
        if dice.one(in: 3) { version.defaults.atAnswer = dice.below(3) }
        // Limits stand either in the defaults or in rows, so that none is above the other.
        let limitsInRows = dice.one(in: 2)
        if !limitsInRows { limits(&version.defaults) }
        for prefixes in [["4930"], ["4915", "81"], ["1"], ["44"], ["493012"], [""], ["110"]] {
            guard prefixes == [""] || prefixes == ["110"] ? !dice.one(in: 4) : !dice.one(in: 3) else { continue }
            var row = Row(prefixes: prefixes)
            row.short = prefixes == ["110"]
            row.name = "to \(prefixes[0])"
            if dice.one(in: 4) { row.terms.connection = price() }
            if dice.one(in: 6) { row.terms.freeSeconds = dice.pick([0, 10, 20]) }
            if dice.one(in: 8) { row.terms.minimumDuration = dice.pick([0, 10, 30]) }
            if dice.one(in: 5), table.kind == .pulse { row.terms.pulsePrice = price() }
            if dice.one(in: 5) { row.terms.atAnswer = dice.below(4) }
            if limitsInRows { limits(&row.terms) }
            row.bands = bandPrices(table)
            version.rows.append(row)
        }
        if version.rows.isEmpty {
            var row = Row(prefixes: [""])
            row.bands = bandPrices(table)
            version.rows = [row]
        }
        return version
    }

    private mutating func bandPrices(_ table: RateTable) -> [BandPrice] {
        let names = table.week?.bands.map(\.name) ?? []
        var prices: [BandPrice] = []
        for name in names where dice.one(in: 2) {
            prices.append(BandPrice(band: name, connection: dice.one(in: 4) ? price() : nil, pricing: pricing(table)))
        }
        // Seldom without: then a band has no price.
        if prices.isEmpty || !dice.one(in: 10) { prices.append(BandPrice(band: BandPrice.all, pricing: pricing(table))) }
        return prices
    }

    private mutating func pricing(_ table: RateTable) -> Pricing {
        if table.kind == .pulse { return .interval(length()) }
        if dice.one(in: 3) {
            let isTotal = table.bands == .start && dice.one(in: 2)
            return .increments(
                Increments(
                    first: length(), next: length(), price: price(), per: dice.pick([1, 7, 60, 60]), count: isTotal ? .total : .rest))
        }
        var at = 0
        return .steps(
            (0..<1 + dice.below(3)).map { _ in
                defer { at += dice.pick([30, 60, 100, 180]) }
                let isFree = dice.one(in: 8)
                return Step(
                    at: at, block: length(), price: isFree ? .zero : price(), per: dice.one(in: 2) ? dice.pick([30, 60, 60, 7]) : nil)
            })
    }

    private mutating func volume(_ table: RateTable) -> [VolumeDiscount] {
        let groups: [[[CallTypeID]]] = [[[]], [[RandomMonth.types[2]], []], [[RandomMonth.types[0], RandomMonth.types[1]]]]
        return dice.pick(groups).map { types in
            var rule = VolumeDiscount()
            rule.types = types
            rule.measure = dice.pick(VolumeDiscount.Measure.allCases)
            rule.over = dice.one(in: 5) ? dice.pick([.party, .provider]) : table.scheme == .price ? .party : .provider
            rule.mode = dice.pick(VolumeDiscount.Mode.allCases)
            return otherTiers(rule)
        }
    }

    private mutating func otherTiers(_ rule: VolumeDiscount) -> VolumeDiscount {
        var rule = rule
        var from: Int64 = dice.one(in: 3) ? 0 : Int64(1 + dice.below(3))
        rule.tiers = (0..<1 + dice.below(3)).map { _ in
            defer { from += Int64(1 + dice.below(6)) }
            let half: Int64 = rule.measure == .calls || dice.one(in: 2) ? 0 : 500_000
            return VolumeDiscount.Tier(
                from: Amount(millionths: from * 1_000_000 + half), percent: Percent(units: Int64(1 + dice.below(60)) * 5_000))
        }
        // Rising, whatever halves were added.
        rule.tiers.sort { $0.from < $1.from }
        return rule
    }
}
