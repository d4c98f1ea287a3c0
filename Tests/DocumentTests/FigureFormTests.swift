import Document
import Money
import Testing
import Time

@Suite("Figures and days in each language")
struct FigureFormTests {
    private let day = CivilDay(year: 2026, month: 3, day: 2) ?? CivilDay(number: 0)

    @Test(
        "Points, groups and the order of a day",
        arguments: [
            ("en", "1\u{202F}234\u{202F}567.50", "-0.5", "2026-03-02"), ("de", "1.234.567,50", "-0,5", "02.03.2026"),
            ("fr", "1\u{202F}234\u{202F}567,50", "-0,5", "02/03/2026"), ("es", "1.234.567,50", "-0,5", "02/03/2026"),
            ("vi", "1.234.567,50", "-0,5", "02/03/2026"), ("ar", "1,234,567.50", "-0.5", "02/03/2026"),
            ("zh-Hans", "1,234,567.50", "-0.5", "2026-03-02"), ("xx", "1\u{202F}234\u{202F}567.50", "-0.5", "2026-03-02"),
        ])
    func each(language: String, money: String, decimal: String, date: String) {
        let form = FigureForm(language: language)
        #expect(form.text(.money(Money(Amount(millionths: 1_234_567_500_000), .usd))) == money)
        #expect(form.text(.decimal(-5, digits: 1)) == decimal)
        #expect(form.text(.day(day)) == date)
        #expect(form.text(.time(WallTime(day: day, second: 33_300))) == date + " 09:15:00")
        #expect(form.text(.duration(3_661)) == "1:01:01" && form.text(.empty).isEmpty)
        // What comes from outside is nobody's figure.
        #expect(form.text(.text("1234.5")) == "1234.5" && form.text(.number("4930123456")) == "4930123456")
        #expect(form.figure("no rate") == "no rate" && form.figure("") == "")
    }
}
