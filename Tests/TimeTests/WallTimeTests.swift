import Testing

@testable import Time

struct WallTimeTests {
    @Test func forms() throws {
        let wall = try #require(WallTime(text: "2026-03-02T09:15:07"))
        #expect(wall.day.description == "2026-03-02")
        #expect(wall.secondOfDay == 33_307)
        #expect(wall.weekMinute == 555)
        #expect(WallTime(text: "2026-03-02 09:15:07") == wall)
        #expect(WallTime(text: "2026-03-02T09:15") == wall - 7)
        #expect(try #require(WallTime(text: "2026-03-08T23:59:59")).weekMinute == 10_079)
        #expect(try #require(WallTime(text: "1969-12-31T23:59:59")).seconds == -1)
        #expect(WallTime(day: wall.day, second: 86_400) == WallTime(day: wall.day + 1))
    }

    @Test(arguments: [
        "", "2026-03-02", "2026-03-02T", "2026-03-02T9:15:00", "2026-03-02T24:00:00", "2026-03-02T09:60:00", "2026-03-02T09:15:60",
        "2026-03-02t09:15:00", "2026-03-02T09:15:00Z", "2026-02-30T09:15:00", "2026-03-02T09.15.00", "2026-03-02T-9:15:00",
    ])
    func refused(text: String) {
        #expect(WallTime(text: text) == nil)
    }

    @Test func printAndParseAreInverse() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Dice(seed: seed)
        for _ in 0..<20_000 {
            let wall = WallTime(seconds: Int64.random(in: -62_135_596_800...253_402_300_799, using: &random))
            #expect(WallTime(text: wall.description) == wall, "seed \(seed)")
            #expect(WallTime(day: wall.day, second: wall.secondOfDay) == wall, "seed \(seed)")
        }
    }

    /// Any bytes are read or refused, never a trap.
    @Test func mutatedTexts() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Dice(seed: seed)
        for _ in 0..<20_000 {
            var bytes = Array("2026-03-02T09:15:00".utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 32...126, using: &random)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let wall = WallTime(text: text) else { continue }
            #expect(wall.description == text.replacing(" ", with: "T"), "seed \(seed): \(text)")
        }
    }

    @Test func periodsAreHalfOpen() {
        let period = Period(from: Instant(seconds: 10), to: Instant(seconds: 20))
        #expect(period.contains(Instant(seconds: 10)) && period.contains(Instant(seconds: 19)))
        #expect(!period.contains(Instant(seconds: 9)) && !period.contains(Instant(seconds: 20)))
    }
}
