import Model
import Money
import Testing
import Time

@testable import Store

@Suite struct CorrectionStoreTests {
    private let note = JournalNote(at: Instant(seconds: 9), actor: "test", action: "call.test", subject: "")

    private func id(_ test: TestBook) throws -> String { try #require(try test.book.calls(CallQuery(CallFilter())).rows.first).id }

    private func make(_ kind: CorrectionKind, _ value: String = "", in test: TestBook) throws {
        _ = try test.book.correct(
            CorrectionOrder(.make(kind, call: id(test), value: value), reason: "why"), journal: note, step: StepNote(site: 0),
            settle: { _, _ in })
    }

    @Test func ordersAreReadBackAsTheyWereWritten() {
        for order in [
            CorrectionOrder(.make(.account, call: "id", value: "ü\u{0}"), reason: ""), CorrectionOrder(.undo(7), reason: "why"),
        ] {
            #expect(CorrectionOrder(bytes: order.bytes) == order)
        }
        #expect(CorrectionOrder(bytes: [1, 2, 3]) == nil)
        #expect(CorrectionOrder(bytes: CorrectionOrder(.undo(7), reason: "x").bytes + [0]) == nil)
    }

    @Test func aRefusedCorrectionLeavesNothing() throws {
        let test = try TestBook()
        var batch = CallBatch()
        batch.add(test.book, stamp: 86_400) { call, _ in call.price = .quarantined(.tooLong) }
        try test.store(batch)
        #expect(throws: StoreError.cannotCorrect(.notCharged)) { try make(.private, in: test) }
        #expect(try test.book.corrections(before: nil, limit: 10).isEmpty && test.book.journal().isEmpty)
        #expect(try test.book.steps(after: 0, limit: 10).isEmpty)
    }

    /// The account code is what is compared of a record, not what a person made of it.
    @Test func theCodeOfTheSwitchIsKeptBeside() throws {
        let test = try TestBook()
        var batch = CallBatch()
        batch.add(test.book, stamp: 86_400) { call, _ in call.account = test.book.names.number(.account, "5") }
        try test.store(batch)
        try make(.account, "77", in: test)
        #expect(try test.book.calls(CallQuery(CallFilter())).rows.map(\.account) == ["77"])
        #expect(try test.int("SELECT count(*) FROM said_account") == 1)
        #expect(try test.store(batch).counts.duplicate == 1)
        #expect(try test.book.conflicts().isEmpty)
        _ = try test.book.correct(
            CorrectionOrder(.undo(1), reason: "no"), journal: note, step: StepNote(site: 0), settle: { _, _ in })
        #expect(try test.book.calls(CallQuery(CallFilter())).rows.map(\.account) == ["5"])
        #expect(try test.int("SELECT count(*) FROM said_account") == 0)
        #expect(try test.book.check().isEmpty)
    }

    /// What was put aside by a decision is compared as the switch sent it; the record in its place is as corrected as the first one.
    @Test func aDecisionKeepsTheCorrection() throws {
        let test = try TestBook()
        var batch = CallBatch()
        batch.add(test.book, stamp: 86_400)
        try test.store(batch)
        try make(.writeOff, in: test)
        try make(.account, "77", in: test)
        var other = CallBatch()
        other.add(test.book, stamp: 86_400) { call, _ in call.duration = 90 }
        #expect(try test.store(other).counts.conflict == 1)
        try test.book.decide(1, .instead, journal: note)
        let row = try #require(try test.book.calls(CallQuery(CallFilter())).rows.first)
        #expect(row.duration == 90 && row.account == "77" && row.price == .writtenOff && row.corrected == [.writtenOff, .account])
        #expect(try test.store(batch).counts.duplicate == 1)
        #expect(try test.store(other).counts.duplicate == 1)
        #expect(try test.book.conflicts().isEmpty && test.book.check().isEmpty)
    }

    @Test func snapshotsGiveBackWhatWas() throws {
        let test = try TestBook()
        var random = Random(state: 5)
        for call in try randomBatch(test.book, &random, count: 200).calls {
            var changed = call
            changed.put(CallOverlay(marks: [.account, .party, .writtenOff], account: "a", party: "p"), said: call.account, test.book.names)
            changed.cost = .free(.leg)
            #expect(CallSnapshot.restore(CallSnapshot.bytes(call, test.book.names), to: &changed, test.book.names))
            #expect(!changed.differs(from: call))
            #expect(!CallSnapshot.restore([1], to: &changed, test.book.names))
        }
    }
}
