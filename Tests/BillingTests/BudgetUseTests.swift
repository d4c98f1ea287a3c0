import Billing
import Money
import Testing
import Time

@Suite("What is left of a budget") struct BudgetUseTests {
    private func amount(_ text: String) throws -> Amount { try Amount(text: text) }

    private func use(_ budget: String, _ spent: String, today: Int, month: Int = 3, warnAt: Int = 80) throws -> BudgetUse {
        let day = try #require(CivilDay(year: 2026, month: month, day: today))
        let days = try #require(DayRange(year: 2026, month: 3))
        return BudgetUse(budget: try amount(budget), spent: try amount(spent), warnAt: warnAt, days: days, today: day)
    }

    /// 12.40 in 10 of 31 days: 38.44 in all.
    @Test func inTheMonth() throws {
        let use = try use("50", "12.40", today: 10)
        #expect(
            use.used == 248 && use.left?.text(minorUnit: 0) == "37.6" && use.forecast?.text(minorUnit: 0) == "38.44" && use.level == .fine)
        #expect(use.days == 31 && use.elapsed == 10)
    }

    @Test func levels() throws {
        #expect(try use("50", "39.999999", today: 1).level == .fine)
        #expect(try use("50", "39.999999", today: 1).used == 800)
        #expect(try use("50", "40", today: 1).level == .warned)
        #expect(try use("50", "49.999999", today: 1).level == .warned)
        #expect(try use("50", "50", today: 1).level == .spent)
        #expect(try use("50", "50", today: 1).left == .zero)
        let over = try use("50", "75", today: 1, warnAt: 100)
        #expect(over.level == .spent && over.used == 1500 && over.left?.text(minorUnit: 0) == "-25")
        #expect(try use("50", "0", today: 1).level == .fine)
        #expect(try use("50", "0", today: 1).forecast == .zero)
    }

    @Test func beforeAndAfter() throws {
        let before = try use("50", "0", today: 28, month: 2)
        #expect(before.elapsed == 0 && before.forecast == nil)
        let after = try use("50", "31", today: 5, month: 4)
        #expect(after.elapsed == 31 && after.forecast?.text(minorUnit: 0) == "31")
    }

    /// 1 in 3 of 31 days is 10.333333, half to even.
    @Test func forecastIsRounded() throws { #expect(try use("50", "1", today: 3).forecast?.text(minorUnit: 0) == "10.333333") }
}
