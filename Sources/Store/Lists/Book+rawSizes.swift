internal import GRDB
public import Time

extension Book {
    /// Bytes that each import took from a raw log, by when it began: up to where the source's next one begins, the last one up to where
    /// the book has come.
    public func rawSizes() throws(StoreError) -> [(started: Instant, bytes: Int64)] {
        try read(StorePlace("import", "sizes")) { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT i.started, coalesce(lead(i.part_begin) OVER (PARTITION BY i.source ORDER BY i.number), p.raw_offset, i.part_begin)
                      - i.part_begin
                    FROM import AS i LEFT JOIN raw_position AS p ON p.source = i.source
                    """
            ).map { row in
                let bytes: Int64 = row[1]
                return (Instant(seconds: row[0]), max(0, bytes))
            }
        }
    }
}
