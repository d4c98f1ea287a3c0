internal import GRDB
public import Time

/// Who a book is, wherever its folder lies.
public struct BookIdentity: Hashable, Sendable {
    /// 128 random bits in hexadecimal.
    public var id: String
    /// Given by a person.
    public var name: String
    public var created: Instant

    /// A new book's, with a random id.
    public init(name: String, created: Instant) {
        var random = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef")
        id = String((0..<32).map { _ in digits[Int.random(in: 0..<16, using: &random)] })
        self.name = name
        self.created = created
    }

    init(id: String, name: String, created: Instant) {
        self.id = id
        self.name = name
        self.created = created
    }
}

/// How a book is opened.
public enum BookAccess: Sendable {
    /// Keeps the book for this process; migrates an older one.
    case writer
    /// Beside a running server or alone: reads only, takes no lock, refuses another format than this program's.
    case reader
}

/// Whether a commit must have reached the disk before it is answered (CHECKLIST D4).
enum Durability: Sendable {
    /// What the raw log replays after a power cut: `synchronous=NORMAL`.
    case replayed
    /// What was answered to somebody: `synchronous=FULL`.
    case answered
}

/// An open book: the folder `NAME.book/` with `book.sqlite` in it. One writer, several readers, safe from any thread; all calls block.
public final class Book: BookStore, Sendable {
    public let folder: String
    public let identity: BookIdentity
    public let names: Names
    let pool: DatabasePool
    let hot: HotStatements
    let readers = Readers()
    let answers = SummaryCache()
    let access: BookAccess
    private let lock: BookLock?
    /// Bytes of write-ahead log beyond which old reads are ended, so that it can start anew.
    let walLimit: Int64
    /// How many changes of calls are remembered for those who read on; older ones begin anew.
    let changesKept: Int64

    /// Opens a book. Reads its identity and names; a writer brings an older format up to date, with a copy made before.
    public init(path: String, access: BookAccess = .writer, walLimit: Int64 = 256 << 20, changesKept: Int64 = 4_000_000) throws(StoreError)
    {
        let folder = Book.trimmed(path)
        let file = BookFile.path(folder)
        guard FileSystem.isFolder(folder), FileSystem.exists(file) else { throw .notABook(path: folder) }
        let lock = access == .writer ? try BookLock(folder: folder) : nil
        try Book.agree(folder, access)
        let place = StorePlace("book", "open")
        do {
            let pool = try DatabasePool(path: file, configuration: BookFile.configuration(readOnly: access == .reader))
            let names = Names()
            identity = try pool.writeWithoutTransaction { database in
                try SchemaCheck.run(database, path: folder)
                try Book.load(database, into: names, folder)
                return try Book.identity(database, folder)
            }
            self.names = names
            self.pool = pool
        } catch {
            throw StoreError(error, place)
        }
        self.folder = folder
        self.access = access
        self.lock = lock
        (self.walLimit, self.changesKept) = (walLimit, changesKept)
        hot = HotStatements(.sqlite)
    }

    /// Makes an empty book that is to become the same as another one: with its identity.
    public static func create(path: String, like other: Book) throws(StoreError) -> Book {
        try create(path: path, other.identity)
    }

    /// Makes a new book. `path` is its folder, which must not exist; its name ends in `.book` by custom.
    public static func create(path: String, name: String, at created: Instant) throws(StoreError) -> Book {
        try create(path: path, BookIdentity(name: name, created: created))
    }

    private static func create(path: String, _ identity: BookIdentity) throws(StoreError) -> Book {
        let folder = trimmed(path)
        guard !FileSystem.exists(folder) else { throw .alreadyExists(path: folder) }
        try FileSystem.makeFolder(folder)
        try FileSystem.makeFolder(folder + "/raw")
        try BookFile.create(folder, identity: identity)
        try FileSystem.sync(folder)
        try FileSystem.sync(FileSystem.parent(folder))
        return try Book(path: folder)
    }

    /// Refuses another format, or brings it up to date; before the file is opened for work.
    private static func agree(_ folder: String, _ access: BookAccess) throws(StoreError) {
        let found = try BookFile.format(BookFile.path(folder))
        guard found <= Migration.latest else { throw .newerFormat(path: folder, found: found, known: Migration.latest) }
        guard found < Migration.latest else { return }
        guard found > 0 else { throw .notABook(path: folder) }
        guard access == .writer else { throw .olderFormat(path: folder, found: found, known: Migration.latest) }
        try BookFile.migrate(folder, from: found, Migration.all)
    }

    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    private static func identity(_ database: Database, _ folder: String) throws -> BookIdentity {
        guard let row = try Row.fetchOne(database, sql: "SELECT book_id, name, created FROM book WHERE id = 1") else {
            throw StoreError.notABook(path: folder)
        }
        return BookIdentity(id: row[0], name: row[1], created: Instant(seconds: row[2]))
    }

    /// Finishes the write-ahead log and closes; a book not closed is recovered at the next opening.
    public func close() throws(StoreError) {
        pool.writeWithoutTransaction { _ in hot.finalize() }
        do { try pool.close() } catch { throw StoreError(error, StorePlace("book", "close")) }
        lock?.release()
    }
}
