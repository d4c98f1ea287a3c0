import Mediation
public import Model
import Site
import Store
public import Time

/// Makes the demo book: the demo's site, and its calls through the same way in as any others.
public enum DemoBook {
    public struct Made: Sendable {
        public let sums: ImportSummary
        public let path: String
        public var text: String { "Demo book \(path): \(sums.records) records, \(sums.new) new.\n" }
    }

    /// Nobody is told a log-in: the server that serves the book does that.
    /// - Parameter until: the last day that has calls; `nil`: yesterday, for a call in the future would be quarantined.
    /// - Throws: where there is something at `path` already.
    public static func make(
        at path: String, calls: Int, seed: UInt64, until: CivilDay?, caller: Caller, progress: (ImportSummary) -> Void
    ) async throws -> Made {
        guard !FileSystem.exists(path) else {
            throw ServiceError.refused("\(path) is there already. Remove it, or name another place for the demo book.")
        }
        let loader = SiteLoader()
        let main = Array(DemoSite.yaml.utf8)
        let reading = loader.read(file: "demo.yaml", main) { _ in nil }.result
        guard let site = reading.site else { throw reading.problems }
        let book = try await OpenBook.openOrCreate(path, name: site.settings.name).book
        let loaded = LoadedSite(main: main, decks: [:], site: site, problems: reading.problems, lines: reading.lines)
        _ = try book.importSite(loaded, name: "demo.yaml", caller: caller)
        let last = try until ?? book.today() + -1
        let order = ImportOrder(format: .id("avaya-ip-office-smdr"), switch: nil, source: nil, name: "demo seed \(seed)", year: nil)
        let bytes = DemoBytes(DemoCalls(calls: calls, seed: seed, until: last))
        let sums = try await book.importCalls(order, from: bytes, caller: caller, progress: progress)
        try book.store.close()
        return Made(sums: sums, path: path)
    }
}
