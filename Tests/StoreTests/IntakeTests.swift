import GRDB
import Model
import Money
import Testing
import Time

@testable import Store

@Suite struct StoreBatchTests {
    @Test func importedAgainNothingIsNew() throws {
        let test = try TestBook()
        var batch = CallBatch()
        for stamp in 1...5 { batch.add(test.book, stamp: 1_767_225_600 + Int64(stamp) * 60) }
        let first = try test.store(batch)
        #expect(first.counts.new == 5 && first.stored.count == 5 && first.counts.rated == 5)
        let again = try test.store(batch)
        #expect(again.counts.new == 0 && again.counts.duplicate == 5 && again.counts.repeated == 5)
        // Another part: the stored ones lie before its beginning.
        _ = try test.begin(1 << 50)
        #expect(try test.store(batch, partBegin: 1 << 50).counts.repeated == 0)
        #expect(try test.book.check() == [])
    }

    @Test func keysCompareAsBytes() throws {
        let test = try TestBook()
        var batch = CallBatch()
        let called: [[UInt8]] = [
            [], [0], Array("a".utf8), Array("A".utf8), Array("a ".utf8), Array("á".utf8), Array("a\u{301}".utf8), [0x61, 0],
            [0xff, 0xfe], [0x31], [0x31, 0x20],
        ]
        for bytes in called { batch.add(test.book, stamp: 1_767_225_600, called: "") { call, batch in call.called = batch.text(bytes) } }
        #expect(try test.store(batch).counts.new == Int64(called.count))
        #expect(try test.store(batch).counts.duplicate == Int64(called.count))
        var rows: [CallRow] = []
        try test.book.eachCall(CallFilter()) { row in
            rows.append(row)
            return true
        }
        #expect(Set(rows.map(\.id)).count == called.count)
        for row in rows { #expect(try test.book.call(id: row.id) == row) }
    }

    @Test func differingRecordIsKeptAsideOnceAndDecided() throws {
        for decision in [ConflictDecision.instead, .own, .rejected] {
            let test = try TestBook()
            var first = CallBatch()
            first.add(test.book, stamp: 1_767_225_600)
            var second = CallBatch()
            second.add(test.book, stamp: 1_767_225_600) { call, _ in
                call.duration = 90
                call.talk = 90
            }
            _ = try test.store(first)
            #expect(try test.store(second).counts.conflict == 1)
            #expect(try test.store(second).counts.conflict == 1)
            let waiting = try test.book.conflicts()
            #expect(waiting.count == 1 && waiting[0].record.duration == 90 && waiting[0].stored?.duration == 60)
            let note = JournalNote(at: Instant(seconds: 9), actor: "anna", action: "conflict", subject: "1")
            let id = try test.book.decide(waiting[0].number, decision, reason: "checked", journal: note)
            #expect((id == nil) == (decision == .rejected))
            #expect(throws: StoreError.alreadyDecided(conflict: waiting[0].number)) {
                try test.book.decide(waiting[0].number, decision, reason: "", journal: note)
            }
            #expect(try test.store(second).counts.duplicate == 1, "\(decision)")
            #expect(try test.store(first).counts.duplicate == 1, "\(decision)")
            let seconds: Int64 = decision == .instead ? 90 : decision == .own ? 150 : 60
            #expect(try test.int("SELECT sum(seconds) FROM summary_day") == seconds)
            #expect(try test.book.journal().map(\.number) == [1])
            #expect(try test.book.check() == [])
        }
    }

    @Test func legsAreSettledInTheSameTransaction() throws {
        let test = try TestBook()
        let settle: LegSettling = { batch, groups in
            for group in groups {
                batch.calls[group.lowerBound].talk = batch.calls[group].reduce(0) { $0 + $1.duration }
                for index in group.dropFirst() {
                    batch.calls[index].talk = 0
                    batch.calls[index].price = .free(.leg)
                }
            }
        }
        func leg(_ stamp: Int64, _ name: String) -> CallBatch {
            var batch = CallBatch()
            batch.add(test.book, stamp: stamp) { call, batch in
                call.leg = batch.text(name)
                call.link = batch.text("link-1")
            }
            return batch
        }
        _ = try test.store(leg(1_767_225_600, "a"), settle: settle)
        let second = try test.store(leg(1_767_225_660, "b"), settle: settle)
        #expect(second.counts.new == 1 && second.counts.free == [.leg: 1] && second.counts.rated == 0)
        #expect(try test.int("SELECT sum(calls) FROM summary_day") == 1)
        #expect(try test.int("SELECT sum(seconds) FROM summary_day") == 120)
        #expect(try test.int("SELECT sum(price) FROM summary_hour") == 1_000_000)
        #expect(try test.book.check() == [])
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func summariesAreWhatTheCallsAddUpTo(seed: UInt64) throws {
        let test = try TestBook()
        var random = Random(state: seed)
        let other = try #require(Currency("VND"))
        for _ in 0..<12 {
            switch random.below(4) {
            case 0, 1: _ = try test.store(try randomBatch(test.book, &random, count: 150))
            case 2:
                for conflict in try test.book.conflicts().prefix(5) {
                    let decision: ConflictDecision = [.instead, .own, .rejected][random.below(3)]
                    let note = JournalNote(at: Instant(seconds: 9), actor: "a", action: "c", subject: "")
                    try test.book.decide(conflict.number, decision, reason: "", journal: note)
                }
            default:
                _ = try test.book.rerate(
                    CallFilter(), chunk: 40,
                    change: { batch, _ in
                        for index in batch.calls.indices where random.below(3) == 0 {
                            batch.calls[index].price = randomOutcome(&random, other)
                            batch.calls[index].cost = randomOutcome(&random, other)
                            batch.calls[index].party = test.book.names.number(.party, "new\(random.below(3))")
                        }
                    })
            }
            let problems = try test.book.check()
            // A call that rating quarantines later is counted as new at its import: only sums and summaries are compared.
            #expect(problems == [], "seed \(seed)")
        }
        let empty = "SELECT count(*) FROM summary_day WHERE calls + answered + unrated + seconds = 0 AND price = 0 AND cost = 0"
        #expect(try test.int(empty) == 0)
    }

    @Test func aChangedCounterOrSumIsFound() throws {
        let test = try TestBook()
        var batch = CallBatch()
        batch.add(test.book, stamp: 1_767_225_600)
        _ = try test.store(batch)
        try test.book.pool.write { try $0.execute(sql: "UPDATE summary_day SET seconds = seconds + 1") }
        #expect(try test.book.check().map(\.kind).contains(.summary))
        try test.book.rebuildSummaries()
        #expect(try test.book.check() == [])
        try test.book.pool.write { try $0.execute(sql: "UPDATE import SET new = new + 1") }
        #expect(try test.book.check().filter { $0.kind == .counts }.count == 2)
    }

    @Test func aSumBeyondTheRangeIsRefusedWhole() throws {
        let test = try TestBook()
        for stamp in [1_767_225_600, 1_767_225_660] as [Int64] {
            var batch = CallBatch()
            batch.add(test.book, stamp: stamp) { call, _ in
                call.price = .rated(Charge(amount: Amount(millionths: .max - 5), currency: .usd, version: 1, row: 0))
            }
            if stamp == 1_767_225_600 {
                _ = try test.store(batch)
            } else {
                #expect(throws: StoreError.outOfRange(table: "summary_day")) { try test.store(batch) }
            }
        }
        #expect(try test.int("SELECT count(*) FROM \"call\"") == 1)
        #expect(try test.book.check() == [])
    }
}
