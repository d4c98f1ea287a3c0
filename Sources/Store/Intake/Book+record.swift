internal import Foundation
internal import GRDB
internal import Model

extension Book {
    /// Skipped lines listed for each import; beyond that they are counted only. The raw log keeps them all.
    static let listedSkips = 1000

    /// Adds a batch's counts to its import, lists its skips and writes the position reached.
    func record(_ counts: ImportCounts, _ origin: BatchOrigin, _ database: Database) throws {
        var counts = counts
        for skip in origin.skips { counts.skipped[skip.reason, default: 0] += Int64(skip.lines) }
        try database.repeated(
            sql: """
                UPDATE import SET physical_lines = physical_lines + ?, lines_in_records = lines_in_records + ?, records = records + ?,
                new = new + ?, duplicate = duplicate + ?, repeated = repeated + ?, conflict = conflict + ?,
                quarantined = quarantined + ? WHERE number = ? AND state = 'running'
                """,
            arguments: [
                counts.lines, counts.linesInRecords, counts.records, counts.new, counts.duplicate, counts.repeated,
                counts.conflict, counts.quarantined, origin.importNumber,
            ])
        guard database.changesCount == 1 else { throw StoreError.notFound("running import \(origin.importNumber)") }
        try add("rated", ["": counts.rated], origin, database)
        try add("free", Dictionary(uniqueKeysWithValues: counts.free.map { (String($0.rawValue), $1) }), origin, database)
        try add("unrated", Dictionary(uniqueKeysWithValues: counts.unrated.map { (String($0.rawValue), $1) }), origin, database)
        try add("replaced", ["": counts.replaced], origin, database)
        try add("skipped", counts.skipped, origin, database)
        try list(origin.skips, origin.importNumber, database)
        if let position = origin.position { try save(position, database) }
        if let news = origin.collected { try collect(news, origin, database) }
    }

    /// Counts by reason. Words of formats stand as they are, reasons of ours by number.
    private func add(_ kind: String, _ counts: [String: Int64], _ origin: BatchOrigin, _ database: Database) throws {
        for (reason, number) in counts.sorted(by: { $0.key < $1.key }) where number != 0 {
            // An update first, then an insert: both databases read these alike.
            let update = try database.cachedStatement(
                sql: "UPDATE import_count SET number = number + ? WHERE import = ? AND kind = ? AND reason = ?")
            try update.execute(arguments: [number, origin.importNumber, kind, reason])
            guard database.changesCount == 0 else { continue }
            let insert = try database.cachedStatement(
                sql: "INSERT INTO import_count (number, import, kind, reason) VALUES (?, ?, ?, ?)")
            try insert.execute(arguments: [number, origin.importNumber, kind, reason])
        }
    }

    private func list(_ skips: [Skip], _ importNumber: Int64, _ database: Database) throws {
        guard !skips.isEmpty else { return }
        let listed =
            try Int.fetchOne(
                database, sql: "SELECT coalesce(max(number), 0) FROM skip WHERE import = ?", arguments: [importNumber]) ?? 0
        guard listed < Book.listedSkips else { return }
        let insert = try database.cachedStatement(
            sql: "INSERT INTO skip (import, number, line, line_count, raw_offset, raw_count, reason) VALUES (?, ?, ?, ?, ?, ?, ?)")
        for (number, skip) in zip(listed + 1...Book.listedSkips, skips) {
            try insert.execute(arguments: [importNumber, number, skip.line, skip.lines, skip.rawOffset, skip.rawCount, skip.reason])
        }
    }

    func save(_ position: RawPosition, _ database: Database) throws {
        let values: StatementArguments = [position.offset, position.line, Data(position.decoder), position.source.number]
        try database.repeated(
            sql: "UPDATE raw_position SET raw_offset = ?, line = ?, decoder = ? WHERE source = ?", arguments: values)
        guard database.changesCount == 0 else { return }
        try database.repeated(
            sql: "INSERT INTO raw_position (raw_offset, line, decoder, source) VALUES (?, ?, ?, ?)", arguments: values)
    }
}
