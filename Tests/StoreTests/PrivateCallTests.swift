import GRDB
import Model
import Testing
import Time

@testable import Store

/// The mark that a code gives a call, beside the one that a person gives it.
@Suite struct PrivateCallTests {
    private let note = JournalNote(at: Instant(seconds: 9), actor: "test", action: "call.test", subject: "")

    /// Four calls: the second and the fourth are private by their code.
    private func filled() throws -> TestBook {
        let test = try TestBook()
        var batch = CallBatch()
        for number in 0..<4 {
            batch.add(test.book, stamp: 1_767_225_600 + Int64(number)) { call, _ in call.codedPrivate = number % 2 == 1 }
        }
        try test.store(batch)
        return test
    }

    private func rows(_ test: TestBook, isPrivate: Bool? = nil) throws -> [CallRow] {
        var filter = CallFilter()
        filter.isPrivate = isPrivate
        var rows: [CallRow] = []
        try test.book.eachCall(filter, chunk: 3) { row in
            rows.append(row)
            return true
        }
        return rows
    }

    private func mark(_ id: String, in test: TestBook) throws -> Int64 {
        try test.book.correct(
            CorrectionOrder(.make(.private, call: id, value: ""), reason: "why"), journal: note, step: StepNote(site: 0),
            settle: { _, _ in }
        ).number
    }

    @Test func eitherMarkIsFoundAndCountedOnce() throws {
        let test = try filled()
        let all = try rows(test)
        #expect(all.map(\.codedPrivate) == [false, true, false, true] && all.map(\.corrected) == [[], [], [], []])
        let number = try mark(all[0].id, in: test)
        let marked = try rows(test)
        #expect(marked.map(\.isPrivate) == [true, true, false, true] && marked.map(\.codedPrivate) == [false, true, false, true])
        #expect(try rows(test, isPrivate: true).map(\.id) == [0, 1, 3].map { all[$0].id })
        #expect(try rows(test, isPrivate: false).map(\.id) == [all[2].id])
        #expect(try test.book.tally(TallyQuery(CallFilter(), by: [])).all().map(\.sums.isPrivate) == [3])
        // The rules come to say the same as the person, and then it is the person's to take back.
        _ = try test.book.rerate(CallFilter(), chunk: 10) { batch, _ in
            for place in batch.calls.indices { batch.calls[place].codedPrivate = true }
        }
        #expect(try test.book.tally(TallyQuery(CallFilter(), by: [])).all().map(\.sums.isPrivate) == [4])
        _ = try test.book.correct(
            CorrectionOrder(.undo(number), reason: "x"), journal: note, step: StepNote(site: 0), settle: { _, _ in })
        let last = try rows(test)
        #expect(last.map(\.isPrivate) == [true, true, true, true] && last.map(\.corrected) == [[], [], [], []])
        #expect(try test.book.check().isEmpty)
    }

    @Test func ratingAgainSetsAndClearsIt() throws {
        let test = try filled()
        let before = try rows(test)
        func rerate() throws -> Int64 {
            try test.book.rerate(CallFilter(), chunk: 3) { batch, _ in
                for place in batch.calls.indices { batch.calls[place].codedPrivate.toggle() }
            }.changed
        }
        #expect(try rerate() == 4, "a mark alone is a difference")
        #expect(try rows(test).map(\.codedPrivate) == [true, false, true, false])
        #expect(try rerate() == 4)
        #expect(try rows(test) == before)
    }

    @Test func aPersonNeedNotSayWhatTheCodeSays() throws {
        let test = try filled()
        let coded = try rows(test)[1]
        #expect(throws: StoreError.cannotCorrect(.privateByCode)) { try mark(coded.id, in: test) }
        #expect(CorrectionRefusal.privateByCode.description.contains("the code that was dialled says so"))
        #expect(try test.book.corrections(before: nil, limit: 10).isEmpty && rows(test)[1] == coded)
    }

    /// What a correction keeps of a call to go back to has the mark, which other rules may have changed in between.
    @Test func aSnapshotHasIt() throws {
        let test = try filled()
        let all = try test.book.calls(CallQuery(CallFilter())).rows
        #expect(all.count == 4)
        var call = StoredCall()
        call.codedPrivate = true
        call.answered = true
        let bytes = CallSnapshot.bytes(call, test.book.names)
        var other = StoredCall()
        other.corrected = .isPrivate
        #expect(CallSnapshot.restore(bytes, to: &other, test.book.names))
        #expect(other.codedPrivate && other.answered && other.corrected == .isPrivate)
        call.codedPrivate = false
        #expect(CallSnapshot.bytes(call, test.book.names) != bytes)
        #expect(CallSnapshot.restore(CallSnapshot.bytes(call, test.book.names), to: &other, test.book.names) && !other.codedPrivate)
    }
}
