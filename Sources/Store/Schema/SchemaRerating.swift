/// What people decided about single calls, and charges that are proposed beside those that stand.
enum SchemaRerating {
    private static let key = CallColumns.key.joined(separator: ", ")
    private static let keyColumns = CallColumns.key.map(CallColumns.declaration).joined(separator: ", ")

    static let statements = corrections + reratings

    /// The key is that of the call on which it was made; what has the link is the same call.
    private static let corrections = [
        """
        CREATE TABLE correction (
          number INTEGER PRIMARY KEY, \(keyColumns), link BLOB NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, former TEXT NOT NULL,
          reason TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, undone INTEGER, undone_by TEXT, undone_why TEXT
        ) STRICT
        """,
        "CREATE INDEX correction_key ON correction (\(key))",
        "CREATE INDEX correction_link ON correction (switch, link) WHERE link <> x''",
        // The records of a call before and after a correction, so that undoing it gives exactly what was.
        """
        CREATE TABLE correction_call (
          correction INTEGER NOT NULL REFERENCES correction, \(keyColumns), before BLOB NOT NULL, after BLOB NOT NULL,
          PRIMARY KEY (correction, \(key))
        ) STRICT, WITHOUT ROWID
        """,
        // The account code that the switch sent, of records that bear another one.
        "CREATE TABLE said_account (\(keyColumns), account INTEGER NOT NULL, PRIMARY KEY (\(key))) STRICT, WITHOUT ROWID",
    ]

    private static let reratings = [
        """
        CREATE TABLE rerating (
          number INTEGER PRIMARY KEY, state TEXT NOT NULL, why TEXT NOT NULL, site INTEGER NOT NULL, at INTEGER NOT NULL,
          actor TEXT NOT NULL, job INTEGER NOT NULL, position BLOB NOT NULL, calls INTEGER NOT NULL, differing INTEGER NOT NULL,
          changed INTEGER NOT NULL, anew INTEGER NOT NULL, finished INTEGER, message TEXT NOT NULL
        ) STRICT
        """,
        // Only calls that differ; `bill` is 0 for those on no issued bill.
        """
        CREATE TABLE rerating_call (
          rerating INTEGER NOT NULL REFERENCES rerating, start INTEGER NOT NULL, \(keyColumns), bill INTEGER NOT NULL,
          \(outcomes("old")),
          \(outcomes("new")),
          PRIMARY KEY (rerating, start, \(key))
        ) STRICT, WITHOUT ROWID
        """,
        // Calls with several records that were counted.
        """
        CREATE TABLE rerating_link (
          rerating INTEGER NOT NULL REFERENCES rerating, switch INTEGER NOT NULL, link BLOB NOT NULL, PRIMARY KEY (rerating, switch, link)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE rerating_sum (
          rerating INTEGER NOT NULL REFERENCES rerating, bill INTEGER NOT NULL, scheme INTEGER NOT NULL, party INTEGER NOT NULL,
          type INTEGER NOT NULL, currency INTEGER NOT NULL, \(ReratingSQL.measures.map { "\($0) INTEGER NOT NULL" }.joined(separator: ", ")),
          PRIMARY KEY (rerating, bill, scheme, party, type, currency)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    private static func outcomes(_ side: String) -> String {
        ReratingSQL.outcome(side).map { column in
            "\(column) INTEGER" + (ReratingSQL.isOptional(column) ? "" : " NOT NULL")
        }.joined(separator: ", ")
    }
}
