import Model
import Money
import Site
import Testing
import Time

private typealias Make = ReferenceMake

/// Who is charged, and what numbers find (DOMAIN section 2), by hand.
@Suite struct ReferenceFactsTests {
    private func party(_ id: String, _ kind: PartyKind, _ number: String, _ validity: Validity = Validity()) -> Party {
        var party = Party(id: PartyID(id))
        party.kind = kind
        party.numbers = [Party.Number(number: number, validity: validity)]
        return party
    }

    /// Account before extension before source IP, unless the site turns them; an unknown account says nothing; a number is somebody's on
    /// its days; a transit call is its trunk's party's; an incoming one that of the extension, never of who rang.
    @Test func chargedParties() {
        let site = Make.site([Make.table(Make.blocks(60, "1"))]) {
            $0.parties = [
                party("ip", .sourceIP, "10.0.0.1"), party("old", .extension, "101", Validity(to: Make.day("2026-01-05"))),
                party("new", .extension, "101", Validity(from: Make.day("2026-01-06"))), party("case", .account, "7777"),
            ]
            var trunk = Trunk(id: TrunkID("T"), switch: SwitchID("main"))
            trunk.party = PartyID("ip")
            $0.trunks = [trunk]
        }
        let charged = { (site: Site, start: String, change: (inout ReferenceCall) -> Void) in
            ReferenceWorld(site: site).facts(Make.calls([(start, 60)], change)[0]).party?.id.text
        }
        #expect(charged(site, "2026-01-05T23:59:59") { _ in } == "old")
        #expect(charged(site, "2026-01-06T00:00:00") { _ in } == "new")
        #expect(charged(site, "2026-01-06T00:00") { $0.account = "7777" } == "case")
        #expect(charged(site, "2026-01-06T00:00") { ($0.account, $0.sourceIP) = ("1", "10.0.0.1") } == "new")
        #expect(charged(site, "2026-01-06T00:00") { ($0.calling, $0.sourceIP) = ("5", "10.0.0.1") } == "ip")
        #expect(charged(site, "2026-01-06T00:00") { ($0.extension, $0.calling) = ("5", "101") } == nil)
        #expect(charged(site, "2026-01-06T00:00") { $0.direction = .in } == nil)
        #expect(charged(site, "2026-01-06T00:00") { ($0.direction, $0.trunk) = (.transit, "T") } == "ip")
        var turned = site
        turned.settings.chargedParty = [.sourceIP, .extension, .account]
        #expect(charged(turned, "2026-01-06T00:00") { ($0.account, $0.sourceIP) = ("7777", "10.0.0.1") } == "ip")
    }

    /// 110 is the police, and not the row for 1 or for everything else; 1100 is.
    @Test func shortNumbers() throws {
        var site = Make.site([Make.table(Make.blocks(60, "1"))]) {
            $0.numbering.append(NumberingEntry(prefix: "110", type: CallTypeID("emergency"), destination: "Police", short: true))
        }
        var calls = Make.calls([("2026-01-05T12:00", 60), ("2026-01-05T12:01", 60)])
        (calls[0].called, calls[1].called) = ("110", "1100")
        #expect(calls.map { ReferenceWorld(site: site).facts($0).type?.text } == ["emergency", "international"])
        #expect(try Make.charges(site, calls) == ["unrated", "1"])
        var row = site.rateTables[0].versions[0].rows[0]
        (row.prefixes, row.short, row.bands[0].pricing) = (["110"], true, Make.blocks(60, "0.20"))
        site.rateTables[0].versions[0].rows.append(row)
        #expect(try Make.charges(site, calls) == ["0.2", "1"])
    }

    /// The longest prefix is sought in the version in force only, and the later version has no 49.
    @Test func versions() throws {
        let table = Make.table(Make.blocks(60, "1")) {
            var row = $0.versions[0].rows[0]
            (row.prefixes, row.bands[0].pricing) = (["49"], Make.blocks(60, "2"))
            $0.versions[0].rows.append(row)
            var next = Version(from: Make.wall("2026-01-05T12:00"))
            next.rows = [$0.versions[0].rows[0]]
            $0.versions.append(next)
        }
        // The charging instant counts: 11:59:59 with one second of ringing is noon.
        let calls = Make.calls([("2026-01-05T11:59:58", 60), ("2026-01-05T11:59:59", 60)]) { $0.ring = 1 }
        #expect(try Make.charges(Make.site([table]), calls) == ["2", "1"])
    }
}
