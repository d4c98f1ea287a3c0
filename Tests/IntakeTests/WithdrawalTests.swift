import Foundation
import Mediation
import Model
import RawLog
import Store
import Testing
import Time

@testable import Intake

/// Calls that are taken out again: everything ties as if they had never come, and comes back when they do.
@Suite struct WithdrawalTests {
    private static let now = Instant(seconds: 1_800_000_000)

    @Test(arguments: [1, 2, 3] as [UInt64]) func sumsTieWithoutThemAndWithThemAgain(seed: UInt64) async throws {
        var lines = Lines(seed)
        let calls = lines.office(120)
        let half = calls.count / 2
        // The reference never saw the second half.
        let reference = try Office()
        try await reference.run(Array(calls[..<half].joined().utf8))
        let office = try Office()
        try await office.run(Array(calls[..<half].joined().utf8))
        let begin = try #require(try office.book.imports().first).start.source
        let end = try office.book.position(of: begin)?.offset ?? 0
        try await office.run(Array(calls[half...].joined().utf8))
        let whole = try (office.calls(), office.summaries())
        let what = Withdrawal(
            source: begin, peer: "", first: Self.now, last: Self.now, reason: "forged", stretches: [end..<Int64.max])
        let settler = CallRerater(rater: office.rater, names: office.book.names)
        let preview = try office.book.withdraw(what, journal: nil)
        #expect(try office.calls().count == whole.0.count, "a preview changes nothing")
        let note = JournalNote(at: Self.now, actor: "anna", action: "calls.withdraw", subject: "x", after: "forged")
        let done = try office.book.withdraw(what, journal: note) { settler.rerate(&$0, $1) }
        #expect(done == preview && done.calls > 0)
        #expect(try office.calls() == reference.calls(), "seed \(seed)")
        #expect(try office.summaries() == reference.summaries(), "seed \(seed)")
        #expect(try office.book.check() == [], "seed \(seed)")
        #expect(try office.book.journal(limit: 1).first?.note == note)
        // Withdrawn again: nothing is left. Brought in again: all is back.
        #expect(try office.book.withdraw(what, journal: nil).calls == 0)
        try await office.run(Array(calls[half...].joined().utf8))
        #expect(try office.calls() == whole.0, "seed \(seed)")
        #expect(try office.summaries() == whole.1, "seed \(seed)")
        #expect(try office.book.check() == [], "seed \(seed)")
    }
}
