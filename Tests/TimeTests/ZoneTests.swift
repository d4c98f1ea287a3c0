import Testing

@testable import Time

struct ZoneTests {
    /// One hour east; two hours east between 1,000,000 and 2,000,000.
    private let handMade = Zone(name: "Test/Summer", changes: [1_000_000, 2_000_000], offsets: [3600, 7200, 3600])

    @Test func offsetsChangeAtTheMoment() {
        #expect(handMade.offset(at: Instant(seconds: 999_999)) == 3600)
        #expect(handMade.offset(at: Instant(seconds: 1_000_000)) == 7200)
        #expect(handMade.offset(at: Instant(seconds: 1_999_999)) == 7200)
        #expect(handMade.offset(at: Instant(seconds: 2_000_000)) == 3600)
        #expect(handMade.wall(Instant(seconds: 1_000_000)) == WallTime(seconds: 1_007_200))
    }

    @Test func nextChanges() {
        #expect(handMade.nextChange(after: Instant(seconds: 0)) == Instant(seconds: 1_000_000))
        #expect(handMade.nextChange(after: Instant(seconds: 1_000_000)) == Instant(seconds: 2_000_000))
        #expect(handMade.nextChange(after: Instant(seconds: 2_000_000)) == nil)
        #expect(Zone.utc.nextChange(after: Instant(seconds: .min)) == nil)
    }

    @Test func resolvesOnceTwiceNever() {
        // The clocks jump from 1,003,600 to 1,007,200 and back from 2,007,200 to 2,003,600.
        #expect(handMade.resolve(WallTime(seconds: 1_003_599)) == .once(Instant(seconds: 999_999)))
        for missing in [1_003_600, 1_005_000, 1_007_199] as [Int64] {
            #expect(handMade.resolve(WallTime(seconds: missing)) == .never(after: Instant(seconds: 1_000_000)))
        }
        #expect(handMade.resolve(WallTime(seconds: 1_007_200)) == .once(Instant(seconds: 1_000_000)))
        for double in [2_003_600, 2_005_000, 2_007_199] as [Int64] {
            let twice = Resolution.twice(earlier: Instant(seconds: double - 7200), later: Instant(seconds: double - 3600))
            #expect(handMade.resolve(WallTime(seconds: double)) == twice)
            #expect(twice.earliest == Instant(seconds: double - 7200))
        }
        #expect(handMade.resolve(WallTime(seconds: 2_007_200)) == .once(Instant(seconds: 2_003_600)))
    }

    /// What resolves shows the wall time again, whatever the table: random tables with wild jumps.
    @Test func resolveAndWallAreInverse() {
        for seed in 0..<2000 as Range<UInt64> {
            var random = Dice(seed: seed)
            var changes: [Int64] = []
            var offsets = [Int32.random(in: -50_000...50_000, using: &random)]
            var moment: Int64 = 0
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                moment += Int64.random(in: 1...200_000, using: &random)
                changes.append(moment)
                offsets.append(Int32.random(in: -50_000...50_000, using: &random))
            }
            let zone = Zone(name: "Test/Random", changes: changes, offsets: offsets)
            for _ in 0..<20 {
                let instant = Instant(seconds: Int64.random(in: -200_000...1_400_000, using: &random))
                let wall = zone.wall(instant)
                switch zone.resolve(wall) {
                case .once(let only): #expect(only == instant, "seed \(seed)")
                case .twice(let earlier, let later):
                    #expect(earlier < later && earlier <= instant, "seed \(seed)")
                    #expect(zone.wall(earlier) == wall && zone.wall(later) == wall, "seed \(seed)")
                case .never: Issue.record("seed \(seed): \(wall) is shown at \(instant.seconds)")
                }
            }
        }
    }

    @Test func hoursOfLongAndShortDays() throws {
        let berlin = try Samples.zone("Europe/Berlin")
        // 2026-03-29 loses the hour from 02:00, 2026-10-25 has it twice.
        try expectHours(berlin, "2026-03-29", count: 23)
        try expectHours(berlin, "2026-10-25", count: 25)
        try expectHours(berlin, "2026-07-01", count: 24)
        let three = try #require(WallTime(text: "2026-03-29T03:00:00"))
        #expect(berlin.hourOfDay(berlin.resolve(three).earliest) == 2)
        guard case .twice(let earlier, let later) = berlin.resolve(try #require(WallTime(text: "2026-10-25T02:30:00"))) else {
            Issue.record("02:30 comes twice")
            return
        }
        #expect(berlin.hourOfDay(earlier) == 2)
        #expect(berlin.hourOfDay(later) == 3)
    }

    @Test func hoursWhereHalfAnHourIsSaved() throws {
        // Lord Howe: 24 and a half hours on 2026-04-05, 23 and a half on 2026-10-04.
        let lordHowe = try Samples.zone("Australia/Lord_Howe")
        try expectHours(lordHowe, "2026-04-05", count: 25, seconds: 88_200)
        try expectHours(lordHowe, "2026-10-04", count: 24, seconds: 84_600)
    }

    private func expectHours(_ zone: Zone, _ text: String, count: Int, seconds: Int64? = nil) throws {
        let day = try #require(CivilDay(text: text))
        let period = zone.period(try #require(DayRange(day, day)))
        #expect(period.to.seconds - period.from.seconds == seconds ?? Int64(count) * 3600)
        let hours = stride(from: period.from.seconds, to: period.to.seconds, by: 60).map { zone.hourOfDay(Instant(seconds: $0)) }
        #expect(hours == hours.sorted())
        #expect(Set(hours) == Set(0..<count))
        #expect(zone.hourOfDay(period.to) == 0)
    }

    @Test func midnightThatDoesNotExist() throws {
        // São Paulo, 2018-11-04: the clocks went from 00:00 to 01:00.
        let saoPaulo = try Samples.zone("America/Sao_Paulo")
        let day = try #require(CivilDay(text: "2018-11-04"))
        let start = saoPaulo.start(of: day)
        #expect(saoPaulo.wall(start).description == "2018-11-04T01:00:00")
        #expect(saoPaulo.hourOfDay(start) == 0)
        #expect(saoPaulo.resolve(WallTime(day: day)) == .never(after: start))
    }

    @Test func dayThatDoesNotExist() throws {
        let apia = try Samples.zone("Pacific/Apia")
        let day = try #require(CivilDay(text: "2011-12-30"))
        let period = apia.period(try #require(DayRange(day, day)))
        #expect(period.from == period.to)
        #expect(apia.wall(period.from).description == "2011-12-31T00:00:00")
    }

    @Test func daysFollowOneAnother() throws {
        for name in Samples.names {
            let zone = try Samples.zone(name)
            var day = try #require(CivilDay(text: "2000-01-01"))
            let last = try #require(CivilDay(text: "2038-01-01"))
            var end = zone.start(of: day)
            while day < last {
                let period = zone.period(try #require(DayRange(day, day)))
                #expect(period.from == end && period.from <= period.to, "\(name) \(day)")
                end = period.to
                day = day + 1
            }
        }
    }

    /// Nothing that a clock of a switch can print, and nothing beyond, may stop the program.
    @Test func farAwayTimesDoNotTrap() throws {
        let berlin = try Samples.zone("Europe/Berlin")
        for seconds in [.min, .min + 1, -62_135_596_800, 253_402_300_799, .max - 1, .max] as [Int64] {
            let wall = WallTime(seconds: seconds)
            _ = berlin.resolve(wall)
            _ = berlin.wall(Instant(seconds: seconds))
            #expect((0...24).contains(berlin.hourOfDay(Instant(seconds: seconds))))
            #expect((0..<86_400).contains(wall.secondOfDay))
            #expect((0..<10_080).contains(wall.weekMinute))
            #expect(!wall.description.isEmpty)
        }
    }
}
