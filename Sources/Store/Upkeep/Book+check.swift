internal import GRDB
internal import Model

/// Something wrong with a book, in words for people.
public struct BookProblem: Hashable, Sendable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        case file, reference, summary, counts
    }

    public let kind: Kind
    public let description: String
}

extension Book {
    /// Looks through the whole book and changes nothing: the file's structure, references, both summaries against the calls (D3), the
    /// counts of every import against each other and against the calls (D2). Empty: all is well.
    public func check() throws(StoreError) -> [BookProblem] {
        try read(StorePlace("book", "check")) { database in
            var problems: [BookProblem] = []
            let file = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            problems += file.map { BookProblem(kind: .file, description: $0) }
            let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
            if references > 0 {
                problems.append(BookProblem(kind: .reference, description: "\(references) rows refer to what is not there"))
            }
            problems += try summaryProblems(database)
            problems += try countProblems(database)
            return problems
        }
    }

    /// The summaries as independent SQL makes them of the calls.
    private static func recount(_ key: [String]) -> String {
        let cell = key.joined(separator: ", ")
        let shared = key.dropLast().map { $0 == "direction" ? "flags & 7 AS direction" : $0 }.joined(separator: ", ")
        let aside = [CallState.quarantined, .conflict].map { "\($0.rawValue)" }.joined(separator: ", ")
        let counted = "price_state NOT IN (\(aside)) AND \(CallSQL.isCall)"
        return """
            SELECT \(cell), sum(calls), sum(answered), sum(unrated), sum(seconds), sum(price), sum(cost) FROM (
              SELECT \(shared), coalesce(price_currency, 0) AS currency, 1 AS calls, flags / 32 % 2 AS answered,
                price_state = \(CallState.unrated.rawValue) AS unrated, talk AS seconds, coalesce(price_amount, 0) AS price, 0 AS cost
              FROM "call" WHERE \(counted)
              UNION ALL
              SELECT \(shared), cost_currency, 0, 0, 0, 0, 0, cost_amount FROM "call" WHERE \(counted) AND cost_amount <> 0
            ) AS part GROUP BY \(cell)
            """
    }

    private func summaryProblems(_ database: Database) throws -> [BookProblem] {
        try [("summary_day", HotSQL.dayKey), ("summary_hour", HotSQL.hourKey)].flatMap { table, key in
            let kept = "SELECT \((key + HotSQL.measures).joined(separator: ", ")) FROM \(table)"
            let made = Book.recount(key)
            let ways = [("\(kept) EXCEPT \(made)", "are not what the calls add up to"), ("\(made) EXCEPT \(kept)", "are missing")]
            return try ways.compactMap { sql, words -> BookProblem? in
                let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM (\(sql)) AS difference") ?? 0
                guard count > 0 else { return nil }
                return BookProblem(kind: .summary, description: "\(table): \(count) cells \(words); they can be made anew from the calls")
            }
        }
    }

    /// Makes both summaries anew from the calls, in one transaction.
    public func rebuildSummaries() throws(StoreError) {
        try write(StorePlace("summary_day", "rebuild")) { database in
            hot.touchedSummaries = true
            for (table, key) in [("summary_day", HotSQL.dayKey), ("summary_hour", HotSQL.hourKey)] {
                try database.execute(sql: "DELETE FROM \(table)")
                try database.execute(
                    sql: "INSERT INTO \(table) (\((key + HotSQL.measures).joined(separator: ", "))) \(Book.recount(key))")
            }
        }
    }

    private func countProblems(_ database: Database) throws -> [BookProblem] {
        var problems: [BookProblem] = []
        func problem(_ words: String) { problems.append(BookProblem(kind: .counts, description: words)) }
        for row in try Row.fetchAll(database, sql: "SELECT * FROM import ORDER BY number") {
            let info = try info(row, database)
            if !info.counts.isConserved { problem("import \(info.number): its lines or records do not add up") }
            if info.counts.repeated > info.counts.duplicate { problem("import \(info.number): more repeats than duplicates") }
        }
        let aside = try Row.fetchAll(
            database,
            sql: """
                SELECT conflict.import FROM conflict JOIN import ON import.number = conflict.import
                WHERE coalesce(conflict.decision, '') <> 'replaced' GROUP BY conflict.import, import.conflict
                HAVING count(*) > import.conflict
                """)
        for row in aside { problem("import \(row[0] as Int64): more conflicts are kept than it counted") }
        let sources = try Row.fetchAll(
            database,
            sql: """
                SELECT source, sum(kept), sum(counted) FROM (
                  SELECT source, count(*) AS kept, 0 AS counted FROM "call" GROUP BY source
                  UNION ALL SELECT source, 0, new + quarantined FROM import
                  UNION ALL SELECT import.source, 0, -import_count.number FROM import_count
                    JOIN import ON import.number = import_count.import WHERE kind = 'replaced'
                  UNION ALL SELECT source, 0, CASE decision WHEN 'replaced' THEN -1 ELSE 1 END FROM conflict
                    WHERE decision IN ('own', 'instead', 'replaced')
                ) AS part GROUP BY source HAVING sum(kept) <> sum(counted)
                """)
        for row in sources {
            let source = names.text(.source, NameNumber(number: row[0]))
            problem("source \(source): \(row[1] as Int) calls are kept, its imports counted \(row[2] as Int)")
        }
        return problems
    }
}
