import Foundation
import GRDB
import Model
import Testing
import Time

@testable import Store

@Suite struct BookTests {
    private func mode(_ path: String) -> UInt32? { FileSystem.mode(path) }

    @Test func onlyTheOwnerMayReadWhateverTheUmask() throws {
        let before = umask(0)
        defer { umask(before) }
        let test = try TestBook()
        var batch = CallBatch()
        batch.add(test.sqlite, stamp: 1_767_225_600)
        _ = try test.store(batch)
        try test.sqlite.backup(to: test.root + "/copy.sqlite")
        for folder in ["", "/raw"] { #expect(mode(test.path + folder) == 0o700) }
        for file in ["/book.sqlite", "/book.sqlite-wal", "/book.sqlite-shm", "/lock", "/../copy.sqlite"] {
            #expect(mode(test.path + file) == 0o600, "\(file)")
        }
    }

    @Test func aSecondOpenerIsRefusedWithTheFirstOnesNumber() throws {
        let test = try TestBook()
        #expect(throws: StoreError.inUse(path: test.path, pid: getpid())) { try Book(path: test.path) }
        let reader = try Book(path: test.path, access: .reader)
        #expect(reader.identity == test.sqlite.identity)
        try reader.close()
    }

    @Test func anotherProcessHoldsAndLeavesTheLock() throws {
        let test = try TestBook()
        try test.sqlite.close()
        let path = test.path
        test.sqlite = try Book.create(path: test.root + "/other.book", name: "other", at: Instant(seconds: 0))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "exec 9<>\"$1\"; flock -x 9; echo $$ >\"$1\"; echo ready; exec sleep 60", "hold", path + "/lock"]
        let pipe = Pipe()
        process.standardOutput = pipe
        // The book's own descriptor must be gone first.
        try process.run()
        _ = pipe.fileHandleForReading.readData(ofLength: 6)
        let pid = process.processIdentifier
        #expect(throws: StoreError.inUse(path: path, pid: pid)) { try Book(path: path) }
        kill(pid, SIGKILL)
        process.waitUntilExit()
        // Its number is still in the file, but nobody holds the lock.
        #expect(try String(contentsOfFile: path + "/lock", encoding: .utf8) == "\(pid)\n")
        try Book(path: path).close()
    }

    @Test func newerBookIsNotTouched() throws {
        let test = try TestBook()
        try test.sqlite.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        try test.sqlite.close()
        let path = test.path
        test.sqlite = try Book.create(path: test.root + "/other.book", name: "other", at: Instant(seconds: 0))
        let before = try Data(contentsOf: URL(fileURLWithPath: path + "/book.sqlite"))
        for access in [BookAccess.writer, .reader] {
            #expect(throws: StoreError.newerFormat(path: path, found: 99, known: Migration.latest)) { try Book(path: path, access: access) }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path + "/book.sqlite")) == before)
    }

    @Test(arguments: [
        "CREATE TRIGGER evil AFTER INSERT ON \"call\" BEGIN DELETE FROM journal; END",
        "CREATE VIEW evil AS SELECT load_extension('x')", "DROP INDEX call_start", "CREATE TABLE evil (a)",
    ])
    func strangeSchemaIsRefused(sql: String) throws {
        let test = try TestBook()
        try test.sqlite.pool.writeWithoutTransaction { try $0.execute(sql: sql) }
        try test.sqlite.close()
        let path = test.path
        test.sqlite = try Book.create(path: test.root + "/other.book", name: "other", at: Instant(seconds: 0))
        do {
            _ = try Book(path: path)
            Issue.record("opened")
        } catch {
            guard case .strangeSchema = error else { throw error }
        }
    }

    @Test func damagedPagesGiveErrors() throws {
        let test = try TestBook()
        var random = Random(state: 5)
        for _ in 0..<5 { _ = try test.store(try randomBatch(test.sqlite, &random, count: 400)) }
        try test.sqlite.close()
        let path = test.path
        test.sqlite = try Book.create(path: test.root + "/other.book", name: "other", at: Instant(seconds: 0))
        let whole = try Data(contentsOf: URL(fileURLWithPath: path + "/book.sqlite"))
        var refused = 0
        for _ in 0..<30 {
            var bytes = whole
            let page = 1 + random.below(bytes.count / 4096 - 1)
            for _ in 0..<64 { bytes[page * 4096 + random.below(200)] = UInt8(random.below(256)) }
            try bytes.write(to: URL(fileURLWithPath: path + "/book.sqlite"))
            do {
                let book = try Book(path: path)
                if !(try book.check().isEmpty) { refused += 1 }
                try book.close()
            } catch { refused += 1 }
        }
        #expect(refused >= 20)
        try Data("not a database at all, but some text that is long enough".utf8).write(to: URL(fileURLWithPath: path + "/book.sqlite"))
        #expect(throws: StoreError.self) { try Book(path: path) }
    }

    @Test func connectionsAreGuarded() throws {
        let test = try TestBook()
        let pragmas = ["trusted_schema", "cell_size_check", "foreign_keys"]
        let values = try test.sqlite.pool.read { database in
            try pragmas.map { try Int.fetchOne(database, sql: "PRAGMA \($0)") }
        }
        #expect(values == [0, 1, 1])
        let mode = try test.sqlite.pool.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(mode == "wal")
        #expect(throws: DatabaseError.self) {
            try test.sqlite.pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'x'")
            }
        }
    }

    @Test func whatIsAnsweredIsDurable() throws {
        let test = try TestBook()
        func level(_ durability: Durability) throws -> Int? {
            try test.sqlite.write(StorePlace("book", "test"), durability) { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        }
        #expect(try level(.replayed) == 1)
        #expect(try level(.answered) == 2)
        #expect(try level(.replayed) == 1)
    }

    @Test func fullDiskStopsAndGoesOn() throws {
        let test = try TestBook()
        var random = Random(state: 3)
        let batch = try randomBatch(test.sqlite, &random, count: 500)
        try test.sqlite.pool.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages + 3)")
        }
        do {
            _ = try test.store(batch)
            Issue.record("stored on a full disk")
        } catch let error as StoreError {
            guard case .diskFull = error else { throw error }
            #expect(!"\(error)".contains("100"))
        }
        #expect(try test.int("SELECT count(*) FROM \"call\"") == 0)
        #expect(try test.sqlite.calls(CallQuery(CallFilter())).rows.isEmpty)
        try test.sqlite.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1073741823") }
        #expect(try test.store(batch).counts.records == 500)
        #expect(try test.sqlite.check() == [])
        #expect(try test.int("SELECT count(*) FROM \"call\" WHERE party NOT IN (SELECT number FROM name WHERE kind = 'party')") == 0)
    }

    @Test func readOnlyBookSaysSo() throws {
        let test = try TestBook()
        var batch = CallBatch()
        batch.add(test.sqlite, stamp: 1_767_225_600)
        try test.sqlite.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = ON") }
        do {
            _ = try test.store(batch)
            Issue.record("stored")
        } catch let error as StoreError {
            guard case .readOnly = error else { throw error }
        }
        try test.sqlite.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = OFF") }
        #expect(try test.store(batch).counts.new == 1)
    }

    /// A read that holds its state while much is written is ended, the writer is not, and the log starts anew.
    @Test func longReaderDoesNotLetTheLogGrow() async throws {
        let test = try TestBook(walLimit: 4 << 20)
        var random = Random(state: 8)
        let book = test.sqlite
        let reading = Task.detached {
            try book.read(StorePlace("call", "long")) { database in
                try Int.fetchOne(
                    database, sql: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n, \"call\"")
            }
        }
        try await Task.sleep(for: .milliseconds(200))
        var longest: Int64 = 0
        for round in 0..<60 {
            var batch = CallBatch()
            for call in 0..<1000 { batch.add(book, stamp: 1_767_225_600 + Int64(round * 1000 + call), called: "\(random.next())") }
            _ = try test.store(batch)
            longest = max(longest, book.walSize)
        }
        await #expect(throws: StoreError.interrupted(StorePlace("call", "long"))) { _ = try await reading.value }
        #expect(longest < 32 << 20)
        #expect(try test.int("SELECT count(*) FROM \"call\"") == 60_000)
    }

    @Test func backupUnderLoadAndRestore() async throws {
        let test = try TestBook()
        var random = Random(state: 21)
        for _ in 0..<10 { _ = try test.store(try randomBatch(test.sqlite, &random, count: 500)) }
        let book = test.sqlite
        let copy = test.root + "/copy.sqlite"
        let backup = Task.detached { try book.backup(to: copy) }
        for _ in 0..<10 { _ = try test.store(try randomBatch(test.sqlite, &random, count: 200)) }
        try await backup.value
        #expect(throws: StoreError.alreadyExists(path: copy)) { try book.backup(to: copy) }
        try Book.restore(from: copy, to: test.root + "/restored.book")
        let restored = try Book(path: test.root + "/restored.book")
        #expect(restored.identity == book.identity)
        #expect(try restored.check() == [])
        #expect(!FileSystem.exists(copy + "-wal") && !FileSystem.exists(copy + ".partial"))
        try restored.close()
    }
}
