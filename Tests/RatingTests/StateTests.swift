import Model
import Money
import Site
import Testing
import Time

@testable import Rating

@Suite struct States {
    /// Tables named by what they cost a call: `t10` costs 10.
    static func named(_ name: String, _ text: String, _ scheme: Scheme = .price) -> RateTable {
        var made = table([all(.steps([step(0, 3600, text)]))])
        made.id = RateTableID(name)
        made.scheme = scheme
        return made
    }

    static func site(_ change: (inout Site) -> Void = { _ in }) -> Site {
        var site = Site()
        site.settings.zone = Zones.berlin
        site.rateTables = [named("default", "1"), named("trunk", "2"), named("party", "3"), named("cost", "4", .cost)]
        site.settings.defaultTable = [.price: RateTableID("default")]
        site.switches = [Switch(id: SwitchID("a")), Switch(id: SwitchID("b"))]
        var line = Trunk(id: TrunkID("01"), switch: SwitchID("a"))
        line.table = [.price: RateTableID("trunk"), .cost: RateTableID("cost")]
        var tie = Trunk(id: TrunkID("07"), switch: SwitchID("a"))
        tie.kind = .tie
        var analogue = Trunk(id: TrunkID("09"), switch: SwitchID("a"))
        analogue.answerAllowance = 20
        site.trunks = [line, tie, analogue]
        change(&site)
        return site
    }

    private func outcome(_ site: Site, on index: Int32 = 0, _ scheme: Scheme = .price, _ change: (inout Call) -> Void) -> String {
        var call = Call()
        change(&call)
        return Rater(site: site).explain(call, scheme: scheme, on: index).outcome.text
    }

    @Test func chargeable() {
        let site = States.site()
        #expect(outcome(site) { _ in } == "1.00")
        #expect(outcome(site) { $0.trunk = "unheard of" } == "1.00")
        #expect(outcome(site) { $0.direction = .in } == "incoming")
        #expect(outcome(site) { $0.direction = .internal } == "internal")
        #expect(outcome(site) { $0.direction = .transit } == "transit")
        #expect(outcome(site) { $0.direction = .unknown } == "unknown direction")
        #expect(outcome(site) { $0.trunk = "07" } == "tie trunk")
        #expect(outcome(site, on: 1) { $0.trunk = "07" } == "1.00")
        #expect(outcome(site) { $0.duration = 0 } == "unanswered")
        #expect(outcome(site) { $0.answered = .no } == "unanswered")
        #expect(outcome(site) { $0.answered = .unknown } == "1.00")
        #expect(outcome(States.site { $0.switches[0].role = .witness }) { _ in } == "witness")
    }

    @Test func answerAllowance() {
        let whole = States.site {
            $0.rateTables[0] = table([all(.steps([step(0, 1, "0.01")]))]) { table, _, _ in table.id = RateTableID("default") }
        }
        #expect(outcome(whole) { ($0.trunk, $0.duration) = ("09", 19) } == "unanswered")
        #expect(outcome(whole) { ($0.trunk, $0.duration) = ("09", 20) } == "0.20")
        #expect(outcome(whole) { ($0.trunk, $0.duration, $0.answered) = ("09", 30, .no) } == "unanswered")
        var less = whole
        less.trunks[2].subtract = true
        #expect(outcome(less) { ($0.trunk, $0.duration) = ("09", 20) } == "unanswered")
        #expect(outcome(less) { ($0.trunk, $0.duration) = ("09", 21) } == "0.01")
    }

    @Test func whichTable() {
        let site = States.site {
            var party = Party(id: PartyID("p"))
            party.numbers = [Party.Number(number: "101", validity: Validity())]
            party.table = [.price: RateTableID("party")]
            $0.parties = [party]
        }
        #expect(outcome(site) { $0.trunk = "01" } == "2.00")
        #expect(outcome(site) { _ in } == "3.00")
        #expect(outcome(site) { $0.calling = "102" } == "1.00")
        var other = site
        other.settings.tableOrder = [.party, .trunk]
        #expect(outcome(other) { $0.trunk = "01" } == "3.00")
        #expect(outcome(site, .cost) { $0.trunk = "01" } == "4.00")
        #expect(outcome(site, .cost) { _ in } == "no rate table")
        #expect(outcome(site, .cost) { $0.duration = 0 } == "unanswered")
    }

    @Test func whoIsCharged() {
        func party(_ id: String, _ kind: PartyKind, _ number: String, on place: String? = nil, _ validity: Validity = Validity())
            -> Party
        {
            var party = Party(id: PartyID(id))
            party.kind = kind
            party.switch = place.map { SwitchID($0) }
            party.numbers = [Party.Number(number: number, validity: validity)]
            return party
        }
        var site = States.site {
            $0.parties = [
                party("ext", .extension, "101"), party("extB", .extension, "101", on: "b"), party("acct", .account, "7777"),
                party("room", .room, "301"), party("roomExt", .extension, "301"), party("sub", .subscriber, "4930111"),
                party("ip", .sourceIP, "192.0.2.7"),
                party("old", .extension, "110", Validity(to: CivilDay(text: "2026-03-04"))),
                party("new", .extension, "110", Validity(from: CivilDay(text: "2026-03-05"))),
            ]
            $0.trunks[0].party = PartyID("sub")
        }
        func who(on index: Int32 = 0, _ change: (inout Call) -> Void) -> String {
            var call = Call()
            change(&call)
            let rater = Rater(site: site)
            return rater.parties[Int(rater.assess(call, on: index).party)].text
        }
        #expect(who { _ in } == "ext")
        #expect(who(on: 1) { _ in } == "extB")
        #expect(who { $0.account = "7777" } == "acct")
        #expect(who { $0.account = "unknown" } == "ext")
        #expect(who { $0.calling = "301" } == "room")
        #expect(who { ($0.calling, $0.extension) = ("4930111", "") } == "sub")
        #expect(who { ($0.calling, $0.extension) = ("4930111", "101") } == "ext")
        #expect(who { ($0.calling, $0.sourceIP) = ("9", "192.0.2.7") } == "ip")
        #expect(who { $0.calling = "nobody" } == "unassigned@a")
        #expect(who(on: 1) { $0.calling = "nobody" } == "unassigned@b")
        // Incoming: the extension that answered; the caller does not count.
        #expect(who { ($0.direction, $0.calling, $0.called, $0.extension) = (.in, "101", "555", "301") } == "room")
        #expect(who { ($0.direction, $0.calling, $0.called) = (.in, "301", "101") } == "ext")
        // Transit: the account, else the incoming trunk's.
        #expect(who { ($0.direction, $0.trunk) = (.transit, "01") } == "sub")
        #expect(who { ($0.direction, $0.trunk, $0.account) = (.transit, "01", "7777") } == "acct")
        #expect(who { $0.direction = .transit } == "unassigned@a")
        // What held at the start, by the day of the site's zone.
        #expect(who { ($0.calling, $0.start) = ("110", "2026-03-04T23:59:59") } == "old")
        #expect(who { ($0.calling, $0.start) = ("110", "2026-03-05T00:00:00") } == "new")
        site.settings.chargedParty = [.extension, .room, .account]
        #expect(who { ($0.calling, $0.account) = ("301", "7777") } == "roomExt")
    }

    /// Stamps by the switch's zone and clock; the hour that comes twice by the order of the stream.
    @Test func instants() {
        var site = States.site {
            $0.switches[1].zone = Zones.newYork
            $0.switches[1].clockOffset = -90
        }
        site.settings.zone = Zones.berlin
        let rater = Rater(site: site)
        var call = Call()
        call.start = "2026-03-04T10:00:00"
        // 10:00 in Berlin is 09:00 UTC; in New York 15:00 UTC, 90 s earlier by its clock.
        #expect(rater.assess(call).start.seconds == 1_772_614_800)
        #expect(rater.assess(call, on: 1).start.seconds == 1_772_614_800 + 6 * 3600 - 90)
        // Day and hour are the site's: 18:00 in New York is midnight in Berlin.
        call.start = "2026-03-04T18:01:30"
        #expect(rater.assess(call, on: 1).day.description == "2026-03-05")
        #expect(rater.assess(call, on: 1).hour == 0)
        // 02:10 twice: 00:10 and 01:10 UTC of 25 October 2026.
        call.start = "2026-10-25T02:10:00"
        let first = rater.assess(call)
        #expect(first.ambiguousTime && first.hour == 2)
        let later = rater.assess(call, after: first.start + 1800)
        #expect(!later.ambiguousTime && later.start == first.start + 3600 && later.hour == 3)
        #expect(rater.assess(call, after: first.start).start == first.start)
        call.start = "2026-10-25T23:00:00"
        #expect(rater.assess(call).hour == 24)
    }

    /// The same where the start is a time of the site's zone: 02:50 for 50 s, then 02:10 is of the second hour, and 02:49:10, which ends
    /// less than a minute before it, is not; without order the earlier is meant.
    @Test func instantsOfTheSite() {
        let rater = Rater(site: States.site())
        func time(_ start: String, after previous: ResolvedTime? = nil) -> ResolvedTime {
            var (call, batch) = (Call(), RecordBatch())
            (call.start, call.duration) = ("2026-10-25T" + start, 50)
            return rater.siteTime(of: call.record(in: &batch), on: 0, after: previous?.end)
        }
        // 00:50 UTC.
        let first = time("02:50:00")
        #expect(first.start.seconds == Int64(day("2026-10-25").number) * 86_400 + 50 * 60 && first.ambiguous)
        let second = time("02:10:00", after: first)
        #expect(second.start == first.start + 20 * 60 && !second.ambiguous)
        #expect(time("02:49:10", after: first).start == first.start + -50)
        #expect(time("02:10:00").start == first.start + -40 * 60)
    }

    /// An end stamp after a change of the clocks: the start is so many real seconds before it.
    @Test func endStampAfterTheChange() {
        let rater = Rater(site: States.site())
        var batch = RecordBatch()
        var call = Call()
        (call.start, call.duration) = ("2026-03-29T02:50:00", 1200)
        var record = call.record(in: &batch)
        record.stamp = wall("2026-03-29T03:10:00")
        let found = rater.assess(record, batch.bytes.span, on: 0)
        // 03:10 summer time is 01:10 UTC; 20 minutes before.
        #expect(found.start.seconds == Int64(day("2026-03-29").number) * 86_400 + 50 * 60)
        #expect(found.price.state == .rated)
    }

    @Test func quarantine() {
        let rater = Rater(site: States.site { $0.switches[1].maxDuration = 100 })
        var call = Call()
        call.duration = 86_401
        #expect(rater.explain(call).outcome == .quarantined(.tooLong))
        call.duration = 86_400
        #expect(rater.explain(call).outcome.state == .rated)
        call.duration = 101
        #expect(rater.explain(call, on: 1).outcome == .quarantined(.tooLong))
        call.duration = 10
        #expect(rater.explain(call, now: Instant(seconds: 0)).outcome == .quarantined(.startsInFuture))
        for far in [Int64.max, .min, 1 << 50] {
            var batch = RecordBatch()
            var record = Call().record(in: &batch)
            record.stamp = WallTime(seconds: far)
            #expect(rater.assess(record, batch.bytes.span, on: 0).price == .quarantined(.localTimeDoesNotExist))
            record.start = WallTime(seconds: far)
            let time = rater.siteTime(of: record, on: 0)
            #expect(rater.rate(record, batch.bytes.span, scheme: .price, on: 0, at: time).outcome == .quarantined(.localTimeDoesNotExist))
        }
        call.duration = .max
        #expect(rater.assess(call).cost == .quarantined(.tooLong))
    }

    @Test func switchOfALine() {
        let rater = Rater(site: States.site { $0.trunks.append(Trunk(id: TrunkID("55"), switch: SwitchID("b"))) })
        #expect(rater.switchIndex(named: "b", trunk: "01") == 1)
        #expect(rater.switchIndex(named: nil, trunk: "55") == 1)
        #expect(rater.switchIndex(named: nil, trunk: "99") == 0)
        #expect(rater.switchIndex(named: nil, trunk: nil) == 0)
        #expect(rater.switchIndex(named: "c", trunk: nil) == nil)
    }

    /// Some switches stamp in UTC, whatever their wall shows; also in the hour that does not exist there.
    @Test(arguments: [false, true]) func stampsInUTC(isUTC: Bool) {
        let rater = Rater(site: Self.site())
        var record = CallRecord()
        (record.stamp, record.start, record.isUTC) = (wall("2026-03-29T02:30:00"), wall("2026-03-29T02:29:00"), isUTC)
        let time = rater.time(of: record, on: 0)
        #expect(time.reason == (isUTC ? .none : .localTimeDoesNotExist))
        if isUTC { #expect(Zones.utc.wall(time.start) == record.start) }
    }

    /// A stored charge is explained by the version that made it.
    @Test func pinnedVersion() {
        var tariff = States.named("t", "1")
        var newer = Version(from: wall("2026-01-01T00:00:00"))
        newer.rows = tariff.versions[0].rows
        newer.rows[0].bands = [all(.steps([step(0, 60, "9")]))]
        tariff.versions.append(newer)
        let rater = Rater(site: siteOf(tariff), versionNumbers: [RateTableID("t"): [41, 42]])
        var batch = RecordBatch()
        let record = Call().record(in: &batch)
        let facts = CallFacts(record, switchIndex: 0, start: rater.time(of: record, on: 0).start)
        let now = rater.explain(.price, facts, batch.bytes.span)
        #expect(now.outcome.charge?.version == 42)
        var old = now.outcome.charge
        old?.version = 41
        old?.amount = Amount(millionths: 1_000_000)
        #expect(rater.explain(.price, facts, batch.bytes.span, pinned: Rater.Pinned(price: old)).trace.last?.total == "1")
    }

    private func siteOf(_ table: RateTable) -> Site {
        var site = Site()
        site.rateTables = [table]
        site.settings.defaultTable[.price] = table.id
        return site
    }
}
