import Model
import Money
import Site
import Testing
import Time

@testable import Rating

@Suite struct Bands {
    /// 0.10 a minute between 00:00 and 03:00, else 0.30.
    static func nightly(_ zone: Zone, _ bands: RateTable.Bands = .split) -> RateTable {
        table([band("night", .steps([step(0, 60, "0.10")])), band("day", .steps([step(0, 60, "0.30")]))], zone: zone) {
            table, _, _ in
            table.bands = bands
            table.week = week(["night", "day"]) { _, minute in minute < 180 ? 0 : 1 }
        }
    }

    private func call(_ start: String, _ duration: Int32) -> Call {
        var call = Call()
        (call.start, call.duration) = (start, duration)
        return call
    }

    /// Berlin falls back at 03:00 to 02:00: from 02:58:30 (the first one) the night lasts 61.5 minutes more.
    @Test func fallBack() {
        // 65 minutes: blocks begin at offsets 0 … 64 min; those up to 61 min lie in the night: 62 × 0.10 + 3 × 0.30.
        #expect(charge(Bands.nightly(Zones.berlin), call("2026-10-25T02:58:30", 3900)) == "7.10")
        // New York, first Sunday of November, 02:00 → 01:00: from 01:30 the night lasts 30 + 120 minutes.
        // 3 h 5 min: 150 × 0.10 + 35 × 0.30 = 15 + 10.50.
        #expect(charge(Bands.nightly(Zones.newYork), call("2026-11-01T01:30:00", 185 * 60)) == "25.50")
        // Lord Howe, first Sunday of April, 02:00 → 01:30: from 01:50 to 03:00 are 100 minutes: 100 × 0.10 + 20 × 0.30.
        #expect(charge(Bands.nightly(Zones.lordHowe), call("2026-04-05T01:50:00", 7200)) == "16.00")
    }

    @Test func springForward() {
        // New York 02:00 → 03:00: from 01:50 ten minutes of night.
        #expect(charge(Bands.nightly(Zones.newYork), call("2026-03-08T01:50:00", 1200)) == "4.00")
        // Lord Howe 02:00 → 02:30: from 01:50 to 03:00 are 40 minutes.
        #expect(charge(Bands.nightly(Zones.lordHowe), call("2026-10-04T01:50:00", 3600)) == "10.00")
        #expect(charge(Bands.nightly(Zones.berlin, .start), call("2026-03-29T01:50:00", 1200)) == "2.00")
    }

    @Test func timesThatDoNotExist() {
        for (zone, start) in [
            (Zones.berlin, "2026-03-29T02:30:00"), (Zones.newYork, "2026-03-08T02:00:00"),
            (Zones.lordHowe, "2026-10-04T02:29:59"),
        ] {
            #expect(charge(Bands.nightly(zone), call(start, 60)) == "local time does not exist")
        }
        #expect(charge(Bands.nightly(Zones.lordHowe), call("2026-10-04T02:30:00", 60)) == "0.10")
    }

    /// A holiday has bands of its own from 00:00 to 24:00; before and after the week counts.
    @Test func holidays() {
        let tariff = table([band("day", .steps([step(0, 60, "0.30")])), band("night", .steps([step(0, 60, "0.10")]))]) {
            table, _, _ in
            table.bands = .split
            table.week = week(["day", "night"], holiday: { _ in 1 }) { _, minute in (480..<1440).contains(minute) ? 0 : 1 }
            table.holidays = [day("2026-01-01")]
        }
        // 31 December 23:58: two minutes of day, then the holiday; 1 January 12:00 is night; 2 January as the week says.
        #expect(charge(tariff, call("2025-12-31T23:58:00", 240)) == "0.80")
        #expect(charge(tariff, call("2026-01-01T12:00:00", 60)) == "0.10")
        #expect(charge(tariff, call("2026-01-02T08:00:00", 60)) == "0.30")
        // 1 January 23:59 and the night of the 2nd.
        #expect(charge(tariff, call("2026-01-01T23:59:00", 120)) == "0.20")
    }

    /// `Sun 20:00-32:00` joins the end of the week to its beginning.
    @Test func acrossTheWeek() {
        let tariff = table([band("late", .steps([step(0, 60, "0.10")])), band("rest", .steps([step(0, 60, "0.30")]))]) {
            table, _, _ in
            table.bands = .split
            table.week = week(["late", "rest"]) { weekday, minute in
                (weekday == 6 && minute >= 1200) || (weekday == 0 && minute < 480) ? 0 : 1
            }
        }
        // Sunday 2026-03-08 19:59 to Monday 08:01: 1 + 720 + 1 minutes.
        #expect(charge(tariff, call("2026-03-08T19:59:00", 722 * 60)) == "72.60")
    }

    /// Blocks cut by the step of the band in which they begin, offsets counted alike in every band.
    @Test func stepsOfEachBand() {
        let tariff = table([
            band("day", .steps([step(0, 60, "1"), step(90, 60, "10")])),
            band("night", .steps([step(0, 40, "0.1"), step(130, 20, "0.01")])),
        ]) { table, _, _ in
            table.bands = .split
            table.week = week(["day", "night"]) { _, minute in (480..<1200).contains(minute) ? 0 : 1 }
        }
        // 19:58:30: day at 0, 60 (cut at 90); 90 = 20:00:00 is night: at 90 (40 s), 130 (20 s), 150, 170; c = 175.
        #expect(charge(tariff, call("2026-03-04T19:58:30", 175)) == "2.13")
    }

    /// A band in which no block begins needs no price; the one that is needed does.
    @Test func missingBand() {
        let tariff = table([band("day", .steps([step(0, 60, "1")]))]) { table, _, _ in
            table.bands = .split
            table.week = week(["day", "night"]) { _, minute in (480..<1200).contains(minute) ? 0 : 1 }
        }
        #expect(charge(tariff, call("2026-03-04T19:59:30", 60)) == "1.00")
        #expect(charge(tariff, call("2026-03-04T19:59:30", 61)) == "no price for the time band")
        #expect(charge(tariff, call("2026-03-04T20:00:00", 1)) == "no price for the time band")
    }

    @Test func ownBandBeforeAll() {
        let tariff = table([all(.steps([step(0, 60, "1")]), connection: "0.5"), band("day", .steps([step(0, 60, "2")]))]) {
            table, version, _ in
            table.week = week(["day", "night"]) { _, minute in (480..<1200).contains(minute) ? 0 : 1 }
            version.defaults.connection = price("0.07")
        }
        #expect(charge(tariff, call("2026-03-04T12:00:00", 1)) == "2.07")
        #expect(charge(tariff, call("2026-03-04T22:00:00", 1)) == "1.50")
    }
}
