import Testing

@testable import Time

struct PosixRuleTests {
    @Test(arguments: [
        "", "C", "CE-1", "CET", "CET-", "CET-25", "CET-1:60", "CET-1CEST,", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,",
        "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/", "CET-1CEST,J0,J365",
        "CET-1CEST,J1,J366", "CET-1CEST,1,366", "CET-1CEST,M3.5.0,M10.5.0 ", "CET-1CEST", "<+03", "CET-99999", "CET-1,M3.5.0,M10.5.0",
        "CET-1CEST,M3.5,M10.5.0", "1CET", "CET-1CEST-2-3,J1,J2",
    ])
    func refused(text: String) {
        #expect(PosixRule(text) == nil)
    }

    @Test func fixedOffset() throws {
        #expect(try #require(PosixRule("<+0330>-3:30")).standard == 12_600)
        #expect(try #require(PosixRule("UTC0")).transitions(through: 2030).isEmpty)
        #expect(try #require(PosixRule("LMT-0:53:28")).standard == 3208)
    }

    @Test func lastSundays() throws {
        let rule = try #require(PosixRule("CET-1CEST,M3.5.0,M10.5.0/3"))
        #expect(rule.standard == 3600 && rule.daylight == 7200)
        let changes = rule.transitions(through: 2026).suffix(2)
        // 2026-03-29T01:00Z and 2026-10-25T01:00Z.
        #expect(changes.map(\.0) == [1_774_746_000, 1_792_890_000])
        #expect(changes.map(\.1) == [7200, 3600])
    }

    @Test func daysOfTheYear() throws {
        // J60 is 1 March in every year, 59 counts from 0: 29 February in a leap year, else 1 March.
        let julian = try #require(PosixRule("AAA0BBB,J60/0,J300/0"))
        let zeroBased = try #require(PosixRule("AAA0BBB,59/0,300/0"))
        func day(_ rule: PosixRule, _ year: Int) -> String? {
            rule.transitions(through: year).suffix(2).first.map { WallTime(seconds: $0.0).day.description }
        }
        #expect(day(julian, 2024) == "2024-03-01")
        #expect(day(julian, 2026) == "2026-03-01")
        #expect(day(zeroBased, 2024) == "2024-02-29")
        #expect(day(zeroBased, 2026) == "2026-03-01")
    }

    @Test func negativeAndLongTimes() throws {
        // Greenland's rule before 2023: Saturday 22:00 is Sunday -2:00; Jerusalem's: Friday 02:00 is Thursday 26:00 of week 4.
        let nuuk = try #require(PosixRule("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1"))
        #expect(nuuk.transitions(through: 2022).suffix(2).first?.0 == 1_648_342_800)
        let jerusalem = try #require(PosixRule("IST-2IDT,M3.4.4/26,M10.5.0"))
        #expect(jerusalem.transitions(through: 2026).suffix(2).first?.0 == 1_774_569_600)
    }

    @Test func daylightSavingAllTheYear() throws {
        // Ends and begins again in one moment, each new year: the clocks never show standard time.
        let rule = "XXX3EDT4,0/0,J365/23"
        let head: [UInt8] = Array("TZif2".utf8) + Array(repeating: 0, count: 15)
        let counts: [UInt8] = [0, 0, 0, 0, 1, 0].flatMap { [0, 0, 0, $0] }
        let block = head + counts + [0, 0, 0, 0, 0, 0]
        let zone = try TZif.read(name: "x", bytes: block + block + Array("\n\(rule)\n".utf8))
        for seconds in stride(from: Int64(1_600_000_000), to: 1_700_000_000, by: 86_400) {
            #expect(zone.offset(at: Instant(seconds: seconds)) == -4 * 3600)
        }
    }
}
