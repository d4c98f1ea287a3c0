import Model
import Money
import Site
import Testing
import Time

@testable import Rating

/// Records assessed together come out as each by itself.
@Suite struct GroupTests {
    @Test(arguments: [0, 1, 15, 16, 17, 500]) func asEachByItself(count: Int) {
        var random = Seeded(4711 + UInt64(count))
        let rater = Rater(site: GroupTests.site)
        var batch = RecordBatch()
        for _ in 0..<count { batch.records.append(GroupTests.call(&random).record(in: &batch)) }
        let bytes = batch.bytes.span
        let now = Instant(seconds: 1_800_000_000)
        func place(_ record: CallRecord) -> Int32 { record.duration % 3 == 0 ? 1 : 0 }

        var alone: [Assessment] = []
        var previous: Instant?
        for record in batch.records {
            alone.append(rater.assess(record, bytes, on: place(record), after: previous, now: now))
            previous = alone.last?.end
        }
        var together: [(Int32, Assessment)] = []
        var last: Instant?
        rater.assess(batch.records, bytes, on: place, after: &last, now: now) { _, index, found in together.append((index, found)) }

        #expect(together.map(\.1) == alone)
        #expect(together.map(\.0) == batch.records.map(place))
        #expect(last == previous)
        if count == 500 {
            let states = Set(alone.map(\.price.state))
            #expect(states.isSuperset(of: [.rated, .free, .unrated, .quarantined]), "every end is met")
            #expect(alone.contains { $0.cost.state == .rated })
        }
    }

    private static let site: Site = {
        var cost = table([all(.steps([step(0, 6, "0.02", per: 60)]))]) { table, _, _ in
            (table.id, table.scheme) = (RateTableID("cost"), .cost)
        }
        cost.rounding = .millionth
        let prices = table([all(.steps([step(0, 60, "0.10"), step(60, 6, "0.01")]))], zone: Zones.berlin) { table, version, row in
            row.prefixes = ["4989", "49", "1"]
            var short = Row(prefixes: ["112"])
            (short.short, short.bands) = (true, row.bands)
            version.rows = [short]
            table.id = RateTableID("price")
        }
        return States.site {
            $0.rateTables = [prices, cost]
            $0.settings.defaultTable = [.price: prices.id]
            $0.trunks[0].table[.cost] = cost.id
        }
    }()

    private static func call(_ random: inout Seeded) -> Call {
        var call = Call()
        call.start = ["2026-03-29T02:30:00", "2026-10-25T02:10:00", "2026-03-04T23:59:50", "2031-01-01T00:00:00"][random.below(4)]
        call.duration = [0, 1, 59, 61, 86_401][random.below(5)]
        call.direction = [.out, .in, .internal, .transit, .unknown][random.below(5)]
        call.called = ["49891234", "112", "33123456", "", "15551234", "102"][random.below(6)]
        call.trunk = ["", "01", "unknown"][random.below(3)]
        call.calling = ["101", "nobody"][random.below(2)]
        return call
    }
}
