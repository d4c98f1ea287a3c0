internal import GRDB
internal import Time

extension Book {
    /// Copies the book's file to `path` while work goes on, verifies the copy, and only then gives it its name. 0600.
    /// - Parameter progress: pages done and in all; `false` stops.
    public func backup(to path: String, progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }) throws(StoreError) {
        guard !FileSystem.exists(path) else { throw .alreadyExists(path: path) }
        let partial = path + ".partial"
        FileSystem.remove(partial)
        do {
            try BookCopy(to: partial).run(progress: progress) { work in try pool.writeWithoutTransaction(work) }
            try BookFile.verify(partial)
        } catch {
            FileSystem.remove(partial)
            throw StoreError(error, StorePlace("book", "backup"))
        }
        try FileSystem.move(partial, to: path)
        try FileSystem.sync(FileSystem.parent(path))
    }

    /// Name of the file in `raw` that says: the logs before this book's positions may be missing.
    public static let restoredNote = "RESTORED"

    /// Makes a book of a backup. `path` is the new book's folder, which must not exist: a book in use is never overwritten.
    public static func restore(from backup: String, to path: String) throws(StoreError) {
        guard FileSystem.exists(backup) else { throw .notABook(path: backup) }
        guard !FileSystem.exists(path) else { throw .alreadyExists(path: path) }
        try BookFile.verify(backup)
        let partial = path + ".partial"
        try FileSystem.makeFolder(partial)
        try FileSystem.makeFolder(partial + "/raw")
        // The raw logs may come beside it; those that do not are begun anew where this book stands.
        try FileSystem.makeFile(partial + "/raw/" + Book.restoredNote)
        do {
            let queue = try DatabaseQueue(path: backup, configuration: BookFile.configuration(readOnly: true))
            try BookCopy(to: BookFile.path(partial)).run { work in try queue.read(work) }
            try queue.close()
        } catch {
            throw StoreError(error, StorePlace("book", "restore"))
        }
        try FileSystem.move(partial, to: path)
        try FileSystem.sync(FileSystem.parent(path))
    }
}

extension BookFile {
    /// Refuses a file that is no book, of a newer format, with a strange schema or damaged.
    static func verify(_ path: String) throws(StoreError) {
        let found = try format(path)
        guard found <= Migration.latest else { throw .newerFormat(path: path, found: found, known: Migration.latest) }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: true))
            try queue.read { database in
                if found == Migration.latest { try SchemaCheck.run(database, path: path) }
                guard try String.fetchAll(database, sql: "PRAGMA integrity_check(1)") == ["ok"] else {
                    throw StoreError.damaged(StorePlace("book", "verify"))
                }
            }
            try queue.close()
        } catch {
            throw StoreError(error, StorePlace("book", "verify"))
        }
    }
}
