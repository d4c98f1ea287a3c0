import Doubles
import Foundation
import Model
import Store
import Testing
import Time

@testable import Service

@Suite("Calls for programs that keep a copy", .serialized)
struct ChangeFeedTests {
    private static let isLong = ProcessInfo.processInfo.environment["TOLLBOOK_SOAK"] == "1"

    /// What a program has of a book's calls that asks now and then.
    private struct Copy {
        var calls: [String: String] = [:]
        var cursor: String?

        /// - Returns: whether more waits.
        mutating func poll(_ book: OpenBook, limit: Int) throws -> Bool {
            let page = try book.changes(after: cursor, limit: limit, caller: .console)
            for call in page.calls { calls[call.id] = call.row.map { "\($0) \(call.price as Any) \(call.cost as Any)" } }
            cursor = page.next
            return page.more
        }
    }

    /// Imports, repeats, decisions, replays, withdrawals, corrections, re-ratings, bills and settlements at random; between them a program
    /// polls, with pages of any size, and now and then stops in the middle. At the end it has what the book has.
    @Test("A program that polls between random acts misses nothing")
    func nothingIsMissed() async throws {
        let first = Dice.seed("changes")
        for seed in (0..<(Self.isLong ? 200 : 8)).map({ first &+ $0 }) {
            let office = try RandomOffice(seed: seed)
            var decisions = RandomDecisions(seed)
            var dice = Dice(seed &+ 99)
            var copy = Copy()
            for _ in 0..<20 {
                try await office.act()
                try decisions.act(on: office)
                if dice.below(3) == 0 { try settle(office, dice.below(3)) }
                for _ in 0..<dice.below(4) where try !copy.poll(office.book, limit: 1 + dice.below(30)) { break }
            }
            while try copy.poll(office.book, limit: 500) {}
            var whole = Copy()
            while try whole.poll(office.book, limit: 500) {}
            #expect(copy.calls == whole.calls, "seed \(seed)")
            #expect(!whole.calls.isEmpty && whole.calls.count == Set(whole.calls.keys).count)
            let rows = try office.book.calls(CallQuery(CallFilter()), caller: .console).count?.number
            #expect(rows == whole.calls.count, "seed \(seed)")
        }
    }

    private func settle(_ office: RandomOffice, _ party: Int) throws {
        let days = try #require(DayRange(CivilDay(number: 20_513), CivilDay(number: 20_543)))
        _ = try? office.book.billData(of: PartyID("\(101 + party)"), days, caller: office.caller)
    }

    @Test("What is told of a call, and of one that was settled and billed")
    func golden() async throws {
        let office = try await SmallOffice(now: "2026-04-02T12:00:00")
        try await office.take(Array(SmallOffice.march.prefix(1)))
        func read(_ cursor: String?) throws -> (calls: [[String: Any]], next: String) {
            let page = try office.book.changes(after: cursor, limit: 10, caller: .console)
            let bytes = try office.book.changesJSON(page, caller: .console)
            let found = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
            #expect(found["more"] as? Bool == false)
            return (try #require(found["calls"] as? [[String: Any]]), try #require(found["next"] as? String))
        }
        let (fresh, next) = try read(nil)
        let call = try #require(fresh.first)
        #expect(fresh.count == 1 && call["removed"] as? Bool == false)
        #expect(call["price"] as? String == "0.10" && call["priceCurrency"] as? String == "USD" && call["called"] as? String == "4917123")
        #expect(call["final"] is NSNull && call["bill"] is NSNull)
        let march = try #require(DayRange(CivilDay(number: 20_513), CivilDay(number: 20_543)))
        let bill = try office.book.issueBill(of: PartyID("anna"), march, caller: .console)
        let (billed, _) = try read(next)
        let last = try #require(billed.last)
        #expect(last["id"] as? String == call["id"] as? String && last["bill"] as? Int == Int(bill.number))
        #expect(last["final"] as? String == "0.10" && last["discount"] as? String == "0.00" && last["finalCurrency"] as? String == "USD")
    }

    @Test("A book that was made again refuses the cursors of the one before")
    func rebuilt() async throws {
        let office = try RandomOffice(seed: 7)
        for _ in 0..<4 { try await office.act() }
        var copy = Copy()
        while try copy.poll(office.book, limit: 500) {}
        try office.book.rebuild(to: office.root + "/again.book", caller: office.caller)
        let made = try OpenBook.open(office.root + "/again.book", for: .writing)
        defer { try? made.store.close() }
        #expect(throws: StoreError.staleCursor) { try made.changes(after: copy.cursor, limit: 5, caller: .console) }
        #expect(Refusal(StoreError.staleCursor)?.kind == .gone)
    }

    @Test("Issued bills are read on by number; another book's cursor is refused")
    func bills() async throws {
        let office = try await SmallOffice(now: "2026-04-02T12:00:00")
        try await office.take(SmallOffice.march)
        let march = try #require(DayRange(CivilDay(number: 20_513), CivilDay(number: 20_543)))
        let empty = try office.book.bills(after: nil, limit: 1, caller: .console)
        #expect(empty.bills.isEmpty && !empty.more)
        let one = try office.book.issueBill(of: PartyID("anna"), march, caller: .console)
        let two = try office.book.creditBill(one.number, reason: "wrong", caller: .console)
        let first = try office.book.bills(after: empty.next, limit: 1, caller: .console)
        #expect(first.bills.map(\.number) == [one.number] && first.more && first.bills[0].creditedBy == two.number)
        let second = try office.book.bills(after: first.next, limit: 5, caller: .console)
        #expect(second.bills.map(\.number) == [two.number] && !second.more)
        let stranger = try await SmallOffice()
        #expect(throws: StoreError.staleCursor) { try stranger.book.bills(after: second.next, limit: 1, caller: .console) }
        for text in ["x", "AAAA", second.next + "A"] {
            #expect(throws: StoreError.badCursor, "\(text)") { try office.book.bills(after: text, limit: 1, caller: .console) }
        }
    }
}
