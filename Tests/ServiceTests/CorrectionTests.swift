import Model
import Money
import Store
import Testing
import Time

@testable import Service

/// 0.10 a begun minute (0.50 for `b` and account 88), the provider's 0.04.
@Suite("Corrections of single calls")
struct CorrectionTests {
    private func line(_ time: String, _ calling: String = "101", seconds: Int = 60, account: String = "") -> String {
        RatedOffice.line(2, time, calling, seconds: seconds, account: account)
    }

    @Test("Written off: nobody pays, the provider is paid, it is counted and shown; undone it is what it was, by the version it had")
    func writeOff() async throws {
        let office = try RatedOffice()
        try await office.add([line("09:00:00", seconds: 61), line("10:00:00")])
        let before = try office.rows()
        #expect(before.map(\.price.shown) == ["0.20", "0.10"])
        #expect(try office.bill("a") == "0.30")
        let made = try office.book.correct(before[0].id, .writeOff, reason: "  wrong number ", caller: office.caller)
        #expect(made.former == "0.20 USD" && made.reason == "wrong number" && made.number == 1)
        let rows = try office.rows()
        #expect(rows.map(\.price.shown) == ["writtenOff", "0.10"])
        #expect(rows[0].price == .writtenOff && rows[0].cost.shown == "0.08" && rows[0].corrected == .writtenOff)
        #expect(try office.bill("a") == "0.10")
        var query = SummaryQuery(days: try office.march, groups: [])
        query.parties = [PartyDays("a")]
        let sums = try office.book.store.summary(query)
        #expect(sums.map(\.measures.calls).reduce(0, +) == 2, "counted")
        #expect(sums.map(\.measures.price.millionths).reduce(0, +) == 100_000)
        #expect(sums.map(\.measures.cost.millionths).reduce(0, +) == 120_000)
        try office.checkAll()

        // Prices change, and everything is rated again for another reason: the decision holds.
        try office.site(price: "0.30")
        _ = try await office.book.rerateUnrated(office.march, caller: office.caller)
        #expect(try office.rows().map(\.price.shown) == ["writtenOff", "0.10"])
        try office.book.undoCorrection(1, reason: "it was right", caller: office.caller)
        #expect(try office.rows() == before, "by the old price: nothing rated it again")
        try office.checkAll()
        let entries = try office.book.journal(caller: office.caller).map(\.note)
        #expect(entries[0].action == "call.undo" && entries[0].after == "writeOff: it was right")
        #expect(entries.contains { $0.action == "call.writeOff" && $0.before == "0.20 USD" && $0.after == "wrong number" })
    }

    @Test("A call that waits for a rate can be written off and waits no more; a free one has nothing to write off")
    func writeOffUnrated() async throws {
        let office = try RatedOffice()
        try office.site(price: "0.10", prefixes: "\"49\"")
        try await office.add([RatedOffice.line(2, "09:00:00", "101", seconds: 60, called: "331"), line("10:00:00", seconds: 0)])
        let rows = try office.rows()
        #expect(rows.map(\.price.shown) == ["unrated", "free"])
        #expect(throws: StoreError.cannotCorrect(.nothingToPay)) {
            try office.book.correct(rows[1].id, .writeOff, reason: "x", caller: office.caller)
        }
        try office.book.correct(rows[0].id, .writeOff, reason: "x", caller: office.caller)
        #expect(try office.rows()[0].price == .writtenOff)
        #expect(try office.book.problemCounts(caller: office.caller).waiting == 0)
        try office.site(price: "0.10")
        #expect(try await office.book.rerateUnrated(office.march, caller: office.caller).calls == 0)
        // Undone it is as it was: it waits for a rate, which is there by now.
        try office.book.undoCorrection(1, reason: "x", caller: office.caller)
        #expect(try office.rows()[0].price == .unrated(.noPrefix))
        _ = try await office.book.rerateUnrated(office.march, caller: office.caller)
        #expect(try office.rows()[0].price.shown == "0.10")
        try office.checkAll()
    }

    @Test("Private: marked and found by the filter, charged as before, undone at any time")
    func isPrivate() async throws {
        let office = try RatedOffice()
        try await office.add([line("09:00:00"), line("10:00:00")])
        let before = try office.rows()
        try office.book.correct(before[0].id, .private, reason: "called home", caller: office.caller)
        try office.book.correct(before[0].id, .writeOff, reason: "a gift", caller: office.caller)
        var filter = CallFilter()
        filter.isPrivate = true
        #expect(try office.rows(filter).map(\.id) == [before[0].id])
        filter.isPrivate = false
        #expect(try office.rows(filter).map(\.id) == [before[1].id])
        #expect(throws: StoreError.cannotCorrect(.alreadySo)) {
            try office.book.correct(before[0].id, .private, reason: "x", caller: office.caller)
        }
        try office.book.undoCorrection(1, reason: "x", caller: office.caller)
        #expect(try office.rows()[0].corrected == .writtenOff)
        try office.book.undoCorrection(2, reason: "x", caller: office.caller)
        #expect(try office.rows() == before)
        #expect(throws: StoreError.cannotCorrect(.alreadyUndone(2))) {
            try office.book.undoCorrection(2, reason: "x", caller: office.caller)
        }
        try office.checkAll()
    }

    @Test("An account code given afterwards: party and table as if the switch had sent it; the same record again is no conflict")
    func account() async throws {
        let office = try RatedOffice()
        let lines = [line("09:00:00"), line("10:00:00", account: "5"), line("11:00:00")]
        try await office.add(lines)
        let before = try office.rows()
        // The project's own code: its party, the usual price.
        try office.book.correct(before[0].id, .account, "77", reason: "project", caller: office.caller)
        // A code of nobody that a selection rule names: the caller's party, the dear table.
        try office.book.correct(before[1].id, .account, "88", reason: "abroad", caller: office.caller)
        let rows = try office.rows()
        #expect(rows.map(\.account) == ["77", "88", ""])
        #expect(rows.map(\.party) == ["project", "a", "a"])
        #expect(rows.map(\.price.shown) == ["0.10", "0.50", "0.10"])
        #expect(try office.bill("project") == "0.10" && office.bill("a") == "0.60")
        let again = try await office.add(lines)
        #expect(again.new == 0 && again.duplicate == 3 && again.conflict == 0, "\(again)")
        // What differs from what the switch sent is a conflict still.
        #expect(try await office.add([line("09:00:00", account: "77")]).conflict == 1)
        #expect(throws: StoreError.cannotCorrect(.alreadySo)) {
            try office.book.correct(before[0].id, .account, "77", reason: "x", caller: office.caller)
        }
        try office.checkAll()
        try office.book.correct(before[1].id, .account, "77", reason: "after all", caller: office.caller)
        #expect(try office.rows()[1].party == "project" && office.rows()[1].price.shown == "0.10")
        #expect(throws: StoreError.cannotCorrect(.laterFirst(3))) {
            try office.book.undoCorrection(2, reason: "x", caller: office.caller)
        }
        for number in [3, 2, 1] as [Int64] { try office.book.undoCorrection(number, reason: "x", caller: office.caller) }
        #expect(try office.rows() == before)
        try office.checkAll()
    }

    @Test("Moved to another party: its table by selection, whatever the directory says; rated again it stays there")
    func party() async throws {
        let office = try RatedOffice()
        try await office.add([line("09:00:00", seconds: 61), line("10:00:00")])
        let before = try office.rows()
        try office.book.correct(before[0].id, .party, "b", reason: "b called from a's desk", caller: office.caller)
        #expect(try office.rows().map(\.party) == ["b", "a"])
        #expect(try office.rows().map(\.price.shown) == ["1.00", "0.10"])
        #expect(try office.bill("b") == "1.00" && office.bill("a") == "0.10")
        try office.site(price: "0.20")
        let number = try office.book.proposeRerating(RerateChoice(), office.march, caller: office.caller)
        try office.book.finishRerating(number, caller: office.caller)
        try office.book.acceptRerating(number, caller: office.caller)
        try office.book.finishRerating(number, caller: office.caller)
        #expect(try office.rows().map(\.price.shown) == ["1.00", "0.20"])
        try office.book.undoCorrection(1, reason: "x", caller: office.caller)
        // It was rated again since: it is what the rules of now make of it.
        #expect(try office.rows().map(\.party) == ["a", "a"] && office.rows().map(\.price.shown) == ["0.40", "0.20"])
        try office.checkAll()
        #expect(throws: ServiceError.self) {
            try office.book.correct(before[0].id, .party, "nobody", reason: "x", caller: office.caller)
        }
    }

    @Test("All records of a call, those that come later too; taken back and decoded again it is as corrected as before")
    func legs() async throws {
        let office = try RatedOffice()
        func leg(_ second: Int, _ calling: String, _ leg: String) -> String {
            RatedOffice.line(2, "09:00:0\(second)", calling, seconds: 30, link: "x", leg: leg)
        }
        try await office.add([leg(0, "101", "1"), leg(1, "101", "2")])
        let first = try office.rows()
        // From 09:00:00 to 09:00:31: one begun minute.
        #expect(first.map(\.price.shown) == ["0.10", "free"])
        try office.book.correct(first[1].id, .party, "b", reason: "b's call", caller: office.caller)
        #expect(try office.rows().map(\.party) == ["b", "b"] && office.rows()[0].price.shown == "0.50")
        try office.book.correct(first[0].id, .account, "88", reason: "code", caller: office.caller)
        // 09:00:00 to 09:01:05: two begun minutes.
        try await office.add([RatedOffice.line(2, "09:00:35", "101", seconds: 30, link: "x", leg: "3")])
        #expect(try office.rows().map(\.party) == ["b", "b", "b"] && office.rows().map(\.account) == ["88", "88", "88"])
        #expect(try office.rows().map(\.price.shown) == ["1.00", "free", "free"])
        #expect(try office.book.corrections(of: first[1].id, caller: office.caller).map(\.correction.number) == [2, 1])
        try office.checkAll()

        // The raw log is read again, as if nothing had been decided: nothing differs, and nothing is lost.
        let rows = try office.rows()
        let same = try office.book.replay(ReplayQuestion(source: "one", accepts: true), caller: office.caller)
        #expect(same.difference.same == 3 && same.difference.isEmpty)
        // Taken back, and sent once more by another source.
        _ = try office.book.withdraw(WithdrawQuestion(source: "one", reason: "test", accepts: true), caller: office.caller)
        #expect(try office.rows() == [])
        try office.checkAll()
        try await office.add([leg(0, "101", "1"), leg(1, "101", "2")], source: "two")
        try await office.add([RatedOffice.line(2, "09:00:35", "101", seconds: 30, link: "x", leg: "3")], source: "two")
        func bare(_ rows: [CallRow]) -> [CallRow] {
            rows.map { row in
                var row = row
                (row.source, row.rawOffset, row.rawCount) = ("", 0, 0)
                return row
            }
        }
        #expect(try bare(office.rows()) == bare(rows))
        try office.checkAll()
        try office.book.undoCorrection(2, reason: "x", caller: office.caller)
        try office.book.undoCorrection(1, reason: "x", caller: office.caller)
        #expect(try office.rows().map(\.party) == ["a", "a", "a"] && office.rows().map(\.account) == ["", "", ""])
        #expect(try office.rows().map(\.price.shown) == ["0.20", "free", "free"])
        try office.checkAll()
    }

    @Test("Without a reason, a right, a value or a call nothing is corrected")
    func refused() async throws {
        let office = try RatedOffice()
        try await office.add([line("09:00:00")])
        let id = try office.rows()[0].id
        let viewer = Caller(kind: .user, name: "viewer", role: .viewer)
        #expect(throws: ServiceError.self) { try office.book.correct(id, .private, reason: "x", caller: viewer) }
        #expect(throws: ServiceError.self) { try office.book.correct(id, .private, reason: "  ", caller: office.caller) }
        #expect(throws: ServiceError.self) { try office.book.correct(id, .account, reason: "x", caller: office.caller) }
        #expect(throws: ServiceError.self) { try office.book.correct(id, .account, "7\n7", reason: "x", caller: office.caller) }
        #expect(throws: StoreError.self) { try office.book.correct("nothing", .private, reason: "x", caller: office.caller) }
        #expect(throws: StoreError.self) { try office.book.undoCorrection(7, reason: "x", caller: office.caller) }
        #expect(try office.rows()[0].corrected == [])
        #expect(try office.book.corrections(of: id, caller: viewer).isEmpty)
    }
}
