import Model
import Money
import Site
import Testing
import Time

private typealias Make = ReferenceMake

/// Calls, currency and bills (DOMAIN sections 2, 9, 10), by hand; and the arithmetic.
@Suite struct ReferenceBillTests {
    private let table = Make.table(Make.blocks(60, "0.10"))

    /// The same stamp, called and calling number: the first counts. Another leg is another call. The hour that does not exist, and more
    /// than a day, are quarantined. Below the allowance of a trunk a call is unanswered.
    @Test func states() throws {
        let site = Make.site([table]) {
            $0.settings.zone = RandomMonth.berlin
            var trunk = Trunk(id: TrunkID("T"), switch: SwitchID("main"))
            (trunk.answerAllowance, trunk.subtract) = (20, true)
            $0.trunks = [trunk]
        }
        var calls = Make.calls([
            ("2026-01-05T12:00", 60), ("2026-01-05T12:00", 90), ("2026-01-05T12:00", 90), ("2026-03-29T02:30", 60),
            ("2026-01-06T12:00", 86_401), ("2026-01-07T12:00", 20), ("2026-01-07T13:00", 80), ("2026-01-07T14:00", 60),
        ])
        calls[2].leg = "2"
        (calls[5].trunk, calls[6].trunk, calls[7].answered) = ("T", "T", false)
        let lines = try Make.bill(site, calls).lines
        #expect(lines.map(\.call) == [1, 3, 4, 5, 6, 7, 8])
        #expect(try Make.charges(site, calls) == ["0.1", "0.2", "quarantined", "quarantined", "free", "0.1", "free"])
    }

    @Test func ratesOfADay() throws {
        let world = ReferenceWorld(
            site: Make.site([table]) {
                $0.exchangeRates.quotes = [
                    Make.quote("2026-01-05", "USD", "VND", "25000"), Make.quote("2026-01-05", "USD", "VND", "25400"),
                    Make.quote("2026-01-05", "EUR", "USD", "1.1"), Make.quote("2026-01-06", "USD", "EUR", "0.9"),
                ]
            })
        let (usd, eur, vnd) = (Make.currency("USD"), Make.currency("EUR"), Make.currency("VND"))
        let rate = { (from: Currency, to: Currency, day: String) in world.exchange(from, to, Make.day(day))?.text }
        // The last entered of the day, seven days long.
        #expect(rate(usd, vnd, "2026-01-04") == nil)
        #expect(rate(usd, vnd, "2026-01-12") == "25400")
        #expect(rate(usd, vnd, "2026-01-13") == nil)
        // 1 / 25400 = 0.0000393700787401…; the pair itself goes before the newer inverse.
        #expect(rate(vnd, usd, "2026-01-05") == "0.00003937007874")
        #expect(rate(eur, usd, "2026-01-06") == "1.1")
        // The pair is too old on the 13th: 1 / 0.9.
        #expect(rate(eur, usd, "2026-01-13") == "1.111111111111111")
        // Across USD: 1.1 × 25400, and back 1 / 25400 × 0.9 = 0.0000354330708661….
        #expect(rate(eur, vnd, "2026-01-06") == "27940")
        #expect(rate(vnd, eur, "2026-01-06") == "0.000035433070866")
    }

    /// 0.10 EUR × 1.23456 = 0.123456: at four digits 0.1235. On the bill's date at 2: 0.20. Without a rate the bill stops.
    @Test func finalCharges() throws {
        var site = Make.site([table]) {
            $0.rateTables[0].currency = Make.currency("EUR")
            $0.exchangeRates.quotes = [
                Make.quote("2026-01-05", "EUR", "USD", "1.23456"), Make.quote("2026-01-31", "EUR", "USD", "2"),
            ]
        }
        let calls = Make.calls([("2026-01-05T12:00", 60)])
        let line = try Make.bill(site, calls).lines[0]
        #expect([line.net.text, line.rate, line.final.text] == ["0.1", "1.23456", "0.1235"])
        site.parties[0].exchangeAt = .bill
        #expect(try Make.bill(site, calls, "2026-01-01", "2026-01-31").lines[0].final.text == "0.2")
        let missing = ReferenceMissingRate(from: Make.currency("EUR"), to: .usd, day: Make.day("2026-12-31"))
        #expect(throws: missing) { try Make.bill(site, calls) }
    }

    /// The 31st: January 31 to February 27, February 28 to March 30, then March 31 to April 29.
    @Test func cyclesOfThe31st() {
        var site = Make.site([table])
        site.parties[0].billingCycle = [BillingCycle(day: 31), BillingCycle(from: Make.day("2026-05-10"), day: 15)]
        let world = ReferenceWorld(site: site)
        let period = { (day: String) in world.period(site.parties[0], Make.day(day)) }
        #expect(period("2026-02-27") == DayRange(Make.day("2026-01-31"), Make.day("2026-02-27")))
        #expect(period("2026-02-28") == DayRange(Make.day("2026-02-28"), Make.day("2026-03-30")))
        #expect(period("2026-04-01") == DayRange(Make.day("2026-03-31"), Make.day("2026-04-29")))
        // From May 10 on the 15th: April 30 to May 14.
        #expect(period("2026-05-10") == DayRange(Make.day("2026-04-30"), Make.day("2026-05-14")))
    }

    /// An allowance runs over the party's period: a call on the 14th and one on the 15th have one each.
    @Test func allowancesRunOverTheCycle() throws {
        var site = Make.site([table]) { $0.packages = [Make.package([.allowance(Allowance(grant: .calls(1)))])] }
        let calls = Make.calls([("2026-01-14T23:59:59", 60), ("2026-01-15T00:00", 60)])
        #expect(try Make.nets(site, calls) == ["0", "0.1"])
        site.parties[0].billingCycle = [BillingCycle(day: 15)]
        #expect(try Make.nets(site, calls) == ["0", "0"])
    }

    /// 31 USD a month from January 15 on, prorata: 17 of 31 days are 17.00; February whole. A quarter at the day of January 10: due on
    /// January 15 as a part, then on April 10. Once on its day. Of a node for the party below.
    @Test func recurringCharges() throws {
        var site = Make.site([table]) {
            let charge = { (id: String, holder: Holder, every: RecurringCharge.Every) in
                RecurringCharge(
                    id: RecurringID(id), name: id, holder: holder, amount: Make.price("31"), every: every, from: Make.day("2026-01-15"))
            }
            $0.recurring = [
                charge("m", .party(PartyID("101")), .month), charge("q", .organisation(NodeID("sales")), .quarter),
                charge("o", .party(PartyID("101")), .once), charge("x", .party(PartyID("102")), .month),
            ]
            $0.recurring[0].prorata = true
            $0.recurring[0].to = Make.day("2026-03-01")
        }
        let pieces = {
            try Make.bill(site, [], "2026-01-01", "2026-04-30").bill.recurring.map { "\($0.id) \($0.amount) \($0.from) \($0.to)" }
        }
        #expect(
            try pieces() == [
                "m 17 2026-01-15 2026-01-31", "m 31 2026-02-01 2026-02-28", "m 1 2026-03-01 2026-03-01",
                "q 31 2026-01-15 2026-03-31", "q 31 2026-04-01 2026-06-30", "o 31 2026-01-15 2026-01-15",
            ])
        // From the 10th on: January 15 to February 9 are 26 of 31 days; March 1 is the 20th of February 10 to March 9.
        site.parties[0].billingCycle = [BillingCycle(day: 10)]
        site.recurring.removeLast(2)
        #expect(
            try pieces() == [
                // 31 × 26 / 31; 31 × 20 / 28 = 22.142857…
                "m 26 2026-01-15 2026-02-09", "m 22.1429 2026-02-10 2026-03-01", "q 31 2026-01-15 2026-04-09",
                "q 31 2026-04-10 2026-07-09",
            ])
        #expect(try Make.bill(site, [], scheme: .cost).bill.recurring.isEmpty)
    }

    private func taxed(_ taxes: [(String, String, Bool, [String])], prices: String) throws -> ReferenceBill {
        let site = Make.site([Make.table(Make.blocks(60, prices))]) {
            $0.taxes = taxes.map { id, percent, inclusive, compound in
                var tax = Tax(id: TaxID(id), name: id)
                tax.rates = [Tax.Rate(from: Make.day("2020-01-01"), percent: Make.percent(percent))]
                (tax.inclusive, tax.compound, tax.types) = (inclusive, compound.map { TaxID($0) }, [CallTypeID("local")])
                return tax
            }
        }
        return try Make.bill(site, Make.calls([("2026-01-05T12:00", 60), ("2026-01-06T12:00", 60), ("2026-01-07T12:00", 60)])).bill
    }

    /// 3 × 0.0833 = 0.2499, half-even 0.25: 0.0001 of rounding. 10 % are 0.025, half-up 0.03: total 0.28.
    @Test func taxes() throws {
        let bill = try taxed([("vat", "10", false, [])], prices: "0.0833")
        #expect(bill.calls.text == "0.2499")
        #expect(bill.rounding.text == "0.0001")
        #expect(bill.taxes.map { "\($0.id) \($0.net) \($0.tax)" } == ["vat 0.25 0.03"])
        #expect(bill.total.text == "0.28")
    }

    /// 30.00: 10 % are 3.00; 5 % of 33.00 are 1.65: total 34.65.
    @Test func compoundTax() throws {
        let bill = try taxed([("a", "10", false, []), ("b", "5", false, ["a"])], prices: "10")
        #expect(bill.taxes.map { "\($0.id) \($0.net) \($0.tax)" } == ["a 30 3", "b 30 1.65"])
        #expect(bill.total.text == "34.65")
    }

    /// 30.00 contain 19 %: 30 × 19 / 119 = 4.789… = 4.79. The net of the other is 25.21, 10 % of it 2.521 = 2.52: total 32.52.
    @Test func inclusiveTax() throws {
        let bill = try taxed([("in", "19", true, []), ("ex", "10", false, [])], prices: "10")
        #expect(bill.taxes.map { "\($0.id) \($0.net) \($0.tax)" } == ["in 25.21 4.79", "ex 25.21 2.52"])
        #expect(bill.total.text == "32.52")
    }

    /// A rate changes on January 7: 20.00 at 10 % and 10.00 at 20 % are two taxes; calls of another type bear none. Cost bears none.
    @Test func ratesOfATax() throws {
        var site = Make.site([Make.table(Make.blocks(60, "10"))]) {
            var tax = Tax(id: TaxID("vat"), name: "VAT")
            tax.rates = [("2020-01-01", "10"), ("2026-01-07", "20")].map { Tax.Rate(from: Make.day($0.0), percent: Make.percent($0.1)) }
            tax.types = [CallTypeID("local")]
            $0.taxes = [tax]
        }
        var calls = Make.calls([("2026-01-05T12:00", 60), ("2026-01-06T12:00", 60), ("2026-01-07T12:00", 60), ("2026-01-08T12:00", 60)])
        calls[3].called = "12"
        let bill = try Make.bill(site, calls).bill
        #expect(bill.taxes.map { "\($0.percent.text) \($0.net) \($0.tax)" } == ["10 20 2", "20 10 2"])
        #expect(bill.total.text == "44")
        site.rateTables[0].scheme = .cost
        site.settings.defaultTable = [.cost: site.rateTables[0].id]
        #expect(try Make.bill(site, calls, scheme: .cost).bill.total.text == "40")
    }

    /// Quotient × divisor + remainder is the number again, far beyond 128 bits.
    @Test func arithmetic() {
        var dice = ReferenceDice(7)
        for _ in 0..<300 {
            let number = { (limbs: Int) in (0..<limbs).reduce(Whole(1)) { value, _ in value * Whole(UInt64.max) + Whole(dice.next()) } }
            let (dividend, divisor) = (number(dice.below(6)), number(dice.below(4)))
            let (quotient, remainder) = dividend.divided(by: divisor)
            #expect(quotient * divisor + remainder == dividend)
            #expect(remainder < divisor && !remainder.isNegative)
            #expect(dividend - divisor + divisor == dividend)
        }
        #expect((Whole.powerOfTen(60) - Whole.one).text == String(repeating: "9", count: 60))
        #expect(Make.exact("-0.125").rounded(decimals: 2).text == "-0.12")
        #expect(Make.exact("0.135").rounded(decimals: 2).text == "0.14")
        #expect((Exact(1, over: 3) + Exact(1, over: 6)).text == "0.5")
    }
}
