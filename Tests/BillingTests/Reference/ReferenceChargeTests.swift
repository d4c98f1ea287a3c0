import Model
import Money
import Site
import Testing
import Time

private typealias Make = ReferenceMake

/// The worked examples of DOMAIN section 4 and other charges, by hand.
@Suite struct ReferenceChargeTests {
    private func charge(
        _ table: RateTable, _ seconds: Int, at start: String = "2026-01-05T12:00:00", ring: Int? = nil, zone: Zone = .utc
    ) throws -> String {
        let site = Make.site([table]) { $0.settings.zone = zone }
        let calls = Make.calls([(start, seconds)]) { $0.ring = ring }
        return try Make.charges(site, calls)[0]
    }

    @Test func examples1And2() throws {
        let table = Make.table(Make.steps([(0, 60, "0.10", nil), (60, 6, "0.01", nil)]))
        #expect(try charge(table, 61) == "0.11")
        #expect(try charge(table, 60) == "0.1")
    }

    @Test func example3() throws {
        let table = Make.table(Make.blocks(60, "2.00")) { $0.versions[0].defaults.connection = Make.price("1.00") }
        #expect(try charge(table, 185) == "9")
    }

    @Test func examples4And5() throws {
        let pulses = { (atAnswer: Int) in
            Make.table(.interval(36)) {
                $0.kind = .pulse
                $0.versions[0].defaults.pulsePrice = Make.price("0.12")
                $0.versions[0].defaults.atAnswer = atAnswer
            }
        }
        #expect(try charge(pulses(1), 100) == "0.48")
        #expect(try charge(pulses(0), 36) == "0.12")
    }

    @Test func examples6And7() throws {
        var table = Make.table(Make.blocks(60, "0.30")) {
            $0.week = Make.week(day: 8, 20)
            $0.versions[0].rows[0].bands = Make.twoBands(Make.blocks(60, "0.30"), Make.blocks(60, "0.10"))
            $0.bands = .split
        }
        #expect(try charge(table, 200, at: "2026-01-05T19:58:30") == "0.8")
        table.bands = .start
        #expect(try charge(table, 200, at: "2026-01-05T19:58:30") == "1.2")
    }

    @Test func example8() throws {
        let table = Make.table(Make.steps([(0, 1, "0.10", 60)])) { $0.rounding = Rounding(multiple: 10_000, mode: .up) }
        #expect(try charge(table, 7) == "0.02")
    }

    @Test func example9() throws {
        #expect(try charge(Make.table(Make.steps([(0, 60, "1.00", nil), (180, 30, "0.25", nil)])), 200) == "3.25")
    }

    @Test func example10() throws {
        let table = Make.table(Make.blocks(60, "0.20")) {
            $0.versions[0].defaults.connection = Make.price("0.50")
            $0.versions[0].defaults.freeSeconds = 10
        }
        #expect(try charge(table, 70) == "0.7")
        #expect(try charge(table, 10) == "0")
    }

    @Test func example11() throws {
        let table = Make.table(Make.blocks(30, "0.10")) {
            $0.versions[0].defaults.freeSeconds = 10
            $0.versions[0].defaults.minimumDuration = 30
        }
        #expect(try charge(table, 35) == "0.1")
        #expect(try charge(table, 29) == "0")
    }

    @Test func example12() throws {
        let table = Make.table(Make.blocks(60, "0.30")) {
            $0.zone = RandomMonth.berlin
            // Night is 00 to 03, here the band called day.
            $0.week = Make.week(day: 0, 3)
            $0.versions[0].rows[0].bands = Make.twoBands(Make.blocks(60, "0.10"), Make.blocks(60, "0.30"))
            $0.bands = .split
        }
        #expect(try charge(table, 200, at: "2026-03-29T01:58:30", zone: RandomMonth.berlin) == "0.8")
    }

    @Test func example13() throws {
        let table = Make.table(Make.blocks(60, "0.30")) {
            $0.week = Make.week(day: 0, 20)
            $0.versions[0].rows[0].bands = Make.twoBands(Make.blocks(60, "0.30"), Make.blocks(60, "0.10"))
        }
        #expect(try charge(table, 60, at: "2026-01-05T19:59:50", ring: 15) == "0.1")
    }

    @Test func example14() throws {
        let table = { (count: Increments.Count) in
            Make.table(.increments(Increments(first: 30, next: 18, price: Make.price("0.60"), per: 60, count: count)))
        }
        #expect(try charge(table(.rest), 31) == "0.48")
        #expect(try charge(table(.rest), 37) == "0.48")
        #expect(try charge(table(.total), 31) == "0.36")
        #expect(try charge(table(.total), 37) == "0.54")
    }

    @Test func example15() throws {
        let table = Make.table(Make.blocks(60, "0.05")) { $0.versions[0].defaults.minimumCharge = Make.price("0.10") }
        let site = Make.site([table]) {
            $0.surcharges = [Surcharge(id: SurchargeID("s"), addition: .flat(Make.price("0.02"), nil))]
        }
        let line = try Make.bill(site, Make.calls([("2026-01-05T12:00", 30)])).lines[0]
        // 0.05 + 0.02 + 0.03 that the minimum added = 0.10.
        #expect([line.base, line.surcharges, line.adjustment, line.charge].map(\.text) == ["0.05", "0.02", "0.03", "0.1"])
    }

    /// A holiday is a night from 00:00 to 24:00: 23:59:30 on its eve is day, the block of 00:00:30 is night.
    @Test func holidays() throws {
        let table = Make.table(Make.blocks(60, "0.30")) {
            $0.bands = .split
            $0.week = Make.week(day: 0, 24)
            $0.week?.holidayMinutes = [UInt8](repeating: 1, count: 1440)
            $0.holidays = [Make.day("2026-01-06")]
            $0.versions[0].rows[0].bands = Make.twoBands(Make.blocks(60, "0.30"), Make.blocks(60, "0.10"))
        }
        #expect(try charge(table, 61, at: "2026-01-05T23:59:30") == "0.4")
        #expect(try charge(table, 61, at: "2026-01-06T23:59:30") == "0.4")
    }

    /// Metered: 0.05 + 3 × 0.20; counted although unanswered; a count of 0 and no answer is free.
    @Test func meteredPulses() throws {
        let table = Make.table(.interval(60)) {
            $0.kind = .pulse
            $0.pulses = .metered
            $0.versions[0].defaults.connection = Make.price("0.05")
            $0.versions[0].defaults.pulsePrice = Make.price("0.20")
        }
        let calls = [(10, 3), (0, 3), (0, 0), (10, 0), (61, nil)].enumerated().map { index, item -> ReferenceCall in
            var call = Make.calls([("2026-01-05T12:00:0\(index)", item.0)])[0]
            call.index = index + 1
            call.pulses = item.1
            return call
        }
        #expect(try Make.charges(Make.site([table]), calls) == ["0.65", "0.65", "free", "0.05", "0.45"])
    }

    /// Cost 0.10 EUR at 1.20 USD: 0.12 × 1.5 + 1.00 = 1.18. Given 0.30 EUR: 0.36; without an amount unrated.
    @Test func derivedAndGiven() throws {
        let cost = Make.table(Make.blocks(60, "0.10"), id: "cost") {
            $0.scheme = .cost
            $0.currency = Make.currency("EUR")
        }
        let derived = Make.table(Make.blocks(1, "9"), id: "derived") {
            $0.kind = .derived
            $0.versions[0].rows = []
            $0.versions[0].derived = Derivation(percent: Make.percent("50"), add: Make.price("1.00"))
        }
        var site = Make.site([derived, cost]) {
            $0.settings.defaultTable[.cost] = cost.id
            $0.exchangeRates.quotes = [Make.quote("2026-01-05", "EUR", "USD", "1.20")]
        }
        #expect(try Make.charges(site, Make.calls([("2026-01-05T12:00", 60), ("2026-01-05T12:01", 0)])) == ["1.18", "free"])
        site.rateTables[0].kind = .given
        var calls = Make.calls([("2026-01-05T12:00", 60), ("2026-01-05T12:01", 60)])
        (calls[0].given, calls[0].givenCurrency) = ("0.30", "EUR")
        #expect(try Make.charges(site, calls) == ["0.36", "unrated"])
    }

    /// 0.07 rounded up to tenths; a minimum charge does not touch it. A number without prefix is unrated.
    @Test func attemptCharge() throws {
        let table = Make.table(Make.blocks(60, "0.30")) {
            $0.attemptCharge = Make.price("0.07")
            $0.rounding = Rounding(multiple: 100_000, mode: .up)
            $0.versions[0].defaults.minimumCharge = Make.price("0.50")
            $0.versions[0].rows[0].prefixes = ["49"]
        }
        var calls = Make.calls([("2026-01-05T12:00", 0), ("2026-01-05T12:01", 0)])
        calls[1].called = "33"
        #expect(try Make.charges(Make.site([table]), calls) == ["0.1", "unrated"])
    }

    /// Base 10: flat 1 counts, 10 % counts is 1.10, 10 % of 10 + 1 + 1.00 is 1.20: 13.30 in all (section 5).
    @Test func percentagesOfSurcharges() throws {
        let site = Make.site([Make.table(Make.blocks(60, "10"))]) {
            var flat = Surcharge(id: SurchargeID("a"), addition: .flat(Make.price("1"), nil))
            flat.counts = true
            var first = Surcharge(id: SurchargeID("b"), addition: .percent(Make.percent("10")))
            first.counts = true
            $0.surcharges = [flat, first, Surcharge(id: SurchargeID("c"), addition: .percent(Make.percent("10")))]
        }
        #expect(try Make.charges(site, Make.calls([("2026-01-05T12:00", 60)])) == ["13.3"])
    }

    /// c = 61 s: two begun minutes of 0.01 EUR at 1.5 = 0.03, on a price of 0. Within free seconds none. On a day without rate unrated.
    @Test func surchargesPerMinuteInAnotherCurrency() throws {
        let table = Make.table(Make.blocks(60, "0")) { $0.versions[0].defaults.freeSeconds = 9 }
        let site = Make.site([table]) {
            $0.surcharges = [Surcharge(id: SurchargeID("a"), addition: .perMinute(Make.price("0.01"), Make.currency("EUR")))]
            $0.exchangeRates.quotes = [Make.quote("2026-01-05", "EUR", "USD", "1.5")]
        }
        let calls = Make.calls([("2026-01-05T12:00", 70), ("2026-01-05T13:00", 9), ("2026-01-13T12:00", 70)])
        #expect(try Make.charges(site, calls) == ["0.03", "0", "unrated"])
    }
}
