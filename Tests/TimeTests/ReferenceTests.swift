import Testing

@testable import Time

/// Against the figures of an independent implementation, Python's zoneinfo: every change of nine awkward zones 1990 … 2037,
/// the rules' own years 2147 … 2149, and random instants from 1902 on.
struct ReferenceTests {
    private func zones() throws -> [String: Zone] {
        Dictionary(uniqueKeysWithValues: try Samples.names.map { ($0, try Samples.zone($0)) })
    }

    @Test func wallTimes() throws {
        let zones = try zones()
        let lines = try Samples.reference("W")
        #expect(lines.count > 1500)
        for line in lines {
            let zone = try #require(zones[line[1]])
            let instant = Instant(seconds: try #require(Int64(line[2])))
            #expect(zone.wall(instant).description == line[3], "\(line)")
        }
    }

    @Test func resolutions() throws {
        let zones = try zones()
        let lines = try Samples.reference("R")
        #expect(Set(lines.map { $0[3] }) == ["once", "twice", "never"])
        for line in lines {
            let zone = try #require(zones[line[1]])
            let wall = try #require(WallTime(text: line[2]))
            let instants = line[4...].compactMap(Int64.init).map(Instant.init(seconds:))
            let wanted: Resolution =
                switch line[3] {
                case "once": .once(instants[0])
                case "twice": .twice(earlier: instants[0], later: instants[1])
                default: .never(after: instants[0])
                }
            #expect(zone.resolve(wall) == wanted, "\(line)")
        }
    }

    @Test func days() throws {
        let zones = try zones()
        let lines = try Samples.reference("D")
        #expect(lines.count > 400)
        for line in lines {
            let zone = try #require(zones[line[1]])
            let day = try #require(CivilDay(text: line[2]))
            let range = try #require(DayRange(day, day))
            let start = Instant(seconds: try #require(Int64(line[3])))
            #expect(zone.start(of: day) == start, "\(line)")
            #expect(zone.period(range) == Period(from: start, to: start + (try #require(Int64(line[4])))), "\(line)")
        }
    }
}
