import GRDB
import Model
import Money
import Testing
import Time

@testable import Store

@Suite("Sums that a book adds up itself")
struct TallyTests {
    @Test("Whatever is asked and told apart: each group is what its calls add up to, one by one", arguments: 0..<40)
    func groups(seed: Int) throws {
        var random = Random(state: UInt64(seed))
        let pages = PageTests()
        let test = try pages.filled(&random)
        for _ in 0..<8 {
            let filter = pages.randomFilter(&random)
            let keys = Set(TallyKey.allCases.filter { _ in random.below(5) == 0 })
            var expected: [TallyRow: CallSums] = [:]
            try test.book.eachCall(filter, chunk: 100) { row in
                expected[group(row, keys), default: CallSums()].add(row)
                return true
            }
            var found: [TallyRow: CallSums] = [:]
            for var row in try test.book.tally(TallyQuery(filter, by: keys)).all() {
                let sums = row.sums
                row.sums = CallSums()
                #expect(found[row] == nil, "a group comes once")
                found[row] = sums
            }
            #expect(found == expected, "seed \(seed), \(filter), \(keys)")
        }
    }

    @Test("A call whose stamp lies far from its start is counted on the day of its start")
    func farStamp() throws {
        let test = try TestBook()
        var batch = CallBatch()
        batch.add(test.book, stamp: 20_500 * 86_400) { call, _ in
            call.start = Instant(seconds: 20_454 * 86_400 + 60)
            call.day = CivilDay(number: 20_454)
        }
        batch.add(test.book, stamp: 20_454 * 86_400 + 100)
        try test.store(batch)
        let rows = try test.book.tally(TallyQuery(CallFilter(days: DayRange(CivilDay(number: 20_454))), by: [])).all()
        #expect(rows.map(\.sums.calls) == [2])
    }

    @Test("A period is one stretch of the table or of an index: calls of other days are not looked at")
    func plans() throws {
        let test = try TestBook()
        var random = Random(state: 1)
        try test.store(try randomBatch(test.book, &random, count: 50))
        let days = DayRange(CivilDay(number: 20_454), CivilDay(number: 20_460))
        var filters = [CallFilter(days: days), CallFilter(days: days)]
        filters[1].parties = [PartyDays("p-100")]
        for filter in filters {
            for part in TallyWalk(TallyQuery(filter, by: [.party, .called]), finals: true, test.sqlite.names).parts {
                let plan = try test.sqlite.read(StorePlace("call", "plan")) { database -> [String] in
                    let statement = try SQLStatement(database, "EXPLAIN QUERY PLAN " + part.sql, StorePlace("call", "plan"))
                    var lines: [String] = []
                    while try statement.step() { lines.append(String(decoding: statement.raw(3), as: UTF8.self)) }
                    return lines
                }
                let isBounded =
                    plan.count == 1 && plan[0].hasPrefix("SEARCH call USING") && (plan[0].contains("stamp>") || plan[0].contains("start>"))
                #expect(isBounded, "\(plan)")
            }
        }
    }

    private func group(_ call: CallRow, _ keys: Set<TallyKey>) -> TallyRow {
        var row = TallyRow()
        for key in keys {
            switch key {
            case .day: row.day = call.day
            case .hour: row.hour = Int((call.start.seconds % 86_400 + 86_400) % 86_400 / 3600)
            case .quarter: row.quarter = call.start.seconds / 900
            case .direction: row.direction = call.direction
            case .state: row.state = call.state
            case .reason: row.reason = call.reason
            case .answered: row.answered = call.answered
            case .party: row.party = call.party
            case .trunk: row.trunk = call.trunk
            case .account: row.account = call.account
            case .extension: row.extension = call.extension
            case .sourceIP: row.sourceIP = call.sourceIP
            case .destination: row.destination = call.destination
            case .callType: row.callType = call.callType
            case .source: row.source = call.source
            case .switch: row.switch = call.switch
            case .calling: row.calling = call.calling
            case .called: row.called = call.called
            case .site: row.site = call.site
            case .costVersion: row.costVersion = call.cost.charge?.version
            case .costRow: row.costRow = call.cost.charge?.row
            case .number: row.number = call.direction == .in ? call.calling : call.called
            case .durationClass: row.durationClass = Int(SecondsClass.talk.number(call.talk))
            case .priceCurrency: row.priceCurrency = call.price.charge?.currency
            case .ringClass: row.ringClass = call.ring < 0 ? nil : Int(SecondsClass.ring.number(call.ring))
            }
        }
        return row
    }
}

extension CallSums {
    /// The slow, obvious sum.
    fileprivate mutating func add(_ call: CallRow) {
        calls += 1
        if call.answered { answered += 1 }
        if call.state == .unrated { unrated += 1 }
        if call.isPrivate { isPrivate += 1 }
        seconds += Int64(call.talk)
        longest = max(longest, Int64(call.talk))
        if call.ring >= 0 {
            ringing += 1
            ringSeconds += Int64(call.ring)
            longestRing = max(longestRing, Int64(call.ring))
        }
        first = min(first ?? call.start, call.start)
        last = max(last ?? call.start, call.start)
        if let charge = call.price.charge {
            CallSums.add(charge, to: &price)
            if charge.amount > .zero { charged += 1 }
        }
        if let charge = call.cost.charge { CallSums.add(charge, to: &cost) }
    }

    private static func add(_ charge: Charge, to sums: inout Amounts) {
        sums[charge.currency] = (sums[charge.currency] ?? .zero).adding(charge.amount) ?? .zero
    }
}
