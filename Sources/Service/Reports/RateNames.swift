import Model
import Rating
import Site
import Synchronization

/// What the rows of rate tables are called, as they stood when calls were charged by them: the number of a version says nothing of the
/// order of its rows, nor of their names.
final class RateNames: Sendable {
    private struct Version: Hashable {
        let site: Int32
        let number: Int32
    }
    private struct Table {
        var id = ""
        var rows: [String] = []
    }

    private let book: OpenBook
    private let known = Mutex<[Version: Table]>([:])

    init(_ book: OpenBook) { self.book = book }

    /// A row without a name is called by its prefixes; a charge that no row made, by its table.
    func name(_ site: Int32, _ version: Int32, _ row: Int32) -> String {
        known.withLock { known in
            let key = Version(site: site, number: version)
            let found = known[key] ?? (try? table(key)) ?? Table()
            known[key] = found
            return found.rows.indices.contains(Int(row)) ? found.rows[Int(row)] : found.id
        }
    }

    private func table(_ key: Version) throws -> Table {
        let state = try book.site(numbered: key.site, of: key.number)
        guard let found = state.rater.version(numbered: key.number) else { return Table() }
        return Table(
            id: found.table.id.text, rows: found.version.rows.map { $0.name.isEmpty ? $0.prefixes.joined(separator: ", ") : $0.name })
    }
}
