import Doubles
import GRDB
import Model
import Money
import Rating
import Testing
import Time

@testable import Service
@testable import Store

@Suite("What was issued stays; what was settled is known to be stale")
struct IssueTests {
    private func office(_ seed: UInt64 = 7) async throws -> RandomOffice {
        let office = try RandomOffice(seed: seed)
        let bytes = Array(office.log(120).joined().utf8)
        _ = try await office.book.importCalls(
            office.order("all", "one"), from: RandomOffice.File(bytes: bytes), caller: office.caller, progress: { _ in })
        return office
    }

    private var march: DayRange { get throws { try #require(DayRange(year: 2026, month: 3)) } }

    @Test("The database itself refuses to change or drop an issued bill (CHECKLIST D7)")
    func frozen() async throws {
        let office = try await office()
        let bill = try office.book.issueBill(of: PartyID("101"), march, caller: office.caller)
        #expect(bill.number == 1 && bill.calls > 0 && bill.hash.count == 32)
        for sql in ["UPDATE bill SET total = total + 1", "UPDATE bill SET reason = 'x'", "DELETE FROM bill"] {
            #expect(throws: (any Error).self, "\(sql)") {
                try office.book.store.pool.write { database in try database.execute(sql: sql) }
            }
        }
        #expect(try office.book.check(caller: office.caller) == [])
    }

    @Test("A bill that somebody changed past the triggers is found, and one that is gone")
    func tampered() async throws {
        let office = try await office()
        for party in ["101", "102"] { try office.book.issueBill(of: PartyID(party), march, caller: office.caller) }
        try office.book.creditBill(1, reason: "wrong", caller: office.caller)
        func tamper(_ sql: String) throws {
            try office.book.store.pool.writeWithoutTransaction { database in
                let triggers = try Row.fetchAll(database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
                for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
                try database.execute(sql: sql)
                for trigger in triggers { try database.execute(sql: trigger["sql"]) }
            }
        }
        for column in ["total = total - 1000000", "reason = 'other'", "document = zeroblob(9)", "lines = x'00'", "party = x'31'"] {
            try tamper("CREATE TEMP TABLE kept AS SELECT total, reason, document, lines, party FROM bill WHERE number = 3")
            try tamper("UPDATE bill SET \(column) WHERE number = 3")
            let problems = try office.book.check(caller: office.caller)
            #expect(problems.contains { $0.contains("bill 3 is not what was issued") }, "\(column): \(problems)")
            try tamper("UPDATE bill SET (total, reason, document, lines, party) = (SELECT * FROM kept) WHERE number = 3")
            try tamper("DROP TABLE kept")
        }
        #expect(try office.book.check(caller: office.caller) == [])
        try tamper("DELETE FROM bill WHERE number = 2")
        #expect(try office.book.check(caller: office.caller).contains { $0.contains("bill 2 is missing") })
    }

    @Test("Settled once; again only what changed, by its calls or by the rules")
    func stale() async throws {
        let office = try await office()
        let first = try office.book.settleStale(caller: office.caller)
        #expect(first.periods > 1 && first.faults.isEmpty)
        #expect(try office.book.settleStale(caller: office.caller).periods == 0)
        // One more call of one party: its period alone.
        let line = "2026/03/09 09:00:00,00:03:20,5,101,O,0305554321,0305554321,,0,9999,0,E101,N,T9001,Line 1.1,0,0,,,,,,,,,,,,,\r\n"
        _ = try await office.book.importCalls(
            office.order("one more", "two"), from: RandomOffice.File(bytes: Array(line.utf8)), caller: office.caller, progress: { _ in })
        #expect(try office.book.settleStale(caller: office.caller).periods == 1)
        // Other rules: all of them.
        let loaded = try SiteLoader().load(office.file(RandomOffice.site(prices: 3, cents: 9), "other.yaml"))
        _ = try office.book.importSite(loaded, caller: office.caller)
        #expect(try office.book.settleStale(caller: office.caller).periods == first.periods)
        #expect(try office.book.settleStale(caller: office.caller).periods == 0)
    }

    private func forgetSettlements(_ office: RandomOffice) throws {
        try office.book.store.pool.writeWithoutTransaction { try $0.execute(sql: "DELETE FROM settlement WHERE frozen = 0") }
    }

    @Test("What is kept of a settlement is what settling anew gives, whatever was done before")
    func keptIsFresh() async throws {
        let first = Dice.seed("kept settlements")
        for seed in (0..<6).map({ first &+ UInt64($0) }) {
            let office = try RandomOffice(seed: seed)
            for _ in 0..<15 {
                try await office.act()
                if office.dice.below(2) == 0 { _ = try office.book.settleStale(caller: office.caller) }
            }
            func figures() throws -> [String: SettledFigures?] {
                var found: [String: SettledFigures?] = [:]
                for party in try office.book.site().rater.parties {
                    for row in try office.book.settledRows(party, march, .price) where row.bill == 0 { found[row.id] = .some(row.settled) }
                }
                return found
            }
            let kept = try figures()
            try forgetSettlements(office)
            let fresh = try figures()
            #expect(kept == fresh, "seed \(seed)")
            try office.reconcile(seed)
        }
    }
}

extension IssueTests {
    /// A local call of party 101: three a month are free, and three of February are carried over. The first shows the allowance that took
    /// it; on a bill it shows the bill.
    @Test("A call leads from its charge over each step of settlement to the bill on which it stands")
    func wayOfACall() async throws {
        let office = try await office()
        var filter = CallFilter(days: try march)
        filter.parties = [PartyDays("101")]
        filter.callTypes = ["local"]
        filter.states = [.rated]
        filter.records = .calls
        var local: [CallRow] = []
        try office.book.store.eachCall(filter) { row in
            // What costs nothing uses no allowance.
            if row.price.charge.map({ $0.amount > .zero }) == true { local.append(row) }
            return true
        }
        try #require(local.count > 6)
        let first = try #require(try office.book.call(local[0].id, caller: office.caller).settlement)
        #expect(first.steps.map(\.kind) == ["allowance"] && first.steps.map(\.text) == ["local"] && first.bill == nil)
        #expect(first.figures?.final.amount.millionths == 0)
        let later = try #require(try office.book.call(local[6].id, caller: office.caller).settlement)
        #expect(later.steps.isEmpty && later.figures?.final.amount == local[6].price.charge?.amount)
        let bill = try office.book.issueBill(of: PartyID("101"), march, caller: office.caller)
        let billed = try #require(try office.book.call(local[0].id, caller: office.caller).settlement)
        #expect(billed.bill == bill.number && billed.figures == first.figures)
        let json = String(decoding: try office.book.callJSON(try office.book.call(local[0].id, caller: office.caller)), as: UTF8.self)
        #expect(json.contains(#""settlement":{"from":"2026-03-01","to":"2026-03-31","bill":1,"#), "\(json)")
    }
}
