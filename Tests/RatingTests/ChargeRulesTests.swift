import Model
import Money
import Site
import Testing
import Time

@testable import Rating

@Suite struct ChargeRules {
    private func call(_ duration: Int32, pulses: Int32 = -1) -> Call {
        var call = Call()
        (call.duration, call.pulses) = (duration, pulses)
        return call
    }

    @Test func metered() {
        let tariff = table([all(.interval(36), connection: "1")]) { table, version, _ in
            table.kind = .pulse
            table.pulses = .metered
            version.defaults.pulsePrice = price("0.12")
            version.defaults.atAnswer = 2
            version.defaults.freeSeconds = 1000
        }
        // Count × price + connection, whatever free seconds and pulses at answer.
        #expect(charge(tariff, call(100, pulses: 7)) == "1.84")
        #expect(charge(tariff, call(100, pulses: 0)) == "1.00")
        // A count above 0 is charged even without duration; 0 of an unanswered call is not.
        #expect(charge(tariff, call(0, pulses: 3)) == "1.36")
        #expect(charge(tariff, call(0, pulses: 0)) == "unanswered")
        // Without a count: computed, and the trace says so. c = 36: 2 at answer + 1.
        let found = Rater(site: site([tariff])).explain(call(1036))
        #expect(found.outcome.text == "1.36")
        #expect(found.trace.contains { $0.kind == .computed })
    }

    @Test func attemptCharge() {
        let tariff = table([all(.steps([step(0, 60, "1")]))]) { table, version, row in
            table.attemptCharge = price("0.025")
            table.rounding = Rounding(multiple: 10_000, mode: .halfEven)
            version.defaults.minimumCharge = price("5")
            row.prefixes = ["49"]
        }
        #expect(charge(tariff, call(0)) == "0.02")
        var other = call(0)
        other.called = "33"
        #expect(charge(tariff, other) == "no prefix")
        other.start = "2019-12-31T23:59:59"
        #expect(charge(tariff, other) == "no version in force")
        var refused = call(100)
        refused.answered = .no
        #expect(charge(tariff, refused) == "0.02")
    }

    @Test func limits() {
        let tariff = table([all(.steps([step(0, 60, "0.60", per: 60)]))]) { _, version, _ in
            version.defaults.minimumCharge = price("0.70")
            version.defaults.maximumCharge = price("2")
        }
        #expect(charge(tariff, call(1)) == "0.70")
        #expect(charge(tariff, call(120)) == "1.20")
        #expect(charge(tariff, call(600)) == "2.00")
        // Nothing came together: no minimum.
        let free = table([all(.steps([step(0, 60, "0")]))]) { _, version, _ in version.defaults.minimumCharge = price("0.70") }
        #expect(charge(free, call(60)) == "0.00")
    }

    @Test func rounding() {
        for (mode, text) in [(RoundingMode.up, "0.02"), (.down, "0.01"), (.halfUp, "0.02"), (.halfEven, "0.02")] {
            let tariff = table([all(.steps([step(0, 60, "0.015")]))]) { table, _, _ in
                table.rounding = Rounding(multiple: 10_000, mode: mode)
            }
            #expect(charge(tariff, call(1)) == text)
        }
        // 0.025 half-even is 0.02; a table that names none: a millionth, 1/3 of 0.00001.
        let even = table([all(.steps([step(0, 60, "0.025")]))]) { table, _, _ in
            table.rounding = Rounding(multiple: 10_000, mode: .halfEven)
        }
        #expect(charge(even, call(1)) == "0.02")
        #expect(charge(table([all(.steps([step(0, 1, "0.00001", per: 3)]))]), call(1)) == "0.000003")
    }

    /// Cut in time, not in price.
    @Test func cutBlocks() {
        let tariff = table([all(.steps([step(0, 60, "1"), step(90, 30, "0.5"), step(100, 10, "0.1")]))])
        // 0, 60 (cut at 90), 90 (cut at 100), 100, 110.
        #expect(charge(tariff, call(111)) == "2.70")
        #expect(charge(tariff, call(90)) == "2.00")
        #expect(charge(tariff, call(91)) == "2.50")
    }

    @Test func versions() {
        let tariff = table([all(.steps([step(0, 60, "1")]))], zone: Zones.hanoi)
        var changed = tariff
        for (from, text) in [("2026-03-04T00:00:00", "2"), ("2026-03-05T06:00:00", "3"), ("2026-03-05T06:00:00", "4")] {
            var version = Version(from: wall(from))
            var row = Row(prefixes: [""])
            row.bands = [all(.steps([step(0, 60, text)]))]
            version.rows = [row]
            changed.versions.append(version)
        }
        // By the charging instant, and for the whole call; of equals the last entered.
        for (start, text) in [
            ("2026-03-03T23:59:59", "1.00"), ("2026-03-04T00:00:00", "2.00"), ("2026-03-05T05:59:59", "2.00"),
            ("2026-03-05T06:00:00", "4.00"),
        ] {
            var one = call(10)
            one.start = start
            #expect(charge(changed, one) == text, "\(start)")
        }
        var ringing = call(10)
        (ringing.start, ringing.ring) = ("2026-03-03T23:59:55", 5)
        #expect(charge(changed, ringing) == "2.00")
    }

    /// Prices, blocks and units at the end of their range never trap; what does not fit is unrated.
    @Test(arguments: [Int64.max, Int64.max - 1, 1 << 62, 10_000_000_000_000_000])
    func farPrices(_ units: Int64) {
        for (block, per) in [(1, nil), (1, 60), (60, 1), (Int.max, nil), (Int.max, 1), (1, Int.max), (Int.max, Int.max)]
            as [(Int, Int?)]
        {
            for duration in [1, 86_400, Int32.max] {
                for bands in [RateTable.Bands.start, .split] {
                    let laid = Step(at: 0, block: block, price: Price(units: units), per: per)
                    let tariff = table([all(.steps([laid, Step(at: Int.max, block: 1, price: Price(units: units), per: per)]))]) {
                        table, _, _ in
                        table.bands = bands
                    }
                    let slow = call(duration)
                    var place = Switch(id: SwitchID("s"))
                    place.maxDuration = .max
                    let outcome = Rater(site: site([tariff]) { $0.switches = [place] }).explain(slow).outcome
                    #expect(outcome.state == .rated || outcome.reason == .chargeOutOfRange)
                    if block == 1, per == nil, duration == 1 {
                        // 92,233,720,368.54775807 fits an amount of millionths.
                        #expect(outcome.charge?.amount == Rounding.millionth.round(Int128(units), over: 100_000_000))
                    }
                    if units == Int64.max, block == 60, per == 1, duration == Int32.max {
                        #expect(outcome.reason == .chargeOutOfRange)
                    }
                }
            }
        }
    }

    @Test func farTerms() {
        let tariff = table([all(.interval(1))]) { table, version, _ in
            table.kind = .pulse
            version.defaults.pulsePrice = Price(units: .max)
            version.defaults.atAnswer = .max
            version.defaults.connection = Price(units: .max)
        }
        #expect(charge(tariff, call(86_400)) == "charge out of range")
        let grace = table([all(.steps([step(0, 60, "1")]))]) { _, version, _ in
            version.defaults.freeSeconds = .max
            version.defaults.minimumDuration = .max
        }
        #expect(charge(grace, call(86_400)) == "0.00")
        let total = table([
            all(.increments(Increments(first: .max, next: .max, price: Price(units: .max), per: 1, count: .total)))
        ])
        #expect(charge(total, call(60)) == "charge out of range")
        // The greatest charge is limited before it is rounded.
        let capped = table([all(.steps([Step(at: 0, block: 1, price: Price(units: .max), per: nil)]))]) { _, version, _ in
            version.defaults.maximumCharge = price("3")
        }
        #expect(charge(capped, call(86_400)) == "3.00")
    }

    @Test func trace() {
        let tariff = table([all(.steps([step(0, 60, "0.10"), step(60, 1, "0.10", per: 60)]), connection: "0.05")]) {
            table, version, _ in
            table.rounding = Rounding(multiple: 10_000, mode: .up)
            version.defaults.freeSeconds = 5
        }
        let found = Rater(site: site([tariff])).explain(call(72))
        #expect(found.rateTable?.text == "t")
        #expect(found.version?.description == "2020-01-01T00:00:00")
        #expect(found.prefix == "")
        #expect(found.row == "everything")
        #expect(
            found.trace.map(\.kind) == [.table, .version, .prefix, .row, .freeSeconds, .connection, .blocks, .blocks, .rounding])
        let blocks = found.trace[7]
        #expect(blocks.count == 7 && blocks.seconds == 1 && blocks.offset == 60 && blocks.price == "0.1" && blocks.per == 60)
        // 0.05 + 0.10 + 7 × 0.10 / 60 = 0.161666…, up to 0.17.
        #expect(blocks.amount == "7/600" && blocks.total == "97/600")
        #expect(found.trace[8].amount == "1/120" && found.trace[8].total == "0.17")
        #expect(found.outcome.text == "0.17")
    }
}
