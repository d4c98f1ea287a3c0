import Testing

@testable import Time

struct CivilDayTests {
    @Test func everyDayOfEightCenturies() throws {
        var number = try #require(CivilDay(year: 1600, month: 1, day: 1)).number
        // 1600-01-01 was a Saturday; the same calendar counted up by hand beside the formula.
        var weekday = 5
        for year in 1600...2400 {
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (month, length) in zip(1..., [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
                for date in 1...length {
                    let day = try #require(CivilDay(year: year, month: month, day: date))
                    guard day.number == number, day.parts == (year, month, date), day.weekday == weekday else {
                        Issue.record("\(year)-\(month)-\(date) is \(day.number), \(day.parts), \(day.weekday)")
                        return
                    }
                    number += 1
                    weekday = (weekday + 1) % 7
                }
                #expect(CivilDay(year: year, month: month, day: length + 1) == nil)
            }
        }
    }

    @Test func endsOfTheCalendar() throws {
        #expect(try #require(CivilDay(year: 1970, month: 1, day: 1)).number == 0)
        #expect(try #require(CivilDay(text: "0001-01-01")).number == -719_162)
        #expect(try #require(CivilDay(text: "9999-12-31")).number == 2_932_896)
        #expect(try #require(CivilDay(text: "2026-03-02")).weekday == 0)
        for (year, month, day) in [(0, 1, 1), (10_000, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 2, 29), (1900, 2, 29)] {
            #expect(CivilDay(year: year, month: month, day: day) == nil)
        }
        #expect(CivilDay(year: .max, month: .max, day: .max) == nil)
        #expect(CivilDay(year: .min, month: .min, day: .min) == nil)
    }

    @Test func printAndParseAreInverse() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Dice(seed: seed)
        for _ in 0..<20_000 {
            let day = CivilDay(number: Int32.random(in: -719_162...2_932_896, using: &random))
            #expect(CivilDay(text: day.description) == day, "seed \(seed)")
        }
    }

    @Test(arguments: [
        "", "2026-3-2", "2026-02-29", "2026/03/02", "20260302", "2026-03-02 ", " 2026-03-02", "2026-03-0２", "-026-03-02", "2026-+3-02",
        "0000-01-01", "2026-13-01", "2026-00-01", "2026-01-00", "2026-03-02T00:00:00",
    ])
    func refused(text: String) {
        #expect(CivilDay(text: text) == nil)
    }

    @Test func ranges() throws {
        let february = try #require(DayRange(year: 2028, month: 2))
        #expect(february.count == 29)
        #expect(february.last.description == "2028-02-29")
        #expect(february.contains(february.first) && february.contains(february.last))
        #expect(!february.contains(february.last + 1) && !february.contains(february.first + -1))
        #expect(DayRange(february.last, february.first) == nil)
        #expect(DayRange(year: 2028, month: 13) == nil)
        #expect(CivilDay.length(2028, 13) == 0)
    }
}
