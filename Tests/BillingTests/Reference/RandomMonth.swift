import Model
import Money
import Site
import Time

/// A deterministic generator of random numbers (SplitMix64).
struct ReferenceDice: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
    mutating func one(in odds: Int) -> Bool { below(odds) == 0 }
    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}

/// A small random site with calls over two and a half months, and days to bill: deterministic by its seed. What the text leaves open is
/// kept out where the two sides could only differ by taste (see the readings): parties that share an allowance have one cycle, versions
/// of a table keep the groups of its volume discount, inclusive taxes meet exclusive ones on the same sums only.
struct RandomMonth {
    let seed: UInt64
    private(set) var site = Site()
    private(set) var calls: [ReferenceCall] = []
    /// Whole periods and any days, to bill every party for.
    private(set) var ranges: [DayRange] = []
    var parties: [PartyID] { site.parties.map(\.id) }

    var dice: ReferenceDice
    /// The site's currency first.
    var currencies: [Currency]
    let firstDay: CivilDay
    /// Days on which something changes.
    let edges: [CivilDay]
    let zone: Zone
    /// Somebody moves between nodes.
    private var isDated = false

    static let types = ["local", "mobile", "international", "emergency"].map { CallTypeID($0) }
    static let numbers = ["493012345", "4930999", "4915112233", "12125550100", "442071234", "110", "33140", "81312345678"]

    /// Clocks of Berlin from 2025 to 2027.
    static let berlin = Zone(
        name: "Europe/Berlin",
        changes: [("2025-03-30"), ("2025-10-26"), ("2026-03-29"), ("2026-10-25"), ("2027-03-28"), ("2027-10-31")].map {
            Int64(day($0).number) * 86_400 + 3600
        }, offsets: [3600, 7200, 3600, 7200, 3600, 7200, 3600])
    static let hanoi = Zone(name: "Asia/Ho_Chi_Minh", changes: [], offsets: [25_200])

    static func day(_ text: String) -> CivilDay { CivilDay(text: text) ?? CivilDay(number: 0) }

    init(seed: UInt64) {
        self.seed = seed
        dice = ReferenceDice(seed)
        let spring = dice.one(in: 2)
        firstDay = RandomMonth.day(spring ? "2026-02-18" : "2026-09-16")
        edges =
            (spring
            ? ["2026-02-28", "2026-03-01", "2026-03-28", "2026-03-29", "2026-03-31", "2026-04-15", "2026-04-30"]
            : [
                "2026-09-30", "2026-10-01", "2026-10-15", "2026-10-24", "2026-10-25", "2026-10-31", "2026-11-15",
            ]).map { RandomMonth.day($0) }
        zone = dice.one(in: 4) ? RandomMonth.hanoi : RandomMonth.berlin
        currencies = ["EUR", "USD", dice.pick(["JPY", "KWD", "GBP", "VND"])].compactMap { Currency($0) }
        currencies.shuffle(using: &dice)
        isDated = dice.one(in: 4)
        makeSettings()
        makeExchange()
        makeParties()
        makeTables()
        makeRules()
        site.packages = makePackages(isDated: isDated)
        if site.packages.contains(where: { $0.assigned.contains(where: \.shared) }) {
            for index in site.parties.indices { site.parties[index].billingCycle = site.parties[0].billingCycle }
        }
        makeTaxes()
        makeRecurring()
        let size = 10 + dice.below(51)
        for index in 1...size { calls.append(makeCall(index)) }
        makeRanges()
    }

    private mutating func makeSettings() {
        site.settings.name = "Random \(seed)"
        site.settings.zone = zone
        site.settings.currency = currencies[0]
        if dice.one(in: 3) { site.settings.linePrecision = [currencies[1]: max(currencies[1].minorUnit, dice.below(7))] }
        if dice.one(in: 3) { site.settings.tableOrder = [.party, .trunk] }
        if dice.one(in: 4) { site.settings.chargedParty = [.extension, .account, .sourceIP, .room, .subscriber] }
        let names = ["Local", "Mobile", "International", "Emergency"]
        for (type, name) in zip(RandomMonth.types, names) {
            site.callTypes.append(CallType(id: type, name: name, colour: ["#15803d", "#4ade80"]))
        }
        site.callTypes.append(CallType(id: .internal, name: "Internal", colour: ["#6b7280", "#9ca3af"]))
        site.numbering = [
            NumberingEntry(prefix: "49", type: RandomMonth.types[0], destination: "Germany"),
            NumberingEntry(prefix: "4930", type: RandomMonth.types[0], destination: "Berlin"),
            NumberingEntry(prefix: "4915", type: RandomMonth.types[1], destination: "Germany, mobile"),
            NumberingEntry(prefix: "1", type: RandomMonth.types[2], destination: "USA"),
            NumberingEntry(prefix: "44", type: RandomMonth.types[2], destination: "United Kingdom"),
            NumberingEntry(prefix: "110", type: RandomMonth.types[3], destination: "Police", short: true),
        ]
        for (id, parent) in [("hq", nil), ("sales", "hq"), ("lab", "hq"), ("lab-a", "lab")] as [(String, String?)] {
            var node = OrganisationNode(id: NodeID(id), kind: .department, name: id)
            node.parent = parent.map { NodeID($0) }
            site.organisation.append(node)
        }
        site.providers = ["p1", "p2"].map { Provider(id: ProviderID($0), name: $0) }
    }

    /// The base currency with each of the others, either way round, seldom too old; the others between themselves seldom.
    private mutating func makeExchange() {
        site.exchangeRates.maxAge = dice.one(in: 4) ? 3 : 7
        let scarce = dice.one(in: 12)
        for (from, to) in [(0, 1), (0, 2), (1, 0), (2, 0), (1, 2)] where !(from > 0 && dice.one(in: 2)) {
            if from == 0, dice.one(in: 4) { continue }
            addQuotes(from, to, every: scarce ? 12 : site.exchangeRates.maxAge)
        }
        for other in [1, 2] where !site.exchangeRates.quotes.contains(where: { [$0.from, $0.to].contains(currencies[other]) }) {
            addQuotes(0, other, every: site.exchangeRates.maxAge)
        }
        if dice.one(in: 3) { site.exchangeRates.quotes.shuffle(using: &dice) }
    }

    private mutating func addQuotes(_ from: Int, _ to: Int, every most: Int) {
        var day = firstDay + -20
        while day < firstDay + 100 {
            let text = dice.pick(["1.1", "0.91", "1.0937", "0.333333", "3", "25400", "0.00003937", "150.27"])
            if let rate = try? ExchangeRate(text: text) {
                site.exchangeRates.quotes.append(ExchangeRates.Quote(day: day, from: currencies[from], to: currencies[to], rate: rate))
            }
            day = day + dice.below(most + 1)
            if !dice.one(in: 6) { day = day + 1 }
        }
    }

    private mutating func makeParties() {
        let kinds: [PartyKind] = [.extension, .extension, .account, .subscriber, .sourceIP]
        for index in 0..<2 + dice.below(4) {
            var party = Party(id: PartyID("P\(index + 1)"))
            party.kind = kinds[index]
            party.name = "Party \(index + 1)"
            let number = party.kind == .sourceIP ? "10.0.0.\(index)" : "10\(index + 1)"
            let from = dice.one(in: 6) ? firstDay + dice.below(60) : nil
            party.numbers = [Party.Number(number: number, validity: Validity(from: from))]
            if let from, dice.one(in: 2) {
                party.numbers.insert(Party.Number(number: number, validity: Validity(from: nil, to: from + -5)), at: 0)
            }
            if !dice.one(in: 4) { party.member = memberships() }
            if !dice.one(in: 3) { party.currency = dice.pick(currencies) }
            switch dice.below(5) {
            case 0: party.billingCycle = [BillingCycle(day: 31)]
            case 1: party.billingCycle = [BillingCycle(day: dice.pick([1, 15, 28, 29, 30]))]
            case 2 where dice.one(in: 2):
                let change = firstDay + dice.below(60)
                party.billingCycle = [BillingCycle(day: dice.pick([1, 20, 31])), BillingCycle(from: change, day: dice.pick([5, 15, 31]))]
            default: break
            }
            if dice.one(in: 5) { party.exchangeAt = .bill }
            site.parties.append(party)
        }
    }

    private mutating func memberships() -> [Party.Membership] {
        let nodes = ["sales", "lab", "lab-a", "hq"].map { NodeID($0) }
        guard isDated else { return [Party.Membership(node: dice.pick(nodes), validity: Validity())] }
        let change = firstDay + dice.below(70)
        return [
            Party.Membership(node: dice.pick(nodes), validity: Validity(to: change)),
            Party.Membership(node: dice.pick(nodes), validity: Validity(from: change + 1)),
        ]
    }

    private mutating func makeTables() {
        for (id, scheme) in [("pa", Scheme.price), ("pb", .price), ("ca", .cost), ("cb", .cost)] {
            site.rateTables.append(makeTable(id, scheme))
        }
        if dice.one(in: 3) { site.rateTables.append(makeDerived("pd", .price)) }
        if dice.one(in: 6) { site.rateTables.append(makeGiven("cg", .cost)) }
        if dice.one(in: 6) { site.rateTables.append(makeGiven("pg", .price)) }
        for scheme in Scheme.allCases where !dice.one(in: 8) { site.settings.defaultTable[scheme] = anyTable(scheme) }
        for index in site.parties.indices where dice.one(in: 3) {
            let scheme = dice.pick(Scheme.allCases)
            site.parties[index].table[scheme] = anyTable(scheme)
        }
        for name in ["T1", "T2", "T3"].prefix(dice.below(4)) {
            var trunk = Trunk(id: TrunkID(name), switch: SwitchID("main"))
            trunk.group = dice.pick(["co", nil])
            trunk.provider = dice.pick([ProviderID("p1"), ProviderID("p2"), nil])
            if dice.one(in: 2) { trunk.table[.cost] = anyTable(.cost) }
            if dice.one(in: 4) { trunk.table[.price] = anyTable(.price) }
            if dice.one(in: 2) { trunk.party = dice.pick(parties) }
            if dice.one(in: 4) { (trunk.answerAllowance, trunk.subtract) = (dice.pick([6, 20, 30]), dice.one(in: 2)) }
            site.trunks.append(trunk)
        }
    }

    mutating func anyTable(_ scheme: Scheme) -> RateTableID {
        dice.pick(site.rateTables.filter { $0.scheme == scheme }.map(\.id))
    }

    private mutating func makeRules() {
        for _ in 0..<dice.below(4) {
            let scheme = dice.pick(Scheme.allCases)
            var rule = SelectionRule(table: anyTable(scheme))
            rule.scheme = scheme
            rule.when = condition()
            if dice.one(in: 2) { rule.when.directions = [dice.pick([.in, .internal, .transit, .out])] }
            site.selection.append(rule)
        }
        for index in 0..<dice.below(4) {
            let currency = dice.one(in: 3) ? dice.pick(currencies) : nil
            let additions: [Surcharge.Addition] = [
                .flat(price(), currency), .perMinute(price(), currency), .percent(Percent(units: Int64(1 + dice.below(300)) * 1000)),
            ]
            var surcharge = Surcharge(id: SurchargeID("s\(index)"), addition: dice.pick(additions))
            surcharge.scheme = dice.one(in: 4) ? .cost : .price
            surcharge.counts = dice.one(in: 2)
            surcharge.when = condition()
            site.surcharges.append(surcharge)
        }
    }

    private mutating func makeTaxes() { site.taxes = taxes() }

    private mutating func makeRecurring() { site.recurring = recurring(isDated: isDated) }

    private mutating func makeRanges() {
        let world = ReferenceWorld(site: site)
        for party in site.parties { ranges.append(world.period(party, firstDay + 20 + dice.below(50))) }
        for _ in 0..<2 {
            let first = firstDay + dice.below(60)
            if let range = DayRange(first, first + dice.below(40)) { ranges.append(range) }
        }
    }

    /// A call before this one, to repeat or ring up again.
    mutating func earlier() -> ReferenceCall? { calls.isEmpty ? nil : dice.pick(calls) }
}
