import Crypto
public import Model
public import Site
import Store

/// What changes a site import made, or would make.
public struct SiteChanges: Sendable {
    public var changes: [Change]

    /// One line a change.
    public var text: String {
        if changes.isEmpty { return "No changes.\n" }
        return changes.map { change in
            change.path + ": " + (change.before ?? "nothing") + " → " + (change.after ?? "nothing") + "\n"
        }.joined()
    }
}

/// A site as files to be written.
public struct ExportedSite: Sendable {
    public var main: [UInt8]
    public var files: [String: [UInt8]]

    /// Writes the main file to `path` and the others beside it.
    public func write(to path: String) throws {
        try FileSystem.writeAside(main, to: path, mode: 0o644)
        for (name, bytes) in files { try FileSystem.writeAside(bytes, to: FileSystem.folder(of: path) + "/" + name, mode: 0o644) }
    }
}

extension OpenBook {
    /// Makes files the book's configuration, all or nothing. What is the same as before changes nothing.
    public func importSite(_ loaded: LoadedSite, name: String = "site.yaml", caller: Caller) throws -> SiteChanges {
        try require(.configure, caller)
        try checkPictures(loaded.site)
        let former = try store.site()
        let changes = SiteDiff.between(try site().site, loaded.site)
        guard former == nil || former?.main != loaded.main || former?.files != loaded.decks else { return SiteChanges(changes: []) }
        try checkSchedules(loaded, file: name)
        let document = SiteDocument(
            enteredAt: clock(), actor: caller.name, name: name, main: loaded.main, files: loaded.decks)
        let sum = SiteChanges(changes: changes)
        _ = try store.appendSite(
            document, versions: SiteState.versions(of: loaded.site, at: clock()),
            note: note(caller, "site.import", name, before: former.map { "site \($0.number)" }, after: sum.short)
        ) { Array(SHA256.hash(data: $0)) }
        forgetSite()
        return sum
    }

    /// The configuration as files.
    public func exportSite(caller: Caller) throws -> ExportedSite {
        try require(.see, caller)
        guard let document = try store.site() else { throw ServiceError.noSite(book: store.folder) }
        return ExportedSite(main: document.main, files: document.files)
    }

    /// What importing files would change.
    public func diffSite(_ loaded: LoadedSite, caller: Caller) throws -> SiteChanges {
        try require(.see, caller)
        try checkSchedules(loaded, file: "site.yaml")
        return SiteChanges(changes: SiteDiff.between(try site().site, loaded.site))
    }

    /// Writes an edited site back as the book's configuration.
    func change(_ edited: Site, _ action: String, _ subject: String, caller: Caller) throws {
        guard let former = try store.site() else { throw ServiceError.noSite(book: store.folder) }
        let files = SiteWriter.write(edited)
        // What a page changed must be readable again: a book whose own site cannot be read would stand still.
        let decks = Dictionary(files.decks.map { ($0.name, $0.bytes) }) { _, last in last }
        let reading = loader.read(file: former.name, files.yaml) { decks[$0] }.result
        guard reading.site != nil else { throw reading.problems }
        let changes = SiteChanges(changes: SiteDiff.between(try site().site, edited))
        let document = SiteDocument(
            enteredAt: clock(), actor: caller.name, name: former.name, main: files.yaml,
            files: Dictionary(files.decks.map { ($0.name, $0.bytes) }) { _, last in last })
        _ = try store.appendSite(
            document, versions: SiteState.versions(of: edited, at: clock()),
            note: note(caller, action, subject, before: "site \(former.number)", after: changes.short)
        ) { Array(SHA256.hash(data: $0)) }
        forgetSite()
    }
}

extension SiteChanges {
    /// For the journal: whole documents are kept apart.
    var short: String {
        let lines = changes.prefix(200).map { "\($0.path): \($0.before ?? "-") → \($0.after ?? "-")" }
        return lines.joined(separator: "\n") + (changes.count > 200 ? "\n… and \(changes.count - 200) more" : "")
    }
}
