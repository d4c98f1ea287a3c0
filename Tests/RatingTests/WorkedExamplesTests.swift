import Model
import Money
import Site
import Testing
import Time

@testable import Rating

/// DOMAIN section 4, the same table.
@Suite struct WorkedExamples {
    struct Example: Sendable, CustomTestStringConvertible {
        var number: Int
        var table: RateTable
        var call: Call
        var charge: String
        var testDescription: String { "example \(number), \(call.duration) s" }
    }

    static func call(_ duration: Int32, _ start: String = "2026-03-04T10:00:00", ring: Int32 = -1) -> Call {
        var call = Call()
        (call.start, call.duration, call.ring) = (start, duration, ring)
        return call
    }

    static func pulses(_ interval: Int, atAnswer: Int) -> RateTable {
        table([all(.interval(interval))]) { table, version, _ in
            table.kind = .pulse
            version.defaults.pulsePrice = price("0.12")
            version.defaults.atAnswer = atAnswer
        }
    }

    static func dayNight(_ bands: RateTable.Bands) -> RateTable {
        table([band("day", .steps([step(0, 60, "0.30")])), band("night", .steps([step(0, 60, "0.10")]))]) { table, _, _ in
            table.bands = bands
            table.week = week(["day", "night"]) { _, minute in (480..<1200).contains(minute) ? 0 : 1 }
        }
    }

    static let examples: [Example] = {
        let two = table([all(.steps([step(0, 60, "0.10"), step(60, 6, "0.01")]))])
        let free = table([all(.steps([step(0, 60, "0.20")]))]) { _, version, _ in
            version.defaults.connection = price("0.50")
            version.defaults.freeSeconds = 10
        }
        let grace = table([all(.steps([step(0, 30, "0.10")]))]) { _, version, _ in
            version.defaults.freeSeconds = 10
            version.defaults.minimumDuration = 30
        }
        let berlin = table(
            [band("night", .steps([step(0, 60, "0.10")])), band("day", .steps([step(0, 60, "0.30")]))], zone: Zones.berlin
        ) { table, _, _ in
            table.bands = .split
            table.week = week(["night", "day"]) { _, minute in minute < 180 ? 0 : 1 }
        }
        func increments(_ count: Increments.Count) -> RateTable {
            table([all(.increments(Increments(first: 30, next: 18, price: price("0.60"), per: 60, count: count)))])
        }
        return [
            Example(number: 1, table: two, call: call(61), charge: "0.11"),
            Example(number: 2, table: two, call: call(60), charge: "0.10"),
            Example(number: 3, table: table([all(.steps([step(0, 60, "2.00")]), connection: "1.00")]), call: call(185), charge: "9.00"),
            Example(number: 4, table: pulses(36, atAnswer: 1), call: call(100), charge: "0.48"),
            Example(number: 5, table: pulses(36, atAnswer: 0), call: call(36), charge: "0.12"),
            Example(number: 6, table: dayNight(.split), call: call(200, "2026-03-04T19:58:30"), charge: "0.80"),
            Example(number: 7, table: dayNight(.start), call: call(200, "2026-03-04T19:58:30"), charge: "1.20"),
            Example(
                number: 8,
                table: table([all(.steps([step(0, 1, "0.10", per: 60)]))]) { table, _, _ in
                    table.rounding = Rounding(multiple: 10_000, mode: .up)
                }, call: call(7), charge: "0.02"),
            Example(
                number: 9, table: table([all(.steps([step(0, 60, "1.00"), step(180, 30, "0.25")]))]), call: call(200), charge: "3.25"),
            Example(number: 10, table: free, call: call(70), charge: "0.70"),
            Example(number: 10, table: free, call: call(10), charge: "0.00"),
            Example(number: 11, table: grace, call: call(35), charge: "0.10"),
            Example(number: 11, table: grace, call: call(29), charge: "0.00"),
            Example(number: 12, table: berlin, call: call(200, "2026-03-29T01:58:30"), charge: "0.80"),
            Example(number: 13, table: dayNight(.start), call: call(60, "2026-03-04T19:59:50", ring: 15), charge: "0.10"),
            Example(number: 14, table: increments(.rest), call: call(31), charge: "0.48"),
            Example(number: 14, table: increments(.rest), call: call(37), charge: "0.48"),
            Example(number: 14, table: increments(.total), call: call(31), charge: "0.36"),
            Example(number: 14, table: increments(.total), call: call(37), charge: "0.54"),
        ]
    }()

    @Test("the worked examples of DOMAIN section 4", arguments: examples)
    func example(_ example: Example) {
        #expect(charge(example.table, example.call) == example.charge)
    }

    /// Example 15 without its surcharge, which comes with a later issue: 0.05, raised to the minimum.
    @Test func minimumCharge() {
        let table = table([all(.steps([step(0, 60, "0.05")]))]) { _, version, _ in version.defaults.minimumCharge = price("0.10") }
        #expect(charge(table, WorkedExamples.call(30)) == "0.10")
    }
}
