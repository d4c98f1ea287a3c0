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

    @Test func batchesTogetherAreAllThereOrNone() throws {
        let test = try TestBook()
        func order(_ stamp: Int64, _ importNumber: Int64) -> StoreOrder {
            var batch = CallBatch()
            batch.add(test.book, stamp: stamp)
            var origin = BatchOrigin(importNumber: importNumber, source: test.source, partBegin: 0, at: Instant(seconds: 2))
            (origin.lines, origin.linesInRecords) = (1, 1)
            return StoreOrder(batch: batch, origin: origin)
        }
        let (first, second) = (order(1_767_225_600, test.importNumber), order(1_767_225_660, test.importNumber))
        #expect(throws: StoreError.self) { try test.book.store([first, order(1_767_225_720, 999)]) }
        #expect(try test.int("SELECT count(*) FROM call") == 0)
        #expect(try test.book.check() == [])
        #expect(try test.book.store([first, second, first]).map(\.counts.new) == [1, 1, 0])
        #expect(try test.book.importInfo(test.importNumber).counts.duplicate == 1)
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
        try test.book.eachCall(CallFilter(), chunk: 3) { row in
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
            let id = try test.book.decide(waiting[0].number, decision, journal: note)
            #expect((id == nil) == (decision == .rejected))
            #expect(throws: StoreError.alreadyDecided(conflict: waiting[0].number)) {
                try test.book.decide(waiting[0].number, decision, journal: note)
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
                    try test.book.decide(conflict.number, decision, journal: note)
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

    @Test func aChangedSummaryIsFound() throws {
        let test = try TestBook()
        var batch = CallBatch()
        batch.add(test.book, stamp: 1_767_225_600)
        _ = try test.store(batch)
        for table in ["summary_day", "summary_hour"] {
            for column in ["calls", "answered", "unrated", "seconds", "price", "cost"] {
                try test.damage("UPDATE \(table) SET \(column) = \(column) + 1")
                #expect(try test.book.check().map(\.kind).contains(.summary), "\(table).\(column)")
                try test.book.rebuildSummaries()
                #expect(try test.book.check() == [])
            }
        }
    }

    /// Each counter of an import, one more or one less (D2).
    @Test func aChangedCounterIsFound() throws {
        let test = try TestBook()
        var batch = CallBatch()
        for stamp in 1...4 as ClosedRange<Int64> {
            batch.add(test.book, stamp: 1_767_225_600 + stamp) { call, _ in
                let outcomes: [Outcome] = [.free(.incoming), .unrated(.noPrefix), .quarantined(.tooLong), call.price]
                call.price = outcomes[Int(stamp) - 1]
            }
        }
        batch.add(test.book, stamp: 1_767_225_601)
        batch.calls[4].price = batch.calls[0].price
        batch.add(test.book, stamp: 1_767_225_602) { call, _ in call.duration = 61 }
        var origin = BatchOrigin(importNumber: test.importNumber, source: test.source, partBegin: 0, at: Instant(seconds: 2))
        (origin.lines, origin.linesInRecords) = (8, 6)
        origin.skips = [Skip(line: 7, lines: 2, rawOffset: 0, rawCount: 9, reason: "header")]
        let counts = try test.book.store(batch, from: origin, settle: nil).counts
        #expect(counts.new == 3 && counts.quarantined == 1 && counts.duplicate == 1 && counts.repeated == 1 && counts.conflict == 1)
        #expect(try test.book.check() == [])
        let columns = ["physical_lines", "lines_in_records", "records", "new", "duplicate", "conflict", "quarantined"]
        for change in columns.flatMap({ ["\($0) = \($0) + 1", "\($0) = \($0) - 1"] }) + ["repeated = repeated + 1"] {
            try test.damage("UPDATE import SET \(change)")
            #expect(try test.book.check().map(\.kind).contains(.counts), "\(change)")
            let back = change.contains("+") ? change.replacing("+", with: "-") : change.replacing(" - ", with: " + ")
            try test.damage("UPDATE import SET \(back)")
            #expect(try test.book.check() == [], "\(back)")
        }
        for kind in ["free", "unrated", "rated", "skipped"] {
            try test.damage("UPDATE import_count SET number = number + 1 WHERE kind = '\(kind)'")
            #expect(try test.book.check().map(\.kind).contains(.counts), "\(kind)")
            try test.damage("UPDATE import_count SET number = number - 1 WHERE kind = '\(kind)'")
        }
        // One moved to another where the sums still hold: the calls and conflicts that are there say otherwise.
        for (from, to) in [("new", "duplicate"), ("quarantined", "duplicate"), ("conflict", "duplicate")] {
            let rated = from == "new" ? "UPDATE import_count SET number = number - 1 WHERE kind = 'rated'" : "UPDATE import SET name = name"
            try test.damage("UPDATE import SET \(from) = \(from) - 1, \(to) = \(to) + 1")
            try test.damage(rated)
            #expect(try test.book.check().map(\.kind).contains(.counts), "\(from) to \(to)")
            try test.damage("UPDATE import SET \(from) = \(from) + 1, \(to) = \(to) - 1")
            try test.damage(rated.replacing("- 1", with: "+ 1"))
        }
        #expect(try test.book.check() == [])
    }

    /// A record accepted as a call of its own is no leg; one accepted instead of a leg is settled with the others.
    @Test func acceptedConflictsAmongLegs() throws {
        let settle: LegSettling = { batch, groups in
            for group in groups {
                for index in group {
                    let first = index == group.lowerBound
                    batch.calls[index].talk = first ? batch.calls[group].reduce(0) { $0 + $1.duration } : 0
                    if !first { batch.calls[index].price = .free(.leg) }
                }
            }
        }
        for (decision, seconds) in [(ConflictDecision.instead, 150), (.own, 210), (.rejected, 120)] as [(ConflictDecision, Int64)] {
            let test = try TestBook()
            func leg(_ name: String, _ duration: Int32) throws {
                var batch = CallBatch()
                batch.add(test.book, stamp: 1_767_225_600) { call, batch in
                    (call.leg, call.link) = (batch.text(name), batch.text("link-1"))
                    (call.duration, call.talk) = (duration, duration)
                }
                _ = try test.store(batch, settle: settle)
            }
            try leg("a", 60)
            try leg("b", 60)
            try leg("b", 90)
            let conflict = try #require(try test.book.conflicts().first)
            let note = JournalNote(at: Instant(seconds: 9), actor: "anna", action: "conflict", subject: "1")
            _ = try test.book.decide(conflict.number, decision, reason: "", journal: note, step: nil, settle: settle)
            #expect(try test.int("SELECT sum(seconds) FROM summary_day") == seconds, "\(decision)")
            #expect(try test.int("SELECT sum(calls) FROM summary_day") == (decision == .own ? 2 : 1), "\(decision)")
            #expect(try test.book.check() == [], "\(decision)")
        }
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
