import Model
import Money
import Site
import Time

@testable import Rating

/// Charge schemes, one core, on the calls and decks of `RatingBench`. `charging, both schemes` is the whole call with a table of each
/// scheme, three rules of selection and three surcharges of which each call bears one at least; its limit is the whole call without
/// them. `settlement` takes packages (an allowance of time, a percentage), a volume discount and an exchange off a month's charges; its
/// limit is putting the same calls in their order.
struct SchemesBench {
    private let plain: Rater
    private let rater: Rater
    private let site: Site
    private let batch: RecordBatch

    init(calls: Int, zone: Zone) {
        var random = Lehmer(state: 20_260_302)
        let prefixes = RatingBench.deck(&random)
        let bare = RatingBench.site(prefixes, zone)
        site = SchemesBench.schemes(bare)
        (plain, rater) = (Rater(site: bare), Rater(site: site))
        var batch = RecordBatch()
        for _ in 0..<calls { batch.records.append(RatingBench.call(prefixes, &random, &batch)) }
        self.batch = batch
    }

    func run() throws -> [BenchRow] {
        var sum: Int64 = 0
        let charging = measure { sum &+= assess(rater) }
        let limit = measure { sum &+= assess(plain) }
        precondition(sum > 0)
        var rows = [BenchRow(name: "charging, both schemes", value: charging, unit: "calls/s/core", limit: limit, ratio: charging / limit)]
        // As a book hands them out, and as they came.
        rows.append(try settling("settlement", priced(batch.records.sorted { $0.start.seconds < $1.start.seconds })))
        rows.append(try settling("settlement, calls in any order", priced(batch.records)))
        return rows
    }

    private func settling(_ name: String, _ calls: [PricedCall]) throws -> BenchRow {
        let settlement = Settlement(site, rater: rater, scheme: .price)
        let days = DayRange(CivilDay(number: 0), CivilDay(number: calls.map(\.day.number).max() ?? 0)) ?? DayRange(CivilDay(number: 0))
        var sum: Int64 = 0
        var failure: (any Error)?
        let speed = measure(calls.count) {
            do { sum &+= Int64(try settlement.settle(calls, billed: days) { _ in true }.count) } catch { failure = error }
        }
        if let failure { throw failure }
        let ordering = measure(calls.count) {
            var order = calls.indices.map {
                SettlementOrder(period: calls[$0].day.number / 31, instant: calls[$0].chargingInstant, place: $0)
            }
            SettlementOrder.sort(&order, calls)
            sum &+= Int64(order.count)
        }
        precondition(sum > 0)
        return BenchRow(name: name, value: speed, unit: "calls/s/core", limit: ordering, ratio: speed / ordering)
    }

    private func measure(_ count: Int? = nil, _ work: () -> Void) -> Double {
        let clock = ContinuousClock()
        work()
        var runs = 0
        let begin = clock.now
        while clock.now - begin < .seconds(1) {
            work()
            runs += 1
        }
        let (seconds, attoseconds) = (clock.now - begin).components
        return Double(runs * (count ?? batch.records.count)) / (Double(seconds) + Double(attoseconds) / 1e18)
    }

    private func assess(_ rater: Rater) -> Int64 {
        var sum: Int64 = 0
        var previous: Instant?
        rater.assess(batch.records, batch.bytes.span, on: { _ in 0 }, after: &previous) { _, _, assessment in
            sum &+= assessment.price.charge?.amount.millionths ?? 0
        }
        return sum
    }

    private func priced(_ records: [CallRecord]) -> [PricedCall] {
        let bytes = batch.bytes.span
        var calls: [PricedCall] = []
        for (place, record) in records.enumerated() {
            let facts = CallFacts(record, switchIndex: 0, start: rater.time(of: record, on: 0).start)
            let identity = CallIdentity(
                stamp: record.stamp, switch: [], called: Array(batch.slice(record.called)), calling: Array(batch.slice(record.calling)),
                leg: [])
            if let call = rater.priced(.price, facts, bytes, identity: identity, place: place).call { calls.append(call) }
        }
        return calls
    }

    /// With a cost of each call, rules, packages and rates.
    private static func schemes(_ bare: Site) -> Site {
        var site = bare
        for table in bare.rateTables {
            var cost = table
            (cost.id, cost.scheme) = (RateTableID("cost-" + table.id.text), .cost)
            site.rateTables.append(cost)
        }
        site.settings.defaultTable[.cost] = RateTableID("cost-start")
        site.selection = (1...3).map { zone in
            var rule = SelectionRule(table: RateTableID(zone == 3 ? "split" : "start"))
            rule.when.called = ["\(zone)*"]
            return rule
        }
        site.surcharges = [
            surcharge("few", .flat(price("0.05"), nil)) { $0.calling = ["10*", "11*"] },
            surcharge("handling", .perMinute(price("0.01"), nil)) { $0.types = [CallTypeID("international")] },
            surcharge("share", .percent(Percent(units: 150_000))) { $0.directions = [.out] },
        ]
        var minutes = PackageRule(effect: .allowance(Allowance(grant: .time(seconds: 36_000, perMinute: false))))
        minutes.when.types = [CallTypeID("international")]
        var package = Package(id: PackageID("all"))
        package.rules = [minutes, PackageRule(effect: .percent(Percent(units: 100_000)))]
        package.assigned = site.parties.map { Package.Assignment(holder: .party($0.id), validity: Validity()) }
        site.packages = [package]
        var volume = VolumeDiscount()
        volume.tiers = [
            VolumeDiscount.Tier(from: Amount(millionths: 10_000_000), percent: Percent(units: 50_000)),
            VolumeDiscount.Tier(from: Amount(millionths: 50_000_000), percent: Percent(units: 100_000)),
        ]
        for index in site.rateTables.indices where site.rateTables[index].scheme == .price {
            site.rateTables[index].volumeDiscount = [volume]
        }
        site.exchangeRates.maxAge = 3660
        if let euro = Currency("EUR"), let rate = ExchangeRate(units: 914_000_000_000_000), let day = CivilDay(text: "2026-01-01") {
            site.exchangeRates.quotes = [ExchangeRates.Quote(day: day, from: .usd, to: euro, rate: rate)]
            for index in site.parties.indices { site.parties[index].currency = euro }
        }
        return site
    }

    private static func surcharge(
        _ id: String, _ addition: Surcharge.Addition, _ when: (inout Condition) -> Void
    ) -> Surcharge {
        var surcharge = Surcharge(id: SurchargeID(id), addition: addition)
        when(&surcharge.when)
        return surcharge
    }

    private static func price(_ text: String) -> Price { (try? Price(text: text)) ?? .zero }
}
