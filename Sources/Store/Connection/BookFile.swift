internal import CSQLite
internal import GRDB
internal import Time

/// How every connection to a book is set, whoever opens it.
enum BookFile {
    /// Frames after which a commit copies the write-ahead log back into the file: 16 MB of pages of 4 KB.
    static let checkpointPages = 4000
    /// What the write-ahead log is cut to when it starts anew.
    static let journalLimit = 64 << 20

    static func path(_ folder: String) -> String { folder + "/book.sqlite" }

    /// Set once, before the first connection: readers do not wait for each other at each piece of memory, and a call is stored faster.
    private static let isUncounted = tollbook_sqlite_uncounted_memory() == 0

    static func configuration(readOnly: Bool = false) -> Configuration {
        _ = isUncounted
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 6
        configuration.prepareDatabase { database in try prepare(database) }
        return configuration
    }

    /// A file that came from elsewhere can neither run code (functions in views, triggers) nor be made to damage itself.
    private static func prepare(_ database: Database) throws {
        guard tollbook_sqlite_defensive(database.sqliteConnection) == 0 else {
            throw StoreError.failed(StorePlace("book", "defensive"), code: database.lastErrorCode.rawValue)
        }
        var pragmas = ["trusted_schema = OFF", "cell_size_check = ON", "cache_size = -16384", "temp_store = MEMORY"]
        if !database.configuration.readonly {
            pragmas += [
                "journal_size_limit = \(journalLimit)", "wal_autocheckpoint = \(checkpointPages)", "cache_size = -49152",
            ]
        }
        for pragma in pragmas { try database.execute(sql: "PRAGMA " + pragma) }
    }

    /// Makes the file of a new book, whole or not at all: it gets its name when it is complete.
    static func create(_ folder: String, identity: BookIdentity) throws(StoreError) {
        let path = path(folder)
        try FileSystem.makeFile(path)
        let place = StorePlace("book", "create")
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration())
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                try database.inTransaction(.immediate) {
                    try Migration.run(database, from: 0)
                    try database.execute(sql: "PRAGMA application_id = \(bookApplicationID)")
                    try database.execute(
                        sql: "INSERT INTO book (id, book_id, name, created) VALUES (1, ?, ?, ?)",
                        arguments: [identity.id, identity.name, identity.created.seconds])
                    return .commit
                }
            }
            try queue.close()
        } catch {
            for suffix in ["", "-wal", "-shm"] { FileSystem.remove(path + suffix) }
            throw StoreError(error, place)
        }
    }

    /// Brings an older book up to date in one transaction, with a copy beside it made before.
    static func migrate(_ folder: String, from found: Int, _ steps: [Migration]) throws(StoreError) {
        let path = path(folder)
        let copy = folder + "/book-format-\(found).sqlite"
        FileSystem.remove(copy)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration())
            try BookCopy(to: copy).run { work in try queue.writeWithoutTransaction(work) }
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.inTransaction(.exclusive) {
                    try Migration.run(database, from: found, steps)
                    return .commit
                }
            }
            try queue.close()
        } catch {
            throw StoreError(error, StorePlace("book", "migrate"))
        }
    }

    /// The format in the file, before anything else is believed; throws for what is no book. Reads only.
    static func format(_ path: String) throws(StoreError) -> Int {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: true))
            defer { try? queue.close() }
            return try queue.read { database in
                let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
                guard application == bookApplicationID else { throw StoreError.notABook(path: path) }
                return try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            }
        } catch {
            let failure = StoreError(error, StorePlace("book", "format"))
            if case .damaged = failure { throw .notABook(path: path) }
            throw failure
        }
    }
}
