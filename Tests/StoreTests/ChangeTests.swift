import Model
import Money
import Testing
import Time

@testable import Store

@Suite struct ChangeTests {
    private func batch(_ test: TestBook, _ stamps: [Int64], called: String = "5550100") -> CallBatch {
        var batch = CallBatch()
        for stamp in stamps { batch.add(test.book, stamp: stamp, called: called) }
        return batch
    }

    /// All that waits behind a cursor, page by page.
    private func read(_ book: any BookStore, after cursor: String? = nil, limit: Int = 2) throws -> (stamps: [Int64], next: String) {
        var (stamps, next): ([Int64], String?) = ([], cursor)
        for _ in 0..<1000 {
            let page = try book.changes(after: next, limit: limit)
            #expect(page.calls.count <= limit)
            stamps += page.calls.map { $0.row?.stamp.seconds ?? -1 }
            next = page.next
            if !page.more { break }
        }
        return (stamps, try #require(next))
    }

    @Test func firstAllThenWhatCameAndChanged() throws {
        let test = try TestBook()
        try test.store(batch(test, [300, 100, 200]))
        let (all, next) = try read(test.book)
        #expect(all == [100, 200, 300], "in the order of the keys")
        #expect(try read(test.book, after: next).stamps == [])
        // A late call and one that came already: only the first is news.
        try test.store(batch(test, [50, 100]))
        let (late, after) = try read(test.book, after: next)
        #expect(late == [50])
        _ = try test.book.rerate(CallFilter(), chunk: 10) { batch, _ in
            for index in batch.calls.indices where batch.calls[index].stamp.seconds == 200 {
                batch.calls[index].price = Outcome(state: .unrated, reason: .noPrefix)
            }
        }
        let changed = try test.book.changes(after: after, limit: 10)
        #expect(changed.calls.map(\.row?.reason) == [.noPrefix] && !changed.more)
        #expect(try read(test.book, after: Book.changesFromNow).stamps == [])
        #expect(try read(test.book, after: after).next == changed.next, "reading changes nothing")
    }

    /// Calls that come and change while all are gone through are not missed, wherever they stand in the order of the keys.
    @Test func nothingIsMissedWhileAllIsRead() throws {
        let test = try TestBook()
        try test.store(batch(test, [100, 200, 300, 400]))
        let first = try test.book.changes(after: nil, limit: 2)
        #expect(first.calls.map(\.row?.stamp.seconds) == [100, 200] && first.more)
        try test.store(batch(test, [150, 350]))
        #expect(try read(test.book, after: first.next).stamps.sorted() == [150, 300, 350, 350, 400])
    }

    @Test func aTransactionOfManyCallsIsReadInPieces() throws {
        let test = try TestBook()
        let (_, start) = try read(test.book)
        let count = Int64(CallChanges.most * 2 + 7)
        try test.store(batch(test, Array(1...count)))
        #expect(try test.int("SELECT count(*) FROM call_change WHERE calls > 0") == 3)
        #expect(try read(test.book, after: start, limit: 333).stamps == Array(1...count))
    }

    /// Texts of any bytes, numbers below zero.
    @Test func keysComeBackAsTheyWere() throws {
        var changes = CallChanges()
        let keys = [
            CallKey(stamp: -5, switch: 3, called: [0, 255, 10], calling: [], leg: [0]),
            CallKey(stamp: .max, switch: 2_000_000_000, called: [], calling: Array("+49 é".utf8), leg: []),
        ]
        for key in keys { changes.note(.new, key) }
        var reader = CallChangeReader(changes.bytes)
        for key in keys {
            let entry = try #require(try reader.next())
            #expect(entry.key == key && entry.kind == .new)
        }
        #expect(try reader.next() == nil)
        for count in 1..<changes.bytes.count where count != changes.bytes.count {
            var cut = CallChangeReader(Array(changes.bytes.prefix(count)))
            #expect(throws: (any Error).self, "\(count)") {
                while try cut.next() != nil {}
                // A whole first entry alone is no damage.
                if count == 1 + 8 + 4 + 4 + 3 + 4 + 4 + 1 { throw StoreError.closed }
            }
        }
    }

    /// What is taken away and comes again in one transaction has changed; what comes again later is new.
    @Test func comingAgainIsAChange() throws {
        var changes = CallChanges()
        let key = CallKey(stamp: 1, switch: 1, called: [1], calling: [], leg: [])
        func kinds() throws -> [CallChanges.Kind] {
            var (reader, kinds) = (CallChangeReader(changes.bytes), [CallChanges.Kind]())
            while let entry = try reader.next() { kinds.append(entry.kind) }
            return kinds
        }
        changes.begin()
        changes.note(.removed, key)
        changes.note(.new, key)
        #expect(try kinds() == [.removed, .changed])
        changes.begin()
        changes.note(.new, key)
        #expect(try kinds() == [.new])
    }

    @Test func aCursorOfAnotherStateIsRefused() throws {
        let test = try TestBook()
        try test.store(batch(test, [100]))
        let old = try read(test.book).next
        try test.book.backup(to: test.root + "/copy.sqlite") { _, _ in true }
        try test.store(batch(test, [200]))
        let late = try read(test.book, after: old).next
        // The backup goes on otherwise: the old cursor is of a state that both have, the late one is not.
        try Book.restore(from: test.root + "/copy.sqlite", to: test.root + "/again.book")
        let restored = try Book(path: test.root + "/again.book")
        defer { try? restored.close() }
        #expect(throws: StoreError.staleCursor) { try restored.changes(after: late, limit: 5) }
        var other = CallBatch()
        other.add(restored, stamp: 300)
        var origin = BatchOrigin(importNumber: 1, source: test.source, partBegin: 0, at: Instant(seconds: 2))
        (origin.lines, origin.linesInRecords) = (1, 1)
        _ = try restored.store(other, from: origin)
        #expect(throws: StoreError.staleCursor) { try restored.changes(after: late, limit: 5) }
        #expect(try read(restored, after: old).stamps == [300])
        let stranger = try TestBook()
        #expect(throws: StoreError.staleCursor) { try stranger.book.changes(after: old, limit: 5) }
    }

    @Test(arguments: ["", "x", "AAAA", "Ag", "AgA", "====", String(repeating: "A", count: 200_000)])
    func whatNobodyMadeIsNoCursor(_ text: String) throws {
        let test = try TestBook()
        #expect(throws: StoreError.badCursor) { try test.book.changes(after: text, limit: 5) }
    }

    /// Any byte of a cursor changed is refused, or another position of the same book: never an error of the program.
    @Test func damagedCursorsAreRefused() throws {
        let test = try TestBook()
        try test.store(batch(test, Array(1...20)))
        for limit in [3, 500] {
            let cursor = try #require(Base64URL.decode(try test.book.changes(after: nil, limit: limit).next))
            for index in cursor.indices {
                var bytes = cursor
                bytes[index] ^= 0x41
                do { _ = try test.book.changes(after: Base64URL.encode(bytes), limit: 5) } catch {
                    #expect(error == .badCursor || error == .staleCursor, "byte \(index)")
                }
            }
        }
    }

    @Test func theOldestChangesAreForgotten() throws {
        let test = try TestBook(changesKept: 10)
        let start = try read(test.book).next
        for stamp in 1...30 as ClosedRange<Int64> { try test.store(batch(test, [stamp])) }
        #expect(try test.int("SELECT sum(calls) FROM call_change") <= 12)
        #expect(throws: StoreError.staleCursor) { try test.book.changes(after: start, limit: 5) }
        #expect(try read(test.book).stamps == Array(1...30))
    }

    /// What a transaction that failed noted is not told by the next one.
    @Test func whatWasRolledBackIsNotTold() throws {
        let test = try TestBook()
        let start = try read(test.book).next
        struct Stop: Error {}
        #expect(throws: (any Error).self) {
            try test.sqlite.write(StorePlace("call", "test")) { database in
                let statements = try test.sqlite.hot.statements(database)
                try test.sqlite.note(.new, CallKey(stamp: 1, switch: 1, called: [], calling: [], leg: []), statements)
                throw Stop()
            }
        }
        try test.store(batch(test, [7]))
        #expect(try read(test.book, after: start).stamps == [7])
    }
}
