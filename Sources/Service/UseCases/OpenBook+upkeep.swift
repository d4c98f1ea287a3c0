import Glibc
public import Model
import RawLog
import Site
import Store
public import Time

extension OpenBook {
    /// Copies the database into one file and checks the copy.
    /// - Returns: a sentence for people.
    public func backup(to file: String, caller: Caller) throws -> String {
        try require(.configure, caller)
        guard !FileSystem.exists(file) else { throw ServiceError.refused("\(file) is there already. Name a file that is not.") }
        try store.backup(to: file)
        return "Backed up to \(file), checked."
    }

    /// Makes a book from a backup.
    public static func restore(_ file: String, to path: String) throws { try Book.restore(from: file, to: path) }

    /// Everything that is wrong with the book, in words; empty: all is well. Changes nothing.
    public func check(caller: Caller) throws -> [String] {
        try require(.see, caller)
        return try store.check().map(\.description) + billProblems() + verifyRaw(caller: caller).flatMap(\.damages)
    }

    /// The nightly copy into the book's folder `backup/`; the newest `keep` stay.
    public func nightlyBackup(keep: Int = 14) throws {
        let folder = store.folder + "/backup"
        try FileSystem.makeFolder(folder)
        let name = try "nightly-" + today().description + ".sqlite"
        if FileSystem.exists(folder + "/" + name) { return }
        try store.backup(to: folder + "/" + name)
        let copies = try FileSystem.list(folder).filter { $0.hasPrefix("nightly-") && $0.hasSuffix(".sqlite") }.sorted()
        for old in copies.dropLast(keep) { unlink(folder + "/" + old) }
    }

    /// The next 02:30 of the site's zone after a moment.
    public func nextBackup(after moment: Instant) throws -> Instant {
        let zone = try site().site.settings.zone
        let today = zone.wall(moment).day
        let candidates = [today, today + 1].map { zone.resolve(WallTime(day: $0, second: 9000)).earliest }
        return candidates.first { $0 > moment } ?? moment + 86_400
    }
}
