import Model
import Money
import Site
import Testing
import Time

private typealias Make = ReferenceMake

/// Volume discount (section 7) and the choice of a table (section 8), by hand.
@Suite struct ReferenceVolumeTests {
    private func discount(
        _ measure: VolumeDiscount.Measure, _ mode: VolumeDiscount.Mode, _ tiers: [(String, String)],
        _ change: (inout VolumeDiscount) -> Void = { _ in }
    ) -> VolumeDiscount {
        var discount = VolumeDiscount()
        (discount.measure, discount.mode) = (measure, mode)
        discount.tiers = tiers.map { VolumeDiscount.Tier(from: Make.amount($0.0), percent: Make.percent($0.1)) }
        change(&discount)
        return discount
    }

    private func table(_ discounts: [VolumeDiscount], _ price: String = "0.01") -> RateTable {
        Make.table(Make.blocks(1, price)) { $0.volumeDiscount = discounts }
    }

    /// 0.60, 0.60, 2.00: from 1.00 10 %, from 2.00 20 %. The second is 0.20 above: 0.02. The third has 0.80 at 10 % and 1.20 at 20 %:
    /// 0.08 + 0.24. In February all begins again.
    @Test func graduatedByCharge() throws {
        let site = Make.site([table([discount(.charge, .graduated, [("1", "10"), ("2", "20")])])])
        let calls = Make.calls([
            ("2026-01-05T12:00", 60), ("2026-01-06T12:00", 60), ("2026-01-31T23:59:59", 200), ("2026-02-01T00:00", 60),
        ])
        #expect(try Make.nets(site, calls) == ["0.6", "0.58", "1.68", "0.6"])
    }

    /// By minutes from 1.5: of the second minute the second half: 50 % of 0.30. A call that a package made free measures nothing.
    @Test func graduatedByMinutesAfterPackages() throws {
        let site = Make.site([table([discount(.minutes, .graduated, [("1.5", "50")])])]) {
            $0.packages = [Make.package([Make.seconds(60)])]
        }
        let calls = Make.calls([("2026-01-04T12:00", 60), ("2026-01-05T12:00", 60), ("2026-01-06T12:00", 60)])
        #expect(try Make.nets(site, calls) == ["0", "0.6", "0.45"])
    }

    /// A tier from 1 begins after one call.
    @Test func graduatedByCalls() throws {
        let site = Make.site([table([discount(.calls, .graduated, [("1", "50"), ("2", "100")])])])
        let calls = Make.calls([("2026-01-05T12:00", 60), ("2026-01-06T12:00", 60), ("2026-01-07T12:00", 60)])
        #expect(try Make.nets(site, calls) == ["0.6", "0.3", "0"])
    }

    /// Two minutes in all reach the tier from 2 exactly, for both calls; one second less does not.
    @Test func wholeVolume() throws {
        let site = Make.site([table([discount(.minutes, .whole, [("2", "50")])])])
        #expect(try Make.nets(site, Make.calls([("2026-01-05T12:00", 60), ("2026-01-06T12:00", 60)])) == ["0.3", "0.3"])
        #expect(try Make.nets(site, Make.calls([("2026-01-05T12:00", 60), ("2026-01-06T12:00", 59)])) == ["0.6", "0.59"])
    }

    /// The version of the period's last second says the tiers of a whole volume, that of the call those of a graduated one.
    @Test func tiersOfVersions() throws {
        let calls = Make.calls([("2026-01-05T12:00", 60), ("2026-01-20T12:00", 60)])
        for (mode, nets) in [(VolumeDiscount.Mode.whole, ["0.3", "0.3"]), (.graduated, ["0.54", "0.3"])] {
            var table = table([discount(.charge, mode, [("0", "10")])])
            table.versions.append(table.versions[0])
            table.versions[1].from = Make.wall("2026-01-10T00:00")
            table.versions[1].volumeDiscount = [discount(.charge, mode, [("0", "50")])]
            #expect(try Make.nets(Make.site([table]), calls) == nets)
        }
    }

    /// International calls are measured apart; the first rule that takes a type counts.
    @Test func typesAreMeasuredApart() throws {
        let international = discount(.calls, .graduated, [("1", "50")]) { $0.types = [CallTypeID("international")] }
        let site = Make.site([table([international, discount(.calls, .graduated, [("1", "10")])])])
        var calls = Make.calls([("2026-01-05T12:00", 100), ("2026-01-06T12:00", 100), ("2026-01-07T12:00", 100)])
        calls[0].called = "12"
        calls[2].called = "12"
        #expect(try Make.nets(site, calls) == ["1", "1", "0.5"])
    }

    /// Over a provider: both parties and both tables of the month. 1.00 USD of 102 are 0.50 EUR, then 101 calls for 1.00 EUR: what is
    /// above 1.00 EUR, a half of it, has 10 % off, 0.05 EUR. Over the table itself nothing is.
    @Test func overAProvider() throws {
        var first = table([], "0.01")
        first.provider = ProviderID("p")
        var second = table([discount(.charge, .graduated, [("1", "10")]) { $0.over = .provider }], "0.01")
        (second.id, second.provider, second.currency) = (RateTableID("u"), ProviderID("p"), Make.currency("EUR"))
        var site = Make.site([first, second]) {
            $0.parties[0].table[.price] = RateTableID("u")
            $0.exchangeRates.quotes = [Make.quote("2026-01-05", "EUR", "USD", "2")]
        }
        var calls = Make.calls([("2026-01-05T12:00", 100), ("2026-01-06T12:00", 100)])
        calls[0].calling = "102"
        #expect(try Make.nets(site, calls) == ["0.95"])
        site.rateTables[1].provider = nil
        #expect(try Make.nets(site, calls) == ["1"])
    }

    /// Rule, then trunk, then party, then the site's; the party may go before the trunk. Tables: 1 of the rule, 2 trunk, 3 party, 4 site.
    @Test func orderOfTables() throws {
        let tables = [4, 1, 2, 3].map { Make.table(Make.blocks(60, "\($0)"), id: "\($0)") }
        var site = Make.site(tables) {
            var rule = SelectionRule(table: RateTableID("1"))
            rule.when.called = ["497*"]
            $0.selection = [rule]
            var trunk = Trunk(id: TrunkID("T"), switch: SwitchID("main"))
            trunk.table[.price] = RateTableID("2")
            $0.trunks = [trunk]
            $0.parties[0].table[.price] = RateTableID("3")
        }
        var calls = Make.calls([("2026-01-05T12:00", 60), ("2026-01-05T12:01", 60), ("2026-01-05T12:02", 60), ("2026-01-05T12:03", 60)])
        (calls[0].called, calls[0].trunk, calls[1].trunk, calls[3].calling) = ("4977", "T", "T", "102")
        #expect(try Make.charges(site, calls) == ["1", "2", "3"])
        #expect(try Make.nets(site, calls, party: "102") == ["4"])
        site.settings.tableOrder = [.party, .trunk]
        #expect(try Make.charges(site, calls) == ["1", "3", "3"])
    }

    /// An incoming call is charged by a rule that names its direction, and only by such a one; its party is the extension that answered.
    @Test func otherDirections() throws {
        var site = Make.site([Make.table(Make.blocks(60, "1")), Make.table(Make.blocks(60, "2"), id: "in")])
        let calls = Make.calls([("2026-01-05T12:00", 60)]) {
            ($0.direction, $0.calling, $0.extension, $0.called) = (.in, "4930", "101", "101")
        }
        #expect(try Make.charges(site, calls) == ["free"])
        site.selection = [SelectionRule(table: RateTableID("t")), SelectionRule(table: RateTableID("in"))]
        #expect(try Make.charges(site, calls) == ["free"])
        site.selection[1].when.directions = [.in]
        #expect(try Make.charges(site, calls) == ["2"])
    }
}
