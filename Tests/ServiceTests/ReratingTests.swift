import Foundation
import Model
import Money
import Store
import Testing
import Time

@testable import Service

/// 0.10 a begun minute at first (0.50 for `b`), the provider's 0.04.
@Suite("Charges proposed beside those that stand")
struct ReratingTests {
    private func office() async throws -> RatedOffice {
        let office = try RatedOffice()
        try await office.add([
            RatedOffice.line(1, "09:00:00", "101", seconds: 61), RatedOffice.line(2, "09:00:00", "101", seconds: 60, called: "331"),
            RatedOffice.line(3, "09:00:00", "102", seconds: 60), RatedOffice.line(4, "09:00:00", "109", seconds: 60),
        ])
        return office
    }

    private func propose(_ office: RatedOffice, _ choice: RerateChoice = RerateChoice()) throws -> ReratingReport {
        let number = try office.book.proposeRerating(choice, office.march, caller: office.caller)
        try office.book.finishRerating(number, caller: office.caller)
        return try office.book.reratingReport(number, caller: office.caller)
    }

    private func accept(_ number: Int64, _ office: RatedOffice) throws -> ReratingView {
        try office.book.acceptRerating(number, caller: office.caller)
        try office.book.finishRerating(number, caller: office.caller)
        return try office.book.rerating(number, caller: office.caller)
    }

    private func line(_ line: ReratingReport.Line) -> String {
        "\(line.name) \(line.scheme.rawValue) \(line.calls)>\(line.newCalls) \(line.differing) \(line.text(line.old)) \(line.text(line.new))"
    }

    /// 0.20, 0.10 and 0.10 of t become 0.60, 0.30 and 0.30; the 0.50 of `b` stays, and all costs.
    @Test("The difference first, by party and type; nothing changes until it is accepted; then bills and sums are the new ones")
    func differenceThenAcceptance() async throws {
        let office = try await office()
        let before = try office.rows()
        #expect(before.map(\.price.shown) == ["0.20", "0.10", "0.50", "0.10"])
        try office.site(price: "0.30")
        let report = try propose(office)
        #expect(report.view.state == .ready && report.view.calls == 4 && report.view.differing == 3)
        #expect(report.totals.map(line) == [" price 4>4 3 0.90 1.70", " cost 4>4 0 0.20 0.20"])
        #expect(
            report.parties.map(line) == [
                "a price 2>2 2 0.30 0.90", "b price 1>1 0 0.50 0.50", "unassigned@main price 1>1 1 0.10 0.30", "a cost 2>2 0 0.12 0.12",
                "b cost 1>1 0 0.04 0.04", "unassigned@main cost 1>1 0 0.04 0.04",
            ])
        #expect(report.types.filter { $0.scheme == .price }.map(line) == [" price 1>1 1 0.10 0.30", "mobile price 3>3 2 0.80 1.40"])
        #expect(report.credits == [] && report.totals[0].difference == Amount(millionths: 800_000))
        #expect(try office.rows() == before)
        let calls = try office.book.reratingCalls(report.view.number, caller: office.caller).calls
        #expect(
            calls.map(\.call.old.price.shown) == ["0.20", "0.10", "0.10"] && calls.map(\.call.new.price.shown) == ["0.60", "0.30", "0.30"])

        let done = try accept(report.view.number, office)
        #expect(done.state == .accepted && done.changed == 3 && done.anew == 0)
        #expect(try office.rows().map(\.price.shown) == ["0.60", "0.30", "0.50", "0.30"])
        #expect(try office.bill("a") == "0.90")
        try office.checkAll()
        let actions = try office.book.journal(caller: office.caller).map(\.note.action)
        #expect(actions.prefix(3) == ["rerating.accepted", "rerating.accept", "rerating.propose"])
        #expect(throws: StoreError.rerating(done.number, is: "accepted")) {
            try office.book.acceptRerating(done.number, caller: office.caller)
        }
    }

    @Test("By party, table, node and type; calls that get a rate and that lose it")
    func choices() async throws {
        let office = try await office()
        try office.site(price: "0.30", prefixes: "\"49\"")
        func differing(_ kind: RerateChoice.Kind, _ text: String) throws -> [String] {
            var choice = RerateChoice()
            choice.add(kind, text)
            let report = try propose(office, choice)
            return try office.book.reratingCalls(report.view.number, caller: office.caller).calls.map {
                "\($0.start.day.parts.day) \($0.call.new.price.shown)"
            }
        }
        #expect(try differing(.party, "a") == ["1 0.60", "2 unrated"])
        #expect(try differing(.type, "mobile") == ["1 0.60", "4 0.30"])
        #expect(try differing(.table, "t") == ["1 0.60", "2 unrated", "4 0.30"])
        #expect(try differing(.table, "dear") == [] && differing(.node, "hq") == [])
        #expect(throws: ServiceError.self) { try differing(.table, "none") }
        #expect(throws: ServiceError.self) { try differing(.trunk, "none") }
        let report = try propose(office)
        let priced: (ReratingReport.Line) -> Bool = { $0.scheme == .price && $0.currency != nil }
        #expect(report.totals.first(where: priced)?.nowUnrated == 1)
        _ = try accept(report.view.number, office)
        #expect(try office.rows().map(\.price.shown) == ["0.60", "unrated", "0.50", "0.30"])
        try office.site(price: "0.30")
        let back = try propose(office)
        #expect(back.totals.first(where: priced)?.nowRated == 1)
        try office.checkAll()
    }

    @Test("After a change of the site a proposal is out of date and is refused")
    func outOfDate() async throws {
        let office = try await office()
        try office.site(price: "0.30")
        let number = try propose(office).view.number
        try office.site(price: "0.40")
        #expect(try office.book.rerating(number, caller: office.caller).isOutOfDate)
        #expect(throws: StoreError.siteChanged(rerating: number)) { try office.book.acceptRerating(number, caller: office.caller) }
        #expect(try office.rows().map(\.price.shown) == ["0.20", "0.10", "0.50", "0.10"])
        try office.book.dropRerating(number, caller: office.caller)
        #expect(try office.book.reratings(caller: office.caller).isEmpty)
        #expect(throws: StoreError.self) { try office.book.reratingReport(number, caller: office.caller) }
    }

    @Test("What changed since it was proposed is rated anew, not overwritten with what is out of date")
    func changedMeanwhile() async throws {
        let office = try RatedOffice()
        let first = RatedOffice.line(1, "09:00:00", "101", seconds: 60, link: "x", leg: "1")
        try await office.add([
            first, RatedOffice.line(2, "09:00:00", "101", seconds: 60), RatedOffice.line(3, "09:00:00", "101", seconds: 60),
        ])
        try office.site(price: "0.30")
        let report = try propose(office)
        #expect(report.view.differing == 3)
        // A leg comes late: 09:00:00 to 09:03:00 are three minutes. Another call is given to b, whose table is not t.
        try await office.add([RatedOffice.line(1, "09:02:00", "101", seconds: 60, link: "x", leg: "2")])
        try office.book.correct(office.rows()[2].id, .party, "b", reason: "b's", caller: office.caller)
        #expect(try office.rows().map(\.price.shown) == ["0.90", "free", "0.50", "0.10"])
        let done = try accept(report.view.number, office)
        #expect(try office.rows().map(\.price.shown) == ["0.90", "free", "0.50", "0.30"])
        #expect(done.changed == 1 && done.anew == 0)
        try office.checkAll()
    }

    /// The first is `b`'s when charges are proposed, for 0.50, and its own caller's again when they are accepted: 0.10, which becomes 0.30.
    @Test("A call that had become another by then is rated anew, and counted")
    func anew() async throws {
        let office = try RatedOffice()
        try await office.add([RatedOffice.line(2, "09:00:00", "101", seconds: 60), RatedOffice.line(3, "09:00:00", "101", seconds: 60)])
        try office.book.correct(office.rows()[0].id, .party, "b", reason: "x", caller: office.caller)
        try office.site(price: "0.30")
        let report = try propose(office)
        #expect(report.view.differing == 1)
        try office.book.undoCorrection(1, reason: "x", caller: office.caller)
        #expect(try office.rows().map(\.price.shown) == ["0.10", "0.10"])
        let done = try accept(report.view.number, office)
        #expect(done.changed == 2 && done.anew == 1)
        #expect(try office.rows().map(\.price.shown) == ["0.30", "0.30"])
        try office.checkAll()
    }

    /// Chunk by chunk with a stop after each: what is left goes on where it was, and nothing is done twice.
    @Test("Stopped after each chunk, proposing and accepting go on where they were")
    func inPieces() async throws {
        let office = try RatedOffice()
        let lines = (0..<60).map { RatedOffice.line(1 + $0 / 3, "09:00:0\($0 % 3)", ["101", "102", "109"][$0 % 3], seconds: 30 + $0) }
        let far = [
            RatedOffice.line(1, "12:00:00", "101", seconds: 10, link: "far", leg: "1"),
            RatedOffice.line(20, "12:00:00", "101", seconds: 10, link: "far", leg: "2"),
        ]
        try await office.add(lines + far)
        let twin = try RatedOffice()
        try await twin.add(lines + far)
        for book in [office, twin] { try book.site(price: "0.30") }
        let whole = try propose(twin)
        let number = try office.book.proposeRerating(RerateChoice(), office.march, caller: office.caller)
        var stops = 0
        while try !office.book.runRerating(.propose, number, chunk: 7, proceed: { _ in false }) { stops += 1 }
        #expect(stops > 5)
        let report = try office.book.reratingReport(number, caller: office.caller)
        #expect(report.totals == whole.totals && report.parties == whole.parties && report.types == whole.types)
        #expect(report.view.differing == whole.view.differing)

        _ = try accept(whole.view.number, twin)
        try office.book.acceptRerating(number, caller: office.caller)
        stops = 0
        while try !office.book.runRerating(.accept, number, chunk: 7, proceed: { _ in false }) { stops += 1 }
        #expect(stops > 5)
        let done = try office.book.rerating(number, caller: office.caller)
        #expect(done.state == .accepted && done.changed == report.view.differing && done.anew == 0)
        #expect(try office.rows() == twin.rows())
        try office.checkAll()
    }

    /// The bill of `a` has 0.20 and 0.10; at 0.05 they would be 0.10 and 0.05.
    @Test("Issued bills stay; what differs on them is a proposed credit; their calls are corrected when they are credited")
    func billed() async throws {
        let office = try await office()
        let bill = try office.book.issueBill(of: PartyID("a"), office.march, caller: office.caller)
        try office.site(price: "0.05")
        let report = try propose(office)
        #expect(report.totals.map(line) == [" price 2>2 1 0.60 0.55", " cost 2>2 0 0.08 0.08"])
        let credit = ReratingReport.Credit(
            bill: bill.number, party: "a", amounts: [Money(Amount(millionths: 150_000), .usd)], calls: 2)
        #expect(report.credits == [credit])
        let calls = try office.book.reratingCalls(report.view.number, bill: bill.number, caller: office.caller).calls
        #expect(calls.map(\.call.new.price.shown) == ["0.10", "0.05"])
        #expect(try office.book.reratingJSON(report, caller: office.caller).contains("\"amount\":\"0.15\""))
        let done = try accept(report.view.number, office)
        #expect(done.changed == 1)
        #expect(try office.rows().map(\.price.shown) == ["0.20", "0.10", "0.50", "0.05"])
        let id = try office.rows()[0].id
        #expect(throws: StoreError.cannotCorrect(.onBill(bill.number))) {
            try office.book.correct(id, .writeOff, reason: "x", caller: office.caller)
        }
        try office.checkAll()
        try office.book.creditBill(bill.number, reason: "wrong prices", caller: office.caller)
        try office.book.correct(id, .writeOff, reason: "x", caller: office.caller)
        let after = try propose(office)
        #expect(after.credits == [] && after.view.differing == 1)
        _ = try accept(after.view.number, office)
        #expect(try office.rows().map(\.price.shown) == ["writtenOff", "0.05", "0.50", "0.05"])
        #expect(try office.bill("a") == "0.05")
        try office.checkAll()
    }

    @Test("Cancelled while it goes on: a proposal is given up, an acceptance can go on")
    func cancelled() async throws {
        let office = try await office()
        try office.site(price: "0.30")
        let waiting = try office.book.proposeRerating(RerateChoice(), office.march, caller: office.caller)
        try office.book.cancelRerating(waiting, caller: office.caller)
        try office.book.finishRerating(waiting, caller: office.caller)
        #expect(try office.book.rerating(waiting, caller: office.caller).state == .cancelled)

        let number = try propose(office).view.number
        try office.book.acceptRerating(number, caller: office.caller)
        _ = try office.book.runRerating(.accept, number, chunk: 1, proceed: { _ in false })
        try office.book.cancelRerating(number, caller: office.caller)
        let stopped = try office.book.rerating(number, caller: office.caller)
        #expect(stopped.state == .ready && stopped.changed == 1)
        #expect(try office.rows().map(\.price.shown) == ["0.60", "0.10", "0.50", "0.10"])
        let done = try accept(number, office)
        #expect(done.state == .accepted && done.changed == 3)
        #expect(try office.rows().map(\.price.shown) == ["0.60", "0.30", "0.50", "0.30"])
        try office.checkAll()
    }

    @Test("A runner of jobs works off what waits, and what the process before it left")
    func runner() async throws {
        let office = try await office()
        try office.site(price: "0.30")
        let number = try office.book.proposeRerating(RerateChoice(), office.march, caller: office.caller)
        // Somebody leased it and is gone.
        _ = try office.book.store.leaseJob(owner: "gone", now: office.book.clock(), until: office.book.clock() + 1000)
        let runner = JobRunner(book: office.book)
        let running = Task { await runner.run() }
        for _ in 0..<400 where try office.book.rerating(number, caller: office.caller).state == .proposing {
            try await Task.sleep(for: .milliseconds(25))
        }
        #expect(try office.book.rerating(number, caller: office.caller).state == .ready)
        try office.book.acceptRerating(number, caller: office.caller)
        for _ in 0..<400 where try office.book.rerating(number, caller: office.caller).state == .accepting {
            try await Task.sleep(for: .milliseconds(25))
        }
        #expect(try office.book.rerating(number, caller: office.caller).state == .accepted)
        running.cancel()
        await running.value
        #expect(try office.book.store.jobs().map(\.state) == [.done, .done])
    }

    @Test("The words of steps are read back as they were written")
    func words() throws {
        let days = try #require(DayRange(year: 2026, month: 3))
        var choice = RerateChoice()
        for (kind, text) in [(.party, "a b"), (.party, "ü"), (.trunk, "1"), (.table, "t"), (.node, "hq"), (.type, "x:y")]
            as [(RerateChoice.Kind, String)]
        {
            choice.add(kind, text)
        }
        for kind in [Rerating.whole(choice), .whole(RerateChoice()), .unrated, .assign, .named(.account, ["a", "ß"])] {
            let read = try #require(Rerating.read(kind.words(days)))
            #expect(read.kind == kind && read.days == days)
        }
        #expect(Rerating.whole(choice).words(days).hasPrefix("whole 2026-03-01 2026-03-31 party:YSBi party:"))
        #expect(Rerating.read("whole 2026-03-01 2026-03-31 colour:YQ==") == nil)
    }
}
