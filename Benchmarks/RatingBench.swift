import Model
import Money
import Site
import Time

@testable import Rating

/// Rating, one core: mixed calls against decks of 100,000 prefixes in a zone with summer time, trace off. 70 % are 60/6 and 20 % per
/// second, both by the band at the start; 10 % are split by bands. `rating` goes from local time and international number to the rounded
/// charge; `rating, whole call` is all that an import asks of the rater: trunk, dial plan, classification, party, both schemes. The
/// limit of both is the same loop doing only the prefix walk and loading the row. All look up several calls at a time, as the rater does.
struct RatingBench {
    static let prefixes = 100_000
    /// Calls that are looked up together, as the rater does.
    private static let group = 16
    private let rater: Rater
    private let batch: RecordBatch

    init(calls: Int, zone: Zone) {
        var random = Lehmer(state: 20_260_302)
        let prefixes = RatingBench.deck(&random)
        rater = Rater(site: RatingBench.site(prefixes, zone))
        var batch = RecordBatch()
        for _ in 0..<calls { batch.records.append(RatingBench.call(prefixes, &random, &batch)) }
        self.batch = batch
    }

    /// Runs for about a second each and gives calls per second and the ratio to the limit.
    func run() -> [BenchRow] {
        var sum: Int64 = 0
        let charged = measure { sum &+= charge() }
        let assessed = measure { sum &+= assess() }
        let limit = measure { sum &+= walk() }
        precondition(sum > 0 && charge() == assess(), "both loops charge the same")
        return [
            BenchRow(name: "rating", value: charged, unit: "calls/s/core", limit: limit, ratio: charged / limit),
            BenchRow(name: "rating, whole call", value: assessed, unit: "calls/s/core", limit: limit, ratio: assessed / limit),
        ]
    }

    private func measure(_ work: () -> Void) -> Double {
        let clock = ContinuousClock()
        work()
        var runs = 0
        let begin = clock.now
        while clock.now - begin < .seconds(1) {
            work()
            runs += 1
        }
        let (seconds, attoseconds) = (clock.now - begin).components
        return Double(runs * batch.records.count) / (Double(seconds) + Double(attoseconds) / 1e18)
    }

    private func assess() -> Int64 {
        var sum: Int64 = 0
        var previous: Instant?
        rater.assess(batch.records, batch.bytes.span, on: { _ in 0 }, after: &previous) { _, _, assessment in
            sum &+= assessment.price.charge?.amount.millionths ?? 0
        }
        return sum
    }

    private func charge() -> Int64 {
        let bytes = batch.bytes.span
        var sum: Int64 = 0
        var kinds: [CallKind] = []
        var inquiries: [Inquiry] = []
        var rows = SignRows()
        func finish() {
            Inquiry.lookUp(&inquiries, kinds, &rows, rater.plans)
            for inquiry in inquiries { sum &+= rater.outcome(inquiry).charge?.amount.millionths ?? 0 }
            inquiries.removeAll(keepingCapacity: true)
            kinds.removeAll(keepingCapacity: true)
        }
        for record in batch.records {
            let time = rater.time(of: record, on: 0)
            guard time.reason == .none else { continue }
            let call = ChargedCall(instant: time.start.seconds, duration: Int64(record.duration), pulses: -1)
            let table: Int32 = bytes[record.trunk.range.upperBound - 1] == UInt8(ascii: "2") ? 1 : 0
            let kind = kind(record, bytes)
            inquiries.append(Inquiry(call, TableFound(table: table), kind.number, at: kinds.count, rater.plans))
            kinds.append(kind)
            if kinds.count == RatingBench.group { finish() }
        }
        finish()
        return sum
    }

    /// Behind the two digits of the international prefix stands what is looked up.
    private func kind(_ record: CallRecord, _ bytes: Span<UInt8>) -> CallKind {
        let number = Number(bytes, record.called.range.lowerBound + 2..<record.called.range.upperBound)
        return CallKind(direction: .out, trunk: -1, isTie: false, number: number, destination: -1, callType: -1)
    }

    private func walk() -> Int64 {
        let bytes = batch.bytes.span
        let plans = rater.plans
        let call = ChargedCall(instant: 1_767_225_600, duration: 1, pulses: -1)
        var sum: Int64 = 0
        var kinds: [CallKind] = []
        var inquiries: [Inquiry] = []
        var rows = SignRows()
        func finish() {
            Inquiry.lookUp(&inquiries, kinds, &rows, plans)
            for inquiry in inquiries where inquiry.match.plan >= 0 { sum &+= plans.rows.pointer(inquiry.match.plan).pointee.denominator }
            inquiries.removeAll(keepingCapacity: true)
            kinds.removeAll(keepingCapacity: true)
        }
        for record in batch.records {
            let kind = kind(record, bytes)
            inquiries.append(Inquiry(call, TableFound(table: 0), kind.number, at: kinds.count, plans))
            kinds.append(kind)
            if kinds.count == RatingBench.group { finish() }
        }
        finish()
        return sum
    }

    static func deck(_ random: inout Lehmer) -> [String] {
        var found: Set<String> = []
        while found.count < prefixes {
            let digits = 3 + random.below(5)
            found.insert(String(1 + random.below(9)) + (1..<digits).map { _ in String(random.below(10)) }.joined())
        }
        return found.sorted()
    }

    static func site(_ prefixes: [String], _ zone: Zone) -> Site {
        var site = Site()
        site.settings.zone = zone
        var place = Switch(id: SwitchID("main"))
        var plan = DialPlan()
        (plan.countryCode, plan.areaCode, plan.trunkPrefix, plan.internationalPrefix) = ("49", "30", "0", ["00"])
        plan.short = ["110", "112"]
        plan.extensionLength = [3]
        place.dialPlan = plan
        site.switches = [place]
        site.rateTables = [table("start", .start, prefixes, zone), table("split", .split, prefixes, zone)]
        site.trunks = ["01", "02"].map { Trunk(id: TrunkID($0), switch: place.id) }
        site.trunks[0].table = [.price: RateTableID("start")]
        site.trunks[1].table = [.price: RateTableID("split")]
        site.parties = (100..<220).map { number in
            var party = Party(id: PartyID(String(number)))
            party.numbers = [Party.Number(number: String(number), validity: Validity())]
            return party
        }
        site.numbering = (1...9).map {
            NumberingEntry(prefix: String($0), type: CallTypeID("international"), destination: "Zone \($0)")
        }
        return site
    }

    /// In every nine rows seven are 60/6 and two by the second, with prices of their own by day and night.
    private static func table(_ id: String, _ bands: RateTable.Bands, _ prefixes: [String], _ zone: Zone) -> RateTable {
        var table = RateTable(id: RateTableID(id), currency: .usd, zone: zone)
        table.bands = bands
        table.rounding = Rounding(multiple: 100, mode: .halfUp)
        var week = Week()
        week.bands = [Week.Band(name: "day"), Week.Band(name: "night", isElse: true)]
        week.minutes = (0..<10_080).map { (480..<1200).contains($0 % 1440) && $0 < 7200 ? 0 : 1 }
        week.holidayMinutes = Array(repeating: 1, count: 1440)
        table.week = week
        table.holidays = [CivilDay(year: 2026, month: 1, day: 1), CivilDay(year: 2026, month: 12, day: 25)].compactMap { $0 }
        var version = Version(from: WallTime(seconds: 0))
        version.rows = prefixes.enumerated().map { index, prefix in
            var row = Row(prefixes: [prefix])
            let perSecond = index % 9 >= 7
            row.bands = ["day", "night"].map { band in
                let price = Price(units: Int64(1 + index % 250) * 100_000 * (band == "day" ? 2 : 1))
                return BandPrice(
                    band: band,
                    pricing: .increments(Increments(first: perSecond ? 1 : 60, next: perSecond ? 1 : 6, price: price, per: 60)))
            }
            return row
        }
        table.versions = [version]
        return table
    }

    static func call(_ prefixes: [String], _ random: inout Lehmer, _ batch: inout RecordBatch) -> CallRecord {
        var record = CallRecord()
        // A year's seconds from 2026-01-01, spread over the day.
        record.start = WallTime(seconds: 1_767_225_600 + Int64(random.below(364 * 86_400)))
        record.stamp = record.start
        record.duration = Int32(1 + random.below(random.below(10) == 0 ? 3600 : 300))
        record.direction = .out
        record.answered = .yes
        record.calling = batch.append(String(100 + random.below(120)).utf8)
        record.called = batch.append(("00" + prefixes[random.below(prefixes.count)] + String(10_000 + random.below(89_999))).utf8)
        record.trunk = batch.append((random.below(10) == 0 ? "02" : "01").utf8)
        return record
    }
}

/// A generator of random numbers, the same in every run.
struct Lehmer {
    var state: UInt64
    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, bound)))
    }
}
