import Model
import Rating
import Reading
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
    /// - Throws: that the site's document of then cannot be read, or the book.
    func name(_ site: Int32, _ version: Int32, _ row: Int32) throws -> String {
        try known.withLock { known in
            let key = Version(site: site, number: version)
            let found = try known[key] ?? table(key)
            known[key] = found
            return found.rows.indices.contains(Int(row)) ? found.rows[Int(row)] : found.id
        }
    }

    private func table(_ key: Version) throws -> Table {
        guard let found = try state(key).rater.version(numbered: key.number) else { return Table() }
        return Table(
            id: found.table.id.text, rows: found.version.rows.map { $0.name.isEmpty ? $0.prefixes.joined(separator: ", ") : $0.name })
    }

    private func state(_ key: Version) throws -> SiteState {
        do {
            return try book.site(numbered: key.site, of: key.number)
        } catch let problems as Problems {
            let document = key.site > 0 ? "The site's document \(key.site)" : "A former document of the site"
            throw ServiceError.refused(
                """
                \(document), by whose rate tables calls were charged, cannot be read, so that nobody knows what their rows were called: \
                \(problems) Take the book from a backup, or rate these calls again by the site of now.
                """)
        }
    }
}
