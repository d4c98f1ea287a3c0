internal import GRDB
public import Model

/// A stretch of a source's raw log that an import read, and by which format.
public struct RawReading: Hashable, Sendable {
    public var range: Range<Int64>
    public var format: String
}

extension Book {
    /// What imports and replays read of a source's raw log, in their order: of what several read the last one counts. What was read by a
    /// Tollbook that kept no steps is not among it.
    public func readings(of source: NameNumber) throws(StoreError) -> [RawReading] {
        try read(StorePlace("step", "readings")) { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT number, format, begin, through FROM (
                      SELECT import.number, import.format, step.fed AS begin,
                        (SELECT max(fed) FROM step WHERE kind = 'batch' AND subject = import.number) AS through
                      FROM import JOIN step ON step.kind = 'begin' AND step.subject = import.number WHERE import.source = ?
                      UNION ALL
                      SELECT import.number, import.format, import.part_begin, step.fed
                      FROM import JOIN step ON step.kind = 'replay' AND step.subject = import.number WHERE import.source = ?
                    ) WHERE through > begin ORDER BY number
                    """, arguments: [source.number, source.number])
            return rows.map { row in
                let (begin, through): (Int64, Int64) = (row[2], row[3])
                return RawReading(range: begin..<through, format: row[1])
            }
        }
    }
}
