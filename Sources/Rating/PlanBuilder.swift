internal import Model
internal import Money
internal import Site
internal import Time

/// Compiles rate tables into `Plans`. Prices that occur in many rows of a deck are laid down once, so that they stay in the cache.
struct PlanBuilder {
    var tries = TrieLayout()
    private var tables: [TablePlan] = []
    private var versions: [VersionPlan] = []
    private var rows: [RowPlan] = []
    private var bandOf: [Int32] = []
    private var bands: [BandPlan] = []
    private var steps: [StepPlan] = []
    private var clocks: [BandClock] = []
    private var derivations: [DerivationPlan] = []
    private var known: [BandKey: Int32] = [:]
    private var knownRows: [RowKey: Int32] = [:]
    /// Short numbers of any version, for files without a dial plan.
    private(set) var shortNumbers: [String] = []

    private struct BandKey: Hashable {
        var pricing: Pricing
        var connection: Int64
        var denominator: Int64
    }

    private struct RowKey: Hashable {
        var plan: RowPlan
        var own: [Int32]
    }

    init() {}

    func freeze() -> Plans {
        Plans(
            tries: Tries(tries), tables: Frozen(tables), versions: Frozen(versions), rows: Frozen(rows), bandOf: Frozen(bandOf),
            bands: Frozen(bands), steps: Frozen(steps), clocks: Frozen(clocks), derivations: Frozen(derivations))
    }

    /// - Parameter numbers: the book's numbers of the table's versions, in the order of the table.
    mutating func add(_ table: RateTable, numbers: [Int32]?) {
        let first = versions.count
        for (index, version) in table.versions.enumerated() {
            let number = numbers.flatMap { index < $0.count ? $0[index] : nil } ?? Int32(truncatingIfNeeded: versions.count)
            add(version, of: table, number: number)
        }
        tables.append(
            TablePlan(
                kind: table.kind, isPulse: table.kind == .pulse, isSplit: table.bands == .split, isMetered: table.pulses == .metered,
                currency: table.currency, rounding: table.rounding, attemptCharge: table.attemptCharge.units,
                firstVersion: Int32(truncatingIfNeeded: first), versionCount: Int32(truncatingIfNeeded: table.versions.count),
                clock: Int32(truncatingIfNeeded: clocks.count)))
        clocks.append(BandClock(table))
    }

    private mutating func add(_ version: Version, of table: RateTable, number: Int32) {
        let names = table.week?.bands.map(\.name) ?? []
        var prefixes = TrieBuilder()
        var short = TrieBuilder()
        for (index, row) in version.rows.enumerated() {
            let plan = plan(row, version.defaults, names)
            for prefix in row.prefixes {
                if row.short {
                    short.insert(prefix, Int32(truncatingIfNeeded: index), plan: plan)
                    shortNumbers.append(prefix)
                } else {
                    prefixes.insert(prefix, Int32(truncatingIfNeeded: index), plan: plan)
                }
            }
        }
        let prefixRoot = prefixes.flatten(into: &tries)
        let shortRoot = short.flatten(into: &tries)
        var plan = VersionPlan(
            from: table.zone.resolve(version.from).earliest.seconds, prefixes: prefixRoot, short: shortRoot, number: number)
        if table.kind == .derived || table.kind == .given {
            plan.derivation = Int32(truncatingIfNeeded: derivations.count)
            derivations.append(
                DerivationPlan(
                    percent: version.derived?.percent.units ?? 0, add: version.derived?.add.units ?? 0,
                    minimumCharge: version.defaults.minimumCharge?.units ?? -1,
                    maximumCharge: version.defaults.maximumCharge?.units ?? -1))
        }
        versions.append(plan)
    }

    private mutating func plan(_ row: Row, _ defaults: Terms, _ names: [String]) -> Int32 {
        var plan = RowPlan()
        plan.connection = (row.terms.connection ?? defaults.connection ?? .zero).units
        plan.freeSeconds = Int64(row.terms.freeSeconds ?? defaults.freeSeconds ?? 0)
        plan.minimumDuration = Int64(row.terms.minimumDuration ?? defaults.minimumDuration ?? 0)
        plan.minimumCharge = (row.terms.minimumCharge ?? defaults.minimumCharge)?.units ?? -1
        plan.maximumCharge = (row.terms.maximumCharge ?? defaults.maximumCharge)?.units ?? -1
        plan.pulsePrice = (row.terms.pulsePrice ?? defaults.pulsePrice)?.units ?? -1
        plan.atAnswer = Int64(row.terms.atAnswer ?? defaults.atAnswer ?? 0)
        plan.denominator = PlanBuilder.denominator(row.bands)
        var own: [Int32] = []
        for price in row.bands where plan.denominator > 0 {
            let index = band(price, plan)
            if price.band == BandPrice.all {
                plan.all = index
            } else if let band = names.firstIndex(of: price.band) {
                if own.isEmpty { own = Array(repeating: -1, count: names.count) }
                own[band] = index
            }
        }
        return place(plan, own)
    }

    /// The index of the plan, laid down unless there is one like it.
    private mutating func place(_ plan: RowPlan, _ own: [Int32]) -> Int32 {
        let key = RowKey(plan: plan, own: own)
        if let index = knownRows[key] { return index }
        let index = Int32(truncatingIfNeeded: rows.count)
        var plan = plan
        if !own.isEmpty {
            plan.bands = Int32(truncatingIfNeeded: bandOf.count)
            bandOf += own
        }
        rows.append(plan)
        knownRows[key] = index
        return index
    }

    private mutating func band(_ price: BandPrice, _ row: RowPlan) -> Int32 {
        let connection = price.connection?.units ?? row.connection
        let key = BandKey(pricing: price.pricing, connection: connection, denominator: row.denominator)
        if let index = known[key] { return index }
        var plan = BandPlan(kind: .steps, connection: connection)
        let laid: [Step]
        switch price.pricing {
        case .steps(let list): laid = list
        case .increments(let increments):
            plan.kind = increments.count == .total ? .total : .steps
            let (first, next) = (increments.first, increments.next)
            laid = [
                Step(at: 0, block: first, price: increments.price, per: increments.per),
                Step(at: first, block: next, price: increments.price, per: increments.per),
            ]
        case .interval(let seconds):
            plan.kind = .interval
            plan.interval = min(Int64(max(1, seconds)), PlanLimit.time)
            laid = []
        }
        plan.firstStep = Int32(truncatingIfNeeded: steps.count)
        plan.stepCount = Int32(truncatingIfNeeded: laid.count)
        steps += PlanBuilder.plans(laid, over: row.denominator)
        let index = Int32(truncatingIfNeeded: bands.count)
        bands.append(plan)
        known[key] = index
        return index
    }

    private static func plans(_ steps: [Step], over denominator: Int64) -> [StepPlan] {
        steps.enumerated().map { index, step in
            let seconds = Int64(max(1, step.block))
            let per = step.per.map { Int64(max(1, $0)) } ?? 0
            // A price per block is price × 1; a price per unit is price × seconds of the block over the unit.
            let factors = per > 0 ? (seconds, denominator / per) : (1, denominator)
            var numerator: Int64 = -1
            let (once, overflow) = step.price.units.multipliedReportingOverflow(by: factors.0)
            let (twice, overflowAgain) = once.multipliedReportingOverflow(by: factors.1)
            if !overflow, !overflowAgain { numerator = twice }
            return StepPlan(
                from: min(Int64(step.at), PlanLimit.time),
                to: index + 1 < steps.count ? min(Int64(steps[index + 1].at), PlanLimit.time) : .max,
                block: min(seconds, PlanLimit.time), numerator: numerator, price: step.price.units, seconds: factors.0,
                share: factors.1, per: per)
        }
    }

    /// The least common multiple of all units that prices are for; 0 where it leaves 64 bits.
    private static func denominator(_ bands: [BandPrice]) -> Int64 {
        var common: Int64 = 1
        for band in bands {
            let units: [Int]
            switch band.pricing {
            case .steps(let steps): units = steps.compactMap(\.per)
            case .increments(let increments): units = [increments.per]
            case .interval: units = []
            }
            for unit in units {
                let unit = Int64(max(1, unit))
                let (product, overflow) = common.multipliedReportingOverflow(by: unit / gcd(common, unit))
                guard !overflow else { return 0 }
                common = product
            }
        }
        return common
    }

    private static func gcd(_ left: Int64, _ right: Int64) -> Int64 {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }
}
