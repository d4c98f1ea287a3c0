import Model
import Money
import Site
import Time

/// A version with what is found in it for one number; `row` is missing in tables without rows.
struct ReferenceRow {
    let table: RateTable
    let version: Version
    let row: Row?

    var freeSeconds: Int { row?.terms.freeSeconds ?? version.defaults.freeSeconds ?? 0 }
    var minimumDuration: Int { row?.terms.minimumDuration ?? version.defaults.minimumDuration ?? 0 }
    var minimumCharge: Price? { row?.terms.minimumCharge ?? version.defaults.minimumCharge }
    var maximumCharge: Price? { row?.terms.maximumCharge ?? version.defaults.maximumCharge }
    var pulsePrice: Price { row?.terms.pulsePrice ?? version.defaults.pulsePrice ?? .zero }
    var atAnswer: Int { row?.terms.atAnswer ?? version.defaults.atAnswer ?? 0 }

    /// Name of the band of an instant. Reading: a table without week has the one band `all`, which a package may name.
    func band(_ instant: Instant) -> String {
        guard let week = table.week else { return BandPrice.all }
        let wall = table.zone.wall(instant)
        if !week.holidayMinutes.isEmpty, table.holidays.contains(wall.day) {
            return week.bands[Int(week.holidayMinutes[wall.secondOfDay / 60])].name
        }
        return week.bands[Int(week.minutes[wall.weekMinute])].name
    }

    func price(_ instant: Instant) -> BandPrice? {
        let name = band(instant)
        return row?.bands.first { $0.band == name } ?? row?.bands.first { $0.band == BandPrice.all }
    }

    func connection(_ instant: Instant) -> Exact {
        Exact(price(instant)?.connection ?? row?.terms.connection ?? version.defaults.connection ?? .zero)
    }

    /// Connection and blocks or pulses of `c` seconds of a call whose connection is at `charging` and whose first charged second is
    /// `free` seconds later; `nil` where a band has no price. Reading: the band at the charging instant is needed for the connection.
    func base(at charging: Instant, free: Int, c: Int) -> Exact? {
        guard let atCharging = price(charging) else { return nil }
        var sum = connection(charging)
        if table.kind == .pulse { sum += Exact(pulsePrice) * atAnswer }
        if table.bands == .start, case .increments(let increments) = atCharging.pricing, increments.count == .total {
            let seconds = max(increments.first, (c + increments.next - 1) / increments.next * increments.next)
            return sum + Exact(increments.price) * Exact(seconds, over: increments.per)
        }
        var begun: [Step: Int] = [:]
        var pulses = 0
        var time = 0
        while time < c {
            guard let band = price(table.bands == .split ? charging + Int64(free + time) : charging) else { return nil }
            switch band.pricing {
            case .interval(let seconds):
                pulses += 1
                time += seconds
            case .steps(let steps): time = block(steps, at: time, &begun)
            case .increments(let same):
                let steps = [
                    Step(at: 0, block: same.first, price: same.price, per: same.per),
                    Step(at: same.first, block: same.next, price: same.price, per: same.per),
                ]
                time = block(steps, at: time, &begun)
            }
        }
        sum += Exact(pulsePrice) * pulses
        for (step, times) in begun {
            let price = Exact(step.price) * (step.per.map { Exact(step.block, over: $0) } ?? .one)
            sum += price * times
        }
        return sum
    }

    /// Counts the block that begins at an offset and says where the next one begins: cut short by the next step, in time, not in price.
    private func block(_ steps: [Step], at time: Int, _ begun: inout [Step: Int]) -> Int {
        let index = steps.lastIndex { $0.at <= time } ?? 0
        begun[steps[index], default: 0] += 1
        let end = time + steps[index].block
        return index + 1 < steps.count ? min(end, steps[index + 1].at) : end
    }

    /// Minimum, maximum, never below zero, the table's rounding.
    func charge(_ sum: Exact) -> Exact {
        var sum = max(sum, .zero)
        if let least = minimumCharge, sum > .zero { sum = max(sum, Exact(least)) }
        if let most = maximumCharge { sum = min(sum, Exact(most)) }
        return rounded(sum)
    }

    func rounded(_ sum: Exact) -> Exact {
        sum.rounded(to: Exact(Whole(table.rounding.multiple), over: Whole(1_000_000)), table.rounding.mode)
    }
}

extension ReferenceWorld {
    /// Reading: a valid-from is the earlier instant of its wall time.
    func version(_ table: RateTable, at instant: Instant) -> Version? {
        var found: (from: Instant, version: Version)?
        for version in table.versions {
            let from = table.zone.resolve(version.from).earliest
            guard from <= instant, found.map({ $0.from <= from }) ?? true else { continue }
            found = (from, version)
        }
        return found?.version
    }

    /// Reading: where no dial plan says what is short, a number that is normalised is short if the numbering plan or a row of the version
    /// in force is so marked and equal to it; it then finds rows marked short only.
    func row(_ version: Version, _ facts: ReferenceFacts) -> Row? {
        let called = facts.call.called
        if facts.isNormalised, let row = version.rows.first(where: { $0.short && $0.prefixes.contains(called) }) { return row }
        if facts.isShort { return nil }
        var found: (length: Int, row: Row)?
        for row in version.rows where !row.short {
            for prefix in row.prefixes where called.hasPrefix(prefix) && prefix.count > found?.length ?? -1 {
                found = (prefix.count, row)
            }
        }
        return found?.row
    }

    /// The table that a call is charged by; `nil` table: none was found; `nil` at all: the call is not chargeable.
    func selection(_ facts: ReferenceFacts, _ scheme: Scheme) -> RateTable?? {
        let direction = facts.call.direction
        let rules = site.selection.filter { $0.scheme == scheme && $0.when.holds(facts) }
        // Reading: an unknown direction is no direction that a rule names; nothing over a tie trunk is charged, whatever a rule says.
        if direction == .unknown || facts.trunk?.kind == .tie { return .none }
        guard direction == .out else {
            guard let rule = rules.first(where: { $0.when.directions.contains(direction) }) else { return .none }
            return .some(table(rule.table))
        }
        if let rule = rules.first { return .some(table(rule.table)) }
        for owner in site.settings.tableOrder {
            let own = owner == .trunk ? facts.trunk?.table[scheme] : facts.party?.table[scheme]
            if let own { return .some(table(own)) }
        }
        return .some(site.settings.defaultTable[scheme].flatMap { table($0) })
    }

    private func table(_ id: RateTableID) -> RateTable? { site.rateTables.first { $0.id == id } }
}
