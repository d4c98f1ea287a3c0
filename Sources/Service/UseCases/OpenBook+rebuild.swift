import Glibc
import Intake
import Mediation
public import Model
import RawLog
import Site
import Store
import Time

extension OpenBook {
    /// Makes the book again from its raw logs, its journal and its steps: the same calls and charges, bit for bit. This book stays as it
    /// is and may be in use; the new one gets copies of the raw logs.
    /// - Parameters:
    ///   - path: the new book's folder, which must not exist.
    ///   - progress: is told how many steps are done.
    public func rebuild(to path: String, caller: Caller, progress: (Int64) -> Void = { _ in }) throws {
        try require(.administer, caller)
        guard !FileSystem.exists(path) else { throw ServiceError.refused("\(path) is there already. Name a folder that is not.") }
        let partial = path + ".partial"
        FileSystem.removeTree(partial)
        do {
            let new = try Book.create(path: partial, like: store)
            try Rebuilder(from: store, to: new, raw: raw, past: past()).run(progress: progress)
            try new.close()
            try raw.copy(to: RawFolder(path: partial + "/raw"))
            for folder in ["formats", "collection"] where FileSystem.exists(store.folder + "/" + folder) {
                try FileSystem.copyFiles(of: store.folder + "/" + folder, to: partial + "/" + folder)
            }
            guard rename(partial, path) == 0 else { throw FileSystem.Failure(path: path, code: errno, what: "put the book in place") }
        } catch {
            FileSystem.removeTree(partial)
            throw error
        }
    }

    /// What held when something was stored.
    private func past() -> BookPast {
        BookPast(
            rules: { [self] number in
                let state = try state(number == 0 ? nil : store.site(number))
                return SiteRules(rater: state.rater, zone: state.site.settings.zone, site: state.site)
            },
            format: { [store] number in
                let (id, bytes) = try store.formatVersion(number)
                return try FormatCatalogue.load(file: id, bytes: bytes)
            },
            rerating: { [store] why, rules, names in
                guard let (kind, days) = Rerating.read(why) else { throw IntakeError.otherBook }
                return kind.work(days, RerateRules(rater: rules.rater, site: rules.site, versions: try store.rateVersions()), names).rule
            })
    }
}
