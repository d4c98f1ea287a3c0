import Model
import Reading
import Site
import Testing

/// A page reads a source by the rules of the site file.
@Suite struct SourceEntriesTests {
    private var site: Site {
        var site = Site()
        site.switches = [Switch(id: SwitchID("main"))]
        site.switches[0].format = FormatID("tollbook-csv")
        return site
    }

    @Test func everySourceIsReadBackFromItsEntries() throws {
        var count = 0
        for seed in UInt64(1)...300 {
            var random = RandomSite(seed: seed)
            let site = random.site()
            for source in site.sources {
                let (found, problems) = SourceEntries(source).read(in: site)
                #expect(problems.isEmpty, "seed \(seed): \(problems)")
                #expect(found == source, "seed \(seed)")
                count += 1
            }
        }
        #expect(count > 200)
    }

    @Test func whatIsWrongIsSaidByTheField() {
        var entries = SourceEntries(way: "tcpServer")
        (entries.id, entries.switch, entries.silentAfter) = ("Not an id", "other", "5")
        entries.values["port"] = "seventy"
        let (found, problems) = entries.read(in: site)
        #expect(found == nil)
        #expect(Set(problems.map(\.field)) == ["id", "switch", "silentAfter", "port", "allowed"])
        #expect(problems.allSatisfy { !$0.mend.isEmpty })
        var login = SourceEntries(way: "tcpClient")
        (login.id, login.switch) = ("pbx", "main")
        login.values = ["host": "pbx", "port": "23", "login": "expect: \"login: \"\nsend: [\npause: 0", "answers": "to: \"x\""]
        #expect(Set(login.read(in: site).problems.map(\.field)) == ["login", "answers"])
        #expect(SourceEntries(way: "").read(in: site).problems.contains { $0.message.contains("how the bytes come") })
    }

    @Test(arguments: RoundTripTests.hostile) func hostileTextsAreRefusedOrLiteral(text: String) {
        for way in SourceWay.keys {
            var entries = SourceEntries(way: way)
            (entries.id, entries.switch, entries.format) = ("x", "main", "")
            for (key, _) in SourceEntries.settings(of: way) { entries.values[key] = text }
            let (found, problems) = entries.read(in: site)
            #expect(found != nil || !problems.isEmpty)
            if let found { #expect(found.id == SourceID("x") && found.way.key == way) }
        }
    }
}
