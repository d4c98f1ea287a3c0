import Foundation
import Testing

@testable import Reading

/// Numbers and days of a sheet, digit by digit.
@Suite struct WrittenNumberTests {
    @Test(arguments: [
        ("4930123456", "4930123456"), ("4.930123456E9", "4930123456"), ("4.930123456e+09", "4930123456"), ("355.0", "355"), ("0", "0"),
        ("-0.0", "0"), ("007", "7"), ("-5", "-5"), ("+5", "5"), (".5", "0.5"), ("5.", "5"), ("0.30000000000000004", "0.3"),
        ("1.1000000000000001", "1.1"), ("123456789012345", "123456789012345"), ("12345678901234567", "12345678901234567"),
        ("0.99999999999999999", "1"), ("9999999999999999.9", "10000000000000000"), ("1E-7", "0.0000001"),
        ("1e21", "1000000000000000000000"),
        ("1234567890123456.7", "1234567890123457"), ("0E400", "0"),
    ])
    func printsAllDigits(written: String, text: String) { #expect(WrittenNumber(written)?.text == text) }

    @Test(arguments: ["", "-", ".", "e5", "1e", "1e5.5", "1e5e5", "1,5", "0x10", "1e401", "1E-401", "NaN", "--1", " 1", "１"])
    func noNumbers(written: String) { #expect(WrittenNumber(written) == nil) }

    @Test func zerosInFront() {
        #expect(WrittenNumber("355")?.padded(5) == "00355" && WrittenNumber("0")?.padded(3) == "000")
        #expect(
            WrittenNumber("12345")?.padded(3) == "12345" && WrittenNumber("-1")?.padded(3) == "-1"
                && WrittenNumber("1.5")?.padded(3) == "1.5")
    }

    /// What binary floating point prints is what comes back, in up to 15 digits.
    @Test func anyFraction() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        for count in 0..<5_000 {
            let (whole, places) = (Int.random(in: 0..<1_000_000_000), Int.random(in: 1...6))
            let text = "\(whole).\(String(repeating: "0", count: places - 1))\(Int.random(in: 1...9))"
            guard let value = Double(text) else { continue }
            #expect(WrittenNumber(String(format: "%.17g", value))?.text == text, "\(count)")
            #expect(WrittenNumber(String(format: "%.16E", value))?.text == text)
        }
    }

    private func day(_ number: String, from1904: Bool = false) -> String? {
        WrittenNumber(number).flatMap { SerialDay.text($0, countsFrom1904: from1904) }
    }

    @Test func daysOfBothCalendars() {
        #expect(day("1") == "1900-01-01" && day("59") == "1900-02-28" && day("60") == "1900-02-29" && day("61") == "1900-03-01")
        #expect(day("46083") == "2026-03-02" && day("2958465") == "9999-12-31" && day("2958466") == nil && day("-1") == nil)
        #expect(day("0", from1904: true) == "1904-01-01" && day("44621", from1904: true) == "2026-03-02")
        #expect(day("2957003", from1904: true) == "9999-12-31" && day("2957004", from1904: true) == nil && day("1e300") == nil)
    }

    @Test func timesOfDay() {
        #expect(day("0.5") == "12:00:00" && day("0") == "00:00:00" && day("0.354166666666667") == "08:30:00")
        #expect(day("46083.354166666664") == "2026-03-02" && day("46082.99999999999") == "2026-03-02" && day("46082.9999") == "2026-03-01")
    }

    @Test func everyDayIsTheNextOne() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        var date = try #require(calendar.date(from: DateComponents(year: 1900, month: 3, day: 1)))
        for number in stride(from: 61, to: 80_000, by: 7) {
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let text = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            #expect(day("\(number)") == text)
            date = try #require(calendar.date(byAdding: .day, value: 7, to: date))
        }
    }
}
