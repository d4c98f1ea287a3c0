import Model
import Money
import Site
import Testing
import Time

private typealias Make = ReferenceMake

/// Packages and volume discount (DOMAIN sections 6 and 7), by hand.
@Suite struct ReferenceSettlementTests {
    /// A second costs 0.001, so that rests are easily read.
    private let bySecond = Make.table(Make.blocks(1, "0.001"))
    private let byMinute = Make.table(Make.blocks(60, "0.10"))

    private func site(_ table: RateTable, _ packages: [Package], _ change: (inout Site) -> Void = { _ in }) -> Site {
        Make.site([table]) {
            $0.packages = packages
            change(&$0)
        }
    }

    /// 0.10 less 10 % = 0.09, less 0.02 = 0.07; in the other order 0.08 less 10 % = 0.072; never below zero.
    @Test func percentagesAndAmountsInTheirOrder() throws {
        let tenth = PackageRule.Effect.percent(Make.percent("10"))
        let amount = PackageRule.Effect.perCall(Make.price("0.02"), nil)
        let calls = Make.calls([("2026-01-05T12:00", 60)])
        #expect(try Make.nets(site(byMinute, [Make.package([tenth, amount])]), calls) == ["0.07"])
        #expect(try Make.nets(site(byMinute, [Make.package([amount, tenth])]), calls) == ["0.072"])
        #expect(try Make.nets(site(byMinute, [Make.package([.perCall(Make.price("3"), nil), tenth])]), calls) == ["0"])
    }

    /// 61 s are two begun minutes: 2 × 0.005 EUR at 2 = 0.02 off 0.061.
    @Test func amountPerMinuteInAnotherCurrency() throws {
        let site = site(bySecond, [Make.package([.perMinute(Make.price("0.005"), Make.currency("EUR"))])]) {
            $0.exchangeRates.quotes = [Make.quote("2026-01-05", "EUR", "USD", "2")]
        }
        #expect(try Make.nets(site, Make.calls([("2026-01-05T12:00", 61)])) == ["0.041"])
    }

    /// 90 s: the first call of 60 s is inside, of the second 30 s are covered and 30 s left: 0.03; the third pays all.
    @Test func secondsUntilTheyAreUsedUp() throws {
        let calls = Make.calls([("2026-01-05T12:00", 60), ("2026-01-06T12:00", 60), ("2026-01-07T12:00", 60)])
        #expect(try Make.nets(site(bySecond, [Make.package([Make.seconds(90)])]), calls) == ["0", "0.03", "0.06"])
        // The order of the input plays no part, that of the calls does.
        let turned = Make.calls([("2026-01-07T12:00", 60), ("2026-01-06T12:00", 60), ("2026-01-05T12:00", 60)])
        #expect(try Make.nets(site(bySecond, [Make.package([Make.seconds(90)])]), turned) == ["0.06", "0.03", "0"])
    }

    /// 30 s of 70 s covered: a rest of 40 s has a connection of 0.05 and a block of its own, free seconds not again: 0.05 + 0.10. The
    /// whole would cost c = 60 s: 0.15, so that nothing comes off.
    @Test func theRestIsACallOfItsOwn() throws {
        var table = byMinute
        table.versions[0].defaults.connection = Make.price("0.05")
        table.versions[0].defaults.freeSeconds = 10
        let calls = Make.calls([("2026-01-05T12:00", 70), ("2026-01-06T12:00", 130)])
        // Second call: c = 120 costs 0.25; its last 20 s after 100 s, one block: 0.15.
        #expect(try Make.nets(site(table, [Make.package([Make.seconds(30)])]), calls) == ["0.15", "0.25"])
        #expect(try Make.nets(site(table, [Make.package([Make.seconds(160)])]), calls) == ["0", "0.15"])
    }

    /// Day until 20:00 at 0.30, then 0.10 a minute, by the start: the rest begins at 20:00:30 and costs 0.10.
    @Test func theRestHasItsOwnBand() throws {
        let table = Make.table(Make.blocks(60, "0.30")) {
            $0.week = Make.week(day: 0, 20)
            $0.versions[0].rows[0].bands = Make.twoBands(Make.blocks(60, "0.30"), Make.blocks(60, "0.10"))
        }
        let calls = Make.calls([("2026-01-05T19:59:30", 120), ("2026-01-06T12:00", 60)])
        #expect(try Make.nets(site(table, [Make.package([Make.seconds(60)])]), calls) == ["0.1", "0.3"])
        // A night without price: the first call is unrated and consumes nothing, the second is inside.
        var hole = table
        hole.versions[0].rows[0].bands.removeLast()
        #expect(try Make.nets(site(hole, [Make.package([Make.seconds(60)])]), calls) == ["unrated", "0"])
    }

    /// A flat surcharge of 0.02 stays, and 50 % act on it: 0.01; with `covers: all` nothing stays. The 10 % surcharge goes.
    @Test func flatSurchargesStay() throws {
        let surcharges = [
            Surcharge(id: SurchargeID("a"), addition: .flat(Make.price("0.02"), nil)),
            Surcharge(id: SurchargeID("b"), addition: .percent(Make.percent("10"))),
        ]
        let half = PackageRule.Effect.percent(Make.percent("50"))
        let calls = Make.calls([("2026-01-05T12:00", 60)])
        let plain = site(byMinute, [Make.package([half, Make.seconds(60)])]) { $0.surcharges = surcharges }
        #expect(try Make.bill(plain, calls).lines[0].charge.text == "0.13")
        #expect(try Make.nets(plain, calls) == ["0.01"])
        let all = site(byMinute, [Make.package([half, Make.seconds(60) { $0.covers = .all }])]) { $0.surcharges = surcharges }
        #expect(try Make.nets(all, calls) == ["0"])
    }

    /// Three minutes: 61 s take two, of 121 s (three) the one left covers 60 s, and 61 s at 0.001 stay.
    @Test func begunMinutes() throws {
        let site = site(bySecond, [Make.package([Make.seconds(180, perMinute: true)])])
        #expect(try Make.nets(site, Make.calls([("2026-01-05T12:00", 61), ("2026-01-06T12:00", 121)])) == ["0", "0.061"])
    }

    /// 40 s from one and 20 s from another allowance: of 100 s 40 s stay.
    @Test func aSecondAllowanceCoversTheRest() throws {
        let site = site(bySecond, [Make.package([Make.seconds(40), Make.seconds(20)])])
        #expect(try Make.nets(site, Make.calls([("2026-01-05T12:00", 100)])) == ["0.04"])
    }

    /// One call; a call of charge 0 does not consume it. Seconds listed after it are left alone by the call that it covers.
    @Test func wholeCalls() throws {
        var table = bySecond
        table.versions[0].defaults.minimumDuration = 5
        let one = PackageRule.Effect.allowance(Allowance(grant: .calls(1)))
        let site = site(table, [Make.package([one, Make.seconds(30)])])
        let calls = Make.calls([("2026-01-05T12:00", 4), ("2026-01-06T12:00", 100), ("2026-01-07T12:00", 50)])
        #expect(try Make.nets(site, calls) == ["0", "0", "0.02"])
    }

    /// 0.15 of money reach for 0.10 and 0.05 of the second, after the percentage that stands behind them.
    @Test func money() throws {
        let money = PackageRule.Effect.allowance(Allowance(grant: .money(Money(Make.amount("0.15"), .usd))))
        let calls = Make.calls([("2026-01-05T12:00", 60), ("2026-01-06T12:00", 60), ("2026-01-07T12:00", 60)])
        #expect(try Make.nets(site(byMinute, [Make.package([money])]), calls) == ["0", "0.05", "0.1"])
        let half = PackageRule.Effect.percent(Make.percent("50"))
        #expect(try Make.nets(site(byMinute, [Make.package([money, half])]), calls) == ["0", "0", "0"])
    }

    /// 1 EUR at 1.1 reaches 1.10 USD. 0.50 are taken: × 0.909090909090909 = 0.454545454545 (12 decimals). 0.545454545455 are left, × 1.1
    /// = 0.6000000000005, half-even 0.6: of 0.80 stay 0.20.
    @Test func moneyThereAndBack() throws {
        let money = PackageRule.Effect.allowance(Allowance(grant: .money(Money(Make.amount("1"), Make.currency("EUR")))))
        let site = site(Make.table(Make.blocks(1, "0.01")), [Make.package([money])]) {
            $0.exchangeRates.quotes = [Make.quote("2026-01-05", "EUR", "USD", "1.1")]
        }
        #expect(try Make.nets(site, Make.calls([("2026-01-05T12:00", 50), ("2026-01-06T12:00", 80)])) == ["0", "0.2"])
    }

    /// 10 % of 0.10 is less than 0.015; of 0.20 more. Then 5 s, listed first, take off less than either and are not used.
    @Test func bestOf() throws {
        let effects: [PackageRule.Effect] = [Make.seconds(5), .percent(Make.percent("10")), .perCall(Make.price("0.015"), nil)]
        let site = site(bySecond, [Make.package(effects) { $0.mode = .bestOf }])
        let calls = Make.calls([("2026-01-05T12:00", 100), ("2026-01-06T12:00", 200), ("2026-01-07T12:00", 3)])
        // 3 s: the seconds would take all, the amount too (0.003): the first of equals.
        #expect(try Make.nets(site, calls) == ["0.085", "0.18", "0"])
    }

    /// 16 of 31 days: 100 × 16 / 31 = 51.6, so 51 s; a second assignment that is not prorata gives the whole.
    @Test func prorata() throws {
        var package = Make.package([Make.seconds(100)]) {
            $0.assigned[0].validity = Validity(from: Make.day("2026-01-16"))
            $0.assigned[0].prorata = true
        }
        let calls = Make.calls([("2026-01-20T12:00", 100)])
        #expect(try Make.nets(site(bySecond, [package]), calls) == ["0.049"])
        var early = Package.Assignment(holder: .party(PartyID("101")), validity: Validity(to: Make.day("2026-01-02")))
        package.assigned.append(early)
        #expect(try Make.nets(site(bySecond, [package]), calls) == ["0"])
        // Two days more, prorata too: 18 of 31 days are 58 s.
        early.prorata = true
        package.assigned[1] = early
        #expect(try Make.nets(site(bySecond, [package]), calls) == ["0.042"])
    }

    /// January leaves 40 s; February has 100 + 40, of which 150 s leave 10; March has its own 100 alone.
    @Test func carryOver() throws {
        let package = Make.package([Make.seconds(100) { $0.carryOver = true }])
        let calls = Make.calls([("2026-01-05T12:00", 60), ("2026-02-05T12:00", 150), ("2026-03-05T12:00", 150)])
        #expect(try Make.nets(site(bySecond, [package]), calls) == ["0", "0.01", "0.05"])
        // A package that began in February carries nothing into it.
        var late = package
        late.assigned[0].validity = Validity(from: Make.day("2026-02-01"))
        #expect(try Make.nets(site(bySecond, [late]), calls) == ["0.06", "0.05", "0.05"])
    }

    /// 101 and 102 share 100 s: 60 of the first, 40 of the second's 60. Unshared each has its own.
    @Test func sharedByANode() throws {
        var package = Make.package([Make.seconds(100)]) {
            $0.assigned = [Package.Assignment(holder: .organisation(NodeID("sales")), validity: Validity())]
        }
        var calls = Make.calls([("2026-01-05T12:00", 60), ("2026-01-06T12:00", 60)])
        calls[1].calling = "102"
        #expect(try Make.nets(site(bySecond, [package]), calls, party: "102") == ["0"])
        package.assigned[0].shared = true
        #expect(try Make.nets(site(bySecond, [package]), calls, party: "102") == ["0.02"])
        #expect(try Make.nets(site(bySecond, [package]), calls, party: "101") == ["0"])
    }

    /// Metered: 4 pulses of 0.25 = 1.00 over 100 s; 30 s covered leave 0.70.
    @Test func aMeteredRestIsAShare() throws {
        let table = Make.table(.interval(60)) {
            $0.kind = .pulse
            $0.pulses = .metered
            $0.versions[0].defaults.pulsePrice = Make.price("0.25")
        }
        let calls = Make.calls([("2026-01-05T12:00", 100)]) { $0.pulses = 4 }
        #expect(try Make.nets(site(table, [Make.package([Make.seconds(30)])]), calls) == ["0.7"])
    }

    /// Only Saturday and Sunday: 2026-01-10 is a Saturday, by the charging instant.
    @Test func bandsOfAPackage() throws {
        let minutes = (0..<10_080).map { $0 >= 5 * 1440 }
        let package = Make.package([.percent(Make.percent("50"))]) { $0.rules[0].when.band = .week(["Sat-Sun"], minutes: minutes) }
        let calls = Make.calls([("2026-01-09T23:59:50", 60), ("2026-01-12T00:00", 60)]) { $0.ring = 10 }
        #expect(try Make.nets(site(byMinute, [package]), calls) == ["0.05", "0.1"])
    }
}
