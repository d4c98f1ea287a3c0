import Model
import Store

extension BatchOrigin {
    /// Takes the lines that records and skips cover, and lists the skips. Their raw offsets count from where the part begins, those of
    /// the book from the begin of the source's raw log.
    mutating func count(_ records: RecordBatch, from begin: Int64 = 0) {
        linesInRecords = records.records.reduce(0) { $0 + Int64($1.lines) }
        lines = linesInRecords + records.skips.reduce(0) { $0 + Int64($1.lines) }
        for index in collected?.sessions.indices ?? 0..<0 { collected?.sessions[index].rawOffset += begin }
        skips = records.skips.map { skip in
            var skip = skip
            skip.rawOffset += begin
            return skip
        }
    }
}

extension RecordBatch {
    /// Enough for a transaction.
    var isFull: Bool { max(records.count, skips.count) >= Importer.batchSize }
}
