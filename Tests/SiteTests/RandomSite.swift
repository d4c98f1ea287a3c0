import Model
import Money
import Site
import Time

/// A random site that a file can say, from a seed.
struct RandomSite {
    var random: SeededGenerator
    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func chance(_ percent: Int = 50) -> Bool { number(1...100) <= percent }
    mutating func pick<Element>(_ list: [Element]) -> Element { list[number(0...list.count - 1)] }
    mutating func maybe<Value>(_ value: Value) -> Value? { chance() ? value : nil }
    mutating func text() -> String { chance(70) ? "Name \(number(0...99))" : pick(RoundTripTests.hostile) }
    mutating func day() -> CivilDay { CivilDay(number: Int32(number(20_000...21_000))) }
    mutating func price() -> Price { Price(units: Int64(pick([0, 1, number(0...100), number(0...10_000) * 1_000_000]))) }
    mutating func currency() -> Currency { pick(["USD", "EUR", "JPY", "KWD"].compactMap { Currency($0) }) }

    mutating func site() -> Site {
        var site = Site()
        site.settings.name = text()
        site.settings.zone = pick([Zone.utc, Sample.hanoi, Sample.berlin])
        site.settings.country = chance() ? pick(["VN", "US", "GB", "DE"]) : nil
        site.settings.currency = currency()
        if chance() { site.settings.linePrecision[currency()] = number(0...6) }
        site.settings.tableOrder = pick([[.trunk, .party], [.party, .trunk]])
        site.settings.chargedParty = Array(PartyKind.allCases.shuffled(using: &random).prefix(max(1, number(0...5))))
        site.settings.legs = pick(LegRule.allCases)
        if chance() {
            var hours = BusinessHours(week: pick([["Mon-Fri 08:00-18:00"], ["Sat,Sun 20:00-32:00", "08:00-12:00"]]))
            hours.holidays = Array(Set((0..<number(0...3)).map { _ in day() }))
            site.settings.businessHours = hours
        }
        site.rateTables = (0..<number(0...3)).map { chance(70) ? table($0) : derived($0) }
        for table in site.rateTables where chance() { site.settings.defaultTable[table.scheme] = table.id }
        site.switches = (0..<number(0...2)).map { aSwitch($0) }
        if !site.switches.isEmpty { site.sources = (0..<number(0...3)).map { source($0, of: pick(site.switches).id) } }
        site.partPorts()
        site.providers = (0..<number(0...2)).map { Provider(id: ProviderID("p\($0)"), name: text()) }
        for index in site.switches.indices where site.switches[index].role == .witness {
            site.switches[index].provider = chance() ? site.providers.first?.id : nil
            site.switches[index].match = witnessMatch()
        }
        site.callTypes = (0..<number(0...2)).map { CallType(id: CallTypeID("t\($0)"), name: text(), colour: ["#012345", "#aBcdef"]) }
        site.numbering = (0..<number(0...4)).map { index in
            NumberingEntry(prefix: "8\(index)", type: pick(site.effectiveCallTypes).id, destination: text(), short: chance(30))
        }
        organise(&site)
        charge(&site)
        if chance() { site.rawLog.keepDays = number(1...36_600) }
        site.rawLog.isPacked = chance()
        layOut(&site)
        tellSomebody(&site)
        return site
    }

    private mutating func organise(_ site: inout Site) {
        for index in 0..<number(0...3) {
            var node = OrganisationNode(id: NodeID("n\(index)"), kind: pick(OrganisationNode.Kind.allCases), name: text())
            node.parent = site.organisation.isEmpty ? nil : maybe(pick(site.organisation).id)
            node.costCentre = maybe(text())
            node.managers = chance() ? ["a@example.com"] : []
            site.organisation.append(node)
        }
        for index in 0..<number(0...3) {
            var party = Party(id: PartyID("x\(index)"))
            party.kind = pick(PartyKind.allCases)
            party.name = text()
            party.switch = site.switches.isEmpty ? nil : maybe(pick(site.switches).id)
            let first = day()
            party.numbers = [
                Party.Number(number: "10\(index)", validity: Validity(from: maybe(first), to: first + 9)),
                Party.Number(number: "10\(index)", validity: Validity(from: first + 10)),
            ]
            if let node = site.organisation.first {
                party.member = [Party.Membership(node: node.id, validity: Validity(from: maybe(day())))]
            }
            party.currency = maybe(currency())
            party.email = chance() ? ["x@example.com", "y@example.com"] : []
            for table in site.rateTables where chance(30) { party.table[table.scheme] = table.id }
            site.parties.append(party)
        }
        site.contacts = (0..<number(0...3)).map { index in
            Contact(id: ContactID("c\(index)"), name: "Firm \(index) " + text(), numbers: ["4930\(index)", "4930\(index)*"])
        }
        if chance(), site.contacts.allSatisfy({ !$0.name.utf8.contains(0) }) { site.contactsFile = "contacts \(number(0...9)).csv" }
        for (index, home) in site.switches.enumerated() {
            var trunk = Trunk(id: TrunkID("SIP/\(index)"), switch: home.id)
            trunk.group = maybe(text())
            trunk.provider = site.providers.first?.id
            trunk.kind = pick(Trunk.Kind.allCases)
            trunk.party = site.parties.first?.id
            trunk.answerAllowance = maybe(number(0...60))
            trunk.subtract = chance()
            site.trunks.append(trunk)
        }
    }

    private mutating func aSwitch(_ index: Int) -> Switch {
        var result = Switch(id: SwitchID("s\(index)"))
        result.format = maybe(FormatID("asterisk-cdr-csv"))
        result.zone = maybe(Sample.berlin)
        result.clockOffset = number(-9...9)
        result.role = pick(Switch.Role.allCases)
        result.maxDuration = pick([86_400, 3600])
        guard chance() else { return result }
        var plan = DialPlan()
        if chance(80) {
            plan.countryCode = "84"
            plan.areaCode = "24"
            plan.trunkPrefix = "0"
            plan.internationalPrefix = ["00", "011"]
            plan.outside = ["9", "0#"]
            plan.carrierCodes = ["171"]
            plan.privateCodes = chance() ? ["6071", "77"] : []
            plan.short = ["113", "*11"]
            plan.extensionLength = [3, 4]
        }
        result.dialPlan = plan
        return result
    }

    private mutating func witnessMatch() -> WitnessMatch {
        var match = WitnessMatch()
        match.start = pick([120, 0, 60])
        match.duration = pick([5, 0, 30])
        match.amount = pick([.zero, Amount(millionths: 10_000), Amount(millionths: 1)])
        match.comparesCalling = chance()
        return match
    }

    private mutating func table(_ index: Int) -> RateTable {
        var table = RateTable(id: RateTableID("table-\(index)"), currency: currency(), zone: pick([Zone.utc, Sample.hanoi, Sample.berlin]))
        table.scheme = pick(Scheme.allCases)
        table.kind = pick([.block, .pulse])
        table.bands = pick(RateTable.Bands.allCases)
        table.pulses = table.kind == .pulse ? pick(RateTable.Pulses.allCases) : .computed
        table.rounding = pick([.millionth, Rounding(multiple: 10_000, mode: .up), Rounding(multiple: 1, mode: .down)])
        table.attemptCharge = price()
        table.week = pick([nil] + Self.weeks)
        table.holidays = chance() ? [day()] : []
        var from = WallTime(day: day(), second: pick([0, 21_600]))
        let deck = table.kind == .block && chance() ? DeckReference(file: "deck \(index).csv", full: chance(30)) : nil
        for number in 0..<self.number(0...4) {
            if number > 0, chance(60), let base = table.versions.last, deck != nil {
                table.versions.append(dated(base, table))
            } else {
                table.versions.append(version(from, table, deck))
            }
            from = (table.versions.last?.from ?? from) + Int64(pick([0, 86_400, 90_000]))
        }
        return table
    }

    /// Some like a deck makes them from dates, some that no deck can make: the writer must see which.
    private mutating func dated(_ base: Version, _ table: RateTable) -> Version {
        var version = base
        version.deck = nil
        version.isDated = true
        version.from = WallTime(day: base.from.day + number(0...3))
        if version.from < base.from { version.from = base.from }
        if chance(80) { version.rows.append(deckRow("7\(number(100...999))", table)) }
        if chance(), let last = version.rows.indices.last { version.rows[last] = deckRow(version.rows[last].prefixes[0], table) }
        if chance(20), !version.rows.isEmpty { version.rows.removeFirst() }
        var seen: Set<String> = []
        version.rows.removeAll { !seen.insert(($0.short ? "short" : "") + $0.prefixes[0]).inserted }
        return version
    }

    private mutating func version(_ from: WallTime, _ table: RateTable, _ deck: DeckReference?) -> Version {
        var version = Version(from: from)
        if chance() { version.defaults.connection = price() }
        if chance() { version.defaults.freeSeconds = number(0...30) }
        if table.kind == .pulse { version.defaults.pulsePrice = price() }
        version.rows = (0..<number(0...4)).map { row("\($0)", table) }
        version.deck = deck
        if deck != nil { version.rows += (0..<number(0...4)).map { deckRow("6\($0)", table) } }
        return version
    }

    private mutating func deckRow(_ prefix: String, _ table: RateTable) -> Row {
        var row = Row(prefixes: [prefix])
        row.fromDeck = true
        row.name = text()
        row.terms.minimumCharge = maybe(price())
        row.bands = bands(table).map { name in
            BandPrice(
                band: name, connection: maybe(price()),
                pricing: .increments(
                    Increments(first: number(1...60), next: number(1...60), price: price(), per: number(1...60))))
        }
        return row
    }

    private mutating func row(_ prefix: String, _ table: RateTable) -> Row {
        var row = Row(prefixes: chance(80) ? [prefix] : [prefix, "9" + prefix])
        row.short = chance(20)
        row.name = text()
        if chance() { row.terms.connection = price() }
        if table.kind == .pulse, chance() { row.terms.atAnswer = number(0...3) }
        if chance() { row.terms.minimumDuration = number(0...30) }
        if chance() { row.terms.maximumCharge = Price(units: 1_000_000_000_000) }
        row.bands = bands(table).map { name in BandPrice(band: name, connection: maybe(price()), pricing: pricing(table)) }
        return row
    }

    private mutating func pricing(_ table: RateTable) -> Pricing {
        if table.kind == .pulse { return .interval(number(1...120)) }
        if chance() {
            let count: Increments.Count = table.bands == .start && chance() ? .total : .rest
            return .increments(Increments(first: number(1...60), next: number(1...60), price: price(), per: 60, count: count))
        }
        return .steps((0...number(0...2)).map { Step(at: $0 * 60, block: number(1...60), price: price(), per: maybe(60)) })
    }

    /// Bands in the order in which the reader takes them: the week's, then `all`.
    private mutating func bands(_ table: RateTable) -> [String] {
        let names = (table.week?.bands.map(\.name) ?? []) + [BandPrice.all]
        let chosen = names.filter { _ in chance(60) }
        return chosen.isEmpty ? [BandPrice.all] : chosen
    }

    private static let weeks: [Week] = [
        #"{day: ["Mon-Fri 08:00-20:00"], night: else}"#,
        #"{"Giờ cao điểm": ["Mon-Fri 08:00-20:00"], "no": else, holiday: {"no": ["00:00-24:00"]}}"#,
    ].compactMap { Sample.table("  - {id: t, week: \($0)}\n")?.week }

    private mutating func source(_ index: Int, of home: SwitchID) -> Source {
        var source = Source(id: SourceID("s-\(index)"), switch: home, way: way())
        source.format = FormatID("tollbook-csv")
        source.isOn = chance()
        source.silentAfter = maybe(number(60...9000))
        return source
    }

    private mutating func way() -> SourceWay {
        var listening = SourceWay.Listening(port: number(1...65_535), allowed: pick([["any"], ["192.0.2.1", "2001:db8::/32"]]))
        listening.address = pick(["", "127.0.0.1", "::1"])
        switch number(0...8) {
        case 0:
            (listening.perPeer, listening.connections) = (number(1...3), pick([64, 200]))
            return .tcpServer(listening)
        case 1:
            listening.endsLines = chance()
            return .udp(listening)
        case 2:
            var calling = SourceWay.Calling(host: "pbx.example.com", port: number(1...65_535))
            calling.logIn = logIn()
            return .tcpClient(calling)
        case 3: return .tail(.init(path: "/var/log/a b.log", fromBegin: chance()))
        case 4:
            var folder = SourceWay.Folder(path: "/srv/cdr", pattern: pick(["*", "*.csv"]), after: pick([.keep, .delete]))
            if folder.after == .keep { folder.moveTo = maybe("/srv/done") }
            folder.settling = number(0...9)
            return .folder(folder)
        case 5:
            var line = SourceWay.Serial(device: "/dev/ttyS0")
            (line.speed, line.bits, line.stopBits) = (pick([9600, 115_200]), number(5...8), number(1...2))
            (line.parity, line.flow) = (pick(SourceWay.Serial.Parity.allCases), pick(SourceWay.Serial.Flow.allCases))
            line.logIn = logIn()
            return .serial(line)
        case 6:
            var manager = SourceWay.Manager(host: "192.0.2.9", user: "cdr: 'x'", password: place())
            manager.port = pick([5038, 5039])
            return .ami(manager)
        case 7: return .http(key: place())
        default:
            var client = SourceWay.RadiusClient(address: "192.0.2.7", secret: place())
            (client.requiresMessageAuthenticator, client.answersWithMessageAuthenticator) = (chance(), chance())
            var radius = SourceWay.Radius(clients: [client])
            (radius.address, radius.port) = (pick(["", "::1"]), pick([1813, 18_130]))
            return .radius(radius)
        }
    }

    private mutating func place() -> SecretPlace { pick([.file("/etc/tollbook/key"), .sealed("pbx-key")]) }

    private mutating func logIn() -> LogIn {
        let steps: [LogIn.Step] = [
            .expect(["login: ", "\u{6}"], refusals: maybe("no").map { [$0] } ?? [], seconds: pick([10, 30])), .send("smdr\r\n"),
            .pause(500),
            .password(place(), before: pick(["", "PASS "]), after: pick(["\r\n", "\r", ""])),
        ]
        return LogIn(
            steps: Array(steps.prefix(number(0...4))), answers: chance() ? [LogIn.Answer(to: "\u{5}", send: "\u{6}")] : [])
    }
}
