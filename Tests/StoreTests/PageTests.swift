import GRDB
import Model
import Testing
import Time

@testable import Store

@Suite struct PageTests {
    /// Hours over midnight and over the end of the week, and a day off.
    private static let closed = BusinessClock(
        zone: .utc, spans: [480..<1_080, 1_300..<1_500, 4_000..<4_001, 9_000..<10_200], holidays: [CivilDay(number: 20_455)])
    /// The clocks jump in the middle of the calls' days.
    private static let changed = BusinessClock(
        zone: Zone(name: "Test", changes: [20_455 * 86_400 + 40_000, 20_456 * 86_400 + 30_001], offsets: [-3600, 7200, 1800]),
        spans: [480..<1_080, 1_920..<2_520, 3_360..<3_361, 7_000..<10_000], holidays: [])

    func filled(_ random: inout Random) throws -> TestBook {
        let test = try TestBook()
        for _ in 0..<4 { _ = try test.store(try randomBatch(test.book, &random, count: 200)) }
        return test
    }

    func randomFilter(_ random: inout Random) -> CallFilter {
        var filter = CallFilter()
        if random.below(2) == 0 {
            let first = CivilDay(number: 20_454 + Int32(random.below(5)))
            filter.days = DayRange(first, first + random.below(3))
        }
        for _ in 0..<random.below(4) {
            let days = random.below(2) == 0 ? nil : DayRange(CivilDay(number: 20_455), CivilDay(number: 20_456))
            filter.parties.append(PartyDays("p-\(100 + random.below(6))", days))
        }
        if random.below(3) == 0 { filter.directions = [.out, .in] }
        if random.below(3) == 0 { filter.callTypes = ["type1", "never seen"] }
        if random.below(4) == 0 { filter.states = [.rated] }
        if random.below(4) == 0 { filter.answered = random.below(2) == 0 }
        if random.below(4) == 0 { filter.calledPrefix = "\(random.below(6))" }
        if random.below(4) == 0 { filter.minimumDuration = 30 }
        if random.below(4) == 0 { filter.records = CallRecords.allCases[random.below(4)] }
        if random.below(6) == 0 { filter.trunks = ["t1", "t2"] }
        if random.below(5) == 0 { filter.isPrivate = random.below(2) == 0 }
        let isNot = random.below(2) == 0
        switch random.below(9) {
        case 0: filter.tests = [FieldTest(.called, any: ["*\(random.below(6))", "5?*", "\(random.below(6))", "2"], isNot: isNot)]
        case 1: filter.tests = [FieldTest(.trunk, any: ["t?", ""], isNot: isNot)]
        case 2: filter.tests = [FieldTest(.duration, from: 20, to: random.below(2) == 0 ? 70 : nil, isNot: isNot)]
        case 3: filter.tests = [FieldTest(.weekday, from: 2, to: 4), FieldTest(.callType, any: ["*1"], isNot: isNot)]
        case 4: filter.tests = [FieldTest(.direction, any: ["out"], isNot: isNot), FieldTest(.hour, from: nil, to: 11)]
        case 5:
            filter.tests = [FieldTest(.businessHours, any: random.below(2) == 0 ? ["yes"] : ["no"], isNot: isNot)]
            filter.businessClock = random.below(2) == 0 ? Self.closed : Self.changed
        default: break
        }
        return filter
    }

    /// The slow, obvious meaning of a filter.
    private func matches(_ row: CallRow, _ filter: CallFilter) -> Bool {
        if let days = filter.days, !days.contains(row.day) { return false }
        let member = filter.parties.contains { $0.party == row.party && $0.days?.contains(row.day) ?? true }
        if !filter.parties.isEmpty, !member { return false }
        if !filter.directions.isEmpty, !filter.directions.contains(row.direction) { return false }
        if !filter.callTypes.isEmpty, !filter.callTypes.contains(row.callType) { return false }
        if !filter.states.isEmpty, !filter.states.contains(row.state) { return false }
        if let answered = filter.answered, answered != row.answered { return false }
        if !row.called.hasPrefix(filter.calledPrefix) && !filter.calledPrefix.isEmpty { return false }
        if let seconds = filter.minimumDuration, row.duration < seconds { return false }
        if filter.records.leftOut.contains(row.reason) { return false }
        if let isPrivate = filter.isPrivate, isPrivate != row.isPrivate { return false }
        if !filter.trunks.isEmpty, !filter.trunks.contains(row.trunk) { return false }
        return filter.tests.allSatisfy { test in
            switch test.field {
            case .called: test.holds(row.called)
            case .trunk: test.holds(row.trunk)
            case .callType: test.holds(row.callType)
            case .direction: test.holds(row.direction.name ?? "")
            case .duration: test.holds(Int64(row.talk))
            case .weekday: test.holds(Int64(row.day.weekday))
            case .businessHours: test.holds(filter.businessClock?.contains(row.start) ?? false ? "yes" : "no")
            case .hour: test.holds((row.start.seconds % 86_400 + 86_400) % 86_400 / 3600)
            default: false
            }
        }
    }

    private func all(_ book: any BookStore) throws -> [CallRow] {
        var rows: [CallRow] = []
        try book.eachCall(CallFilter(), chunk: 37) { row in
            rows.append(row)
            return true
        }
        return rows
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func pagesAreTheWholeList(seed: UInt64) throws {
        var random = Random(state: seed)
        let test = try filled(&random)
        let rows = try all(test.book)
        #expect(rows.count == Int(try test.int("SELECT count(*) FROM \"call\"")))
        for round in 0..<24 {
            var query = CallQuery(randomFilter(&random))
            query.limit = 8 + random.below(60)
            query.descending = random.below(2) == 0
            query.sort = round % 4 == 3 ? CallSort.allCases[random.below(CallSort.allCases.count)] : .time
            let expected = rows.filter { matches($0, query.filter) }
            var forth: [CallRow] = []
            var pages: [[String]] = []
            var last: CallPage?
            repeat {
                query.cursor = last?.next
                let page = try test.book.calls(query)
                #expect(page.rows.count <= query.limit)
                forth += page.rows
                pages.append(page.rows.map(\.id))
                last = page
            } while last?.next != nil && forth.count <= expected.count
            let context = "seed \(seed), round \(round), \(query)"
            #expect(Set(forth.map(\.id)) == Set(expected.map(\.id)) && forth.count == expected.count, "\(context)")
            let ordered = query.descending ? expected.reversed() : expected
            if query.sort == .time { #expect(forth.map(\.id) == ordered.map(\.id), "\(context)") }
            // And back again, page by page.
            guard expected.count > query.limit else { continue }
            query.cursor = last?.previous
            #expect(try test.book.calls(query).rows.map(\.id) == pages[pages.count - 2], "\(context)")
        }
    }

    @Test func cursorsThatNobodyMadeAreRefused() throws {
        let test = try TestBook()
        var batch = CallBatch()
        for stamp in 0..<3 { batch.add(test.book, stamp: 1_767_225_600 + Int64(stamp)) }
        _ = try test.store(batch)
        var query = CallQuery(CallFilter())
        query.limit = 2
        let next = try #require(try test.book.calls(query).next)
        for bad in ["x", "AQ", "%", next + "A", String(next.dropLast(4)), "' OR 1=1--"] {
            query.cursor = bad
            #expect(throws: StoreError.badCursor) { try test.book.calls(query) }
        }
        query.cursor = next
        query.sort = .duration
        #expect(throws: StoreError.badCursor) { try test.book.calls(query) }
        #expect(throws: StoreError.notFound("call with this id")) { try test.book.call(id: "%27") }
    }

    /// No page scans the calls: each step is a search in an index or by key.
    @Test func plansSearchIndexes() throws {
        let test = try TestBook()
        var statements = [CallSQL.one, CallSQL.legs, CallSQL.countLegs, Book.waitingSQL, Book.ownedSQL]
        for party in [true, false] {
            for descending in [true, false] { statements.append(CallWalk.indexSQL(party: party, descending: descending)) }
        }
        let plans = try test.sqlite.pool.read { database in
            return try statements.map { sql in
                let explain = try SQLStatement(database, "EXPLAIN QUERY PLAN " + sql, StorePlace("call", "plan"))
                var details: [String] = []
                while try explain.step() { details.append(explain.text(3)) }
                return details
            }
        }
        for (sql, plan) in zip(statements, plans) {
            #expect(!plan.contains { $0.contains("TEMP B-TREE") && !sql.contains("link") }, "\(sql): \(plan)")
            #expect(plan.allSatisfy { !$0.hasPrefix("SCAN") || $0 == "SCAN some" }, "\(sql): \(plan)")
        }
        #expect(plans[0].contains { $0.contains("USING PRIMARY KEY") })
        #expect(plans[3].contains { $0.contains("COVERING INDEX call_waiting") })
        #expect(plans[4].contains { $0.contains("COVERING INDEX call_party (party=?") })
        #expect(plans[5].contains { $0.contains("COVERING INDEX call_party (party=? AND start>? AND (start,stamp") }, "\(plans[5])")
        #expect(plans[7].contains { $0.contains("COVERING INDEX call_start") })
    }

    @Test func sparseFilterStopsAtItsBoundAndGoesOn() throws {
        let test = try TestBook()
        var batch = CallBatch()
        for stamp in 0..<Int64(Book.window + 500) {
            batch.add(test.book, stamp: 1_767_225_600 + stamp) { call, _ in
                if stamp == 3 { call.trunk = test.book.names.number(.trunk, "rare") }
            }
        }
        _ = try test.store(batch)
        var filter = CallFilter()
        filter.trunks = ["rare"]
        var query = CallQuery(filter)
        let first = try test.book.calls(query)
        #expect(first.rows.isEmpty && first.searchedUntil != nil)
        query.cursor = first.next
        let second = try test.book.calls(query)
        #expect(second.rows.count == 1 && second.next == nil)
        let whole = try test.book.calls(CallQuery(CallFilter()))
        #expect(whole.count == CallCount(number: CallCount.limit, isAtLeast: true) && whole.rows.count == 100)
    }
}
