import Model
import Money
import Site
import Testing
import Time

/// Short ways to write sites and calls for the tests of the reference. All is in UTC and USD unless a test says otherwise.
enum ReferenceMake {
    static func price(_ text: String) -> Price { (try? Price(text: text)) ?? Price(units: .max) }
    static func percent(_ text: String) -> Percent { (try? Percent(text: text)) ?? Percent(units: .max) }
    static func amount(_ text: String) -> Amount { (try? Amount(text: text)) ?? Amount(millionths: .max) }
    static func rate(_ text: String) -> ExchangeRate { (try? ExchangeRate(text: text)) ?? .one }
    static func day(_ text: String) -> CivilDay { CivilDay(text: text) ?? CivilDay(number: 0) }
    static func wall(_ text: String) -> WallTime { WallTime(text: text) ?? WallTime(seconds: 0) }
    static func currency(_ code: String) -> Currency { Currency(code) ?? .usd }
    static func exact(_ text: String) -> Exact { Exact(text: text) ?? Exact(-1) }

    static func steps(_ list: [(Int, Int, String, Int?)]) -> Pricing {
        .steps(list.map { Step(at: $0.0, block: $0.1, price: price($0.2), per: $0.3) })
    }
    /// Blocks of so many seconds at a price each.
    static func blocks(_ seconds: Int, _ text: String) -> Pricing { steps([(0, seconds, text, nil)]) }

    /// A table with one version of one row for everything.
    static func table(_ pricing: Pricing, id: String = "t", _ change: (inout RateTable) -> Void = { _ in }) -> RateTable {
        var table = RateTable(id: RateTableID(id), currency: .usd, zone: .utc)
        var version = Version(from: wall("2020-01-01T00:00"))
        var row = Row(prefixes: [""])
        row.bands = [BandPrice(band: BandPrice.all, pricing: pricing)]
        version.rows = [row]
        table.versions = [version]
        change(&table)
        return table
    }

    /// `day` from one hour to another on every day of the week, `night` the rest.
    static func week(day from: Int, _ to: Int) -> Week {
        var week = Week()
        week.bands = [Week.Band(name: "day", texts: ["Mon-Sun"]), Week.Band(name: "night", isElse: true)]
        week.minutes = (0..<10_080).map { (from * 60..<to * 60).contains($0 % 1440) ? 0 : 1 }
        return week
    }

    static func twoBands(_ day: Pricing?, _ night: Pricing?) -> [BandPrice] {
        [day.map { BandPrice(band: "day", pricing: $0) }, night.map { BandPrice(band: "night", pricing: $0) }].compactMap { $0 }
    }

    /// Party 101 of sales, party 102 of sales, and the first table for everything; types by prefix: 1 international, 49 local.
    static func site(_ tables: [RateTable], _ change: (inout Site) -> Void = { _ in }) -> Site {
        var site = Site()
        site.rateTables = tables
        site.settings.defaultTable[.price] = tables[0].id
        site.numbering = [
            NumberingEntry(prefix: "1", type: CallTypeID("international"), destination: "USA"),
            NumberingEntry(prefix: "49", type: CallTypeID("local"), destination: "Berlin"),
        ]
        site.organisation = [OrganisationNode(id: NodeID("sales"), kind: .department, name: "Sales")]
        for number in ["101", "102"] {
            var party = Party(id: PartyID(number))
            party.numbers = [Party.Number(number: number, validity: Validity())]
            party.member = [Party.Membership(node: NodeID("sales"), validity: Validity())]
            site.parties.append(party)
        }
        change(&site)
        return site
    }

    /// Calls of 101 to a local number, in the order of their lines.
    static func calls(_ list: [(String, Int)], _ change: (inout ReferenceCall) -> Void = { _ in }) -> [ReferenceCall] {
        list.enumerated().map { index, item in
            var call = ReferenceCall(index: index + 1, start: wall(item.0), duration: item.1)
            call.calling = "101"
            call.called = "491"
            change(&call)
            return call
        }
    }

    static func quote(_ text: String, _ from: String, _ to: String, _ units: String) -> ExchangeRates.Quote {
        ExchangeRates.Quote(day: day(text), from: currency(from), to: currency(to), rate: rate(units))
    }

    static func package(_ effects: [PackageRule.Effect], _ change: (inout Package) -> Void = { _ in }) -> Package {
        var package = Package(id: PackageID("k"))
        package.rules = effects.map { PackageRule(effect: $0) }
        package.assigned = [Package.Assignment(holder: .party(PartyID("101")), validity: Validity())]
        change(&package)
        return package
    }
    static func seconds(_ seconds: Int, perMinute: Bool = false, _ change: (inout Allowance) -> Void = { _ in }) -> PackageRule.Effect {
        var allowance = Allowance(grant: .time(seconds: seconds, perMinute: perMinute))
        change(&allowance)
        return .allowance(allowance)
    }

    /// Bill of 101 (or another) over all that the tests ever call.
    static func bill(
        _ site: Site, _ calls: [ReferenceCall], party: String = "101", scheme: Scheme = .price, _ from: String = "2026-01-01",
        _ to: String = "2026-12-31"
    ) throws -> (lines: [ReferenceLine], bill: ReferenceBill) {
        try referenceBill(site: site, calls: calls, party: PartyID(party), scheme: scheme, from: day(from), to: day(to))
    }

    static func charges(_ site: Site, _ calls: [ReferenceCall]) throws -> [String] {
        try bill(site, calls).lines.map { $0.state == "rated" ? $0.charge.text : $0.state }
    }
    /// What is left after packages and volume discount.
    static func nets(_ site: Site, _ calls: [ReferenceCall], party: String = "101", scheme: Scheme = .price) throws -> [String] {
        try bill(site, calls, party: party, scheme: scheme).lines.map { $0.state == "rated" ? $0.net.text : $0.state }
    }
}
