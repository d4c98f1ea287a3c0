internal import GRDB
public import Model

extension Book {
    /// Hours that are kept: what a usual rate looks back at, and one week more.
    private static let keptHours: Int64 = 7 * 168

    /// Keeps everything that a batch told of the collection.
    func collect(_ news: CollectionNews, _ origin: BatchOrigin, _ database: Database) throws {
        if let sequence = news.sequence { try apply(sequence, news, origin, database) }
        try apply(news.sessions, news.switch, origin, database)
        guard let hour = news.hour, hour.records > 0 else { return }
        try database.repeated(
            sql: "UPDATE source_hour SET records = records + ? WHERE source = ? AND hour = ?",
            arguments: [hour.records, origin.source.number, hour.number])
        guard database.changesCount == 0 else { return }
        try database.repeated(
            sql: "INSERT INTO source_hour (source, hour, records) VALUES (?, ?, ?)",
            arguments: [origin.source.number, hour.number, hour.records])
        try database.repeated(
            sql: "DELETE FROM source_hour WHERE source = ? AND hour < ?",
            arguments: [origin.source.number, hour.number - Book.keptHours])
    }

    /// Records of a source by hour of the site's wall time, counted in hours, in order.
    public func hours(of source: NameNumber) throws(StoreError) -> [(hour: Int64, records: Int64)] {
        try read(StorePlace("source_hour", "list")) { database in
            try Row.fetchAll(
                database, sql: "SELECT hour, records FROM source_hour WHERE source = ? ORDER BY hour", arguments: [source.number]
            ).map { ($0[0], $0[1]) }
        }
    }
}
