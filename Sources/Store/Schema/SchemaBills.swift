/// Settlements of periods, issued bills with their credit notes, and what of a call they need.
enum SchemaBills {
    static var statements: [String] { calls + settlements + bills }

    private static let calls =
        ["call", "conflict"].flatMap { table in
            CallColumns.added.map { "ALTER TABLE \"\(table)\" ADD COLUMN \($0) INTEGER NOT NULL DEFAULT 0" }
        } + CallColumns.figures.map { "ALTER TABLE \"call\" ADD COLUMN \($0) BLOB" } + [
            "CREATE INDEX call_bill ON \"call\" (bill) WHERE bill <> 0"
        ]

    private static let settlements = [
        // When calls of a party and day changed last, counted in transactions: a settlement that began before is stale.
        """
        CREATE TABLE touched (
          party INTEGER NOT NULL, day INTEGER NOT NULL, change INTEGER NOT NULL, PRIMARY KEY (party, day)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX touched_change ON touched (change, day, party)",
        // What is there already was never settled.
        "INSERT INTO touched (party, day, change) SELECT DISTINCT party, day, 1 FROM summary_day",
        // `change`: the last one that it knows; `frozen`: calls of it stand on an issued bill.
        """
        CREATE TABLE settlement (
          scheme TEXT NOT NULL, party INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, site INTEGER NOT NULL,
          change INTEGER NOT NULL, settled INTEGER NOT NULL, calls INTEGER NOT NULL, frozen INTEGER NOT NULL,
          PRIMARY KEY (scheme, party, first)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    /// What was issued never changes. `former` chains each to the one before.
    private static let bills = [
        """
        CREATE TABLE bill (
          number INTEGER PRIMARY KEY, kind TEXT NOT NULL, credits INTEGER REFERENCES bill, party BLOB NOT NULL, name TEXT NOT NULL,
          first INTEGER NOT NULL, last INTEGER NOT NULL, issued INTEGER NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL,
          currency INTEGER NOT NULL, total INTEGER NOT NULL, calls INTEGER NOT NULL, site INTEGER NOT NULL,
          document BLOB NOT NULL, lines BLOB NOT NULL, former BLOB NOT NULL, hash BLOB NOT NULL
        ) STRICT
        """,
        "CREATE INDEX bill_party ON bill (party, first)",
        // One credit note takes a bill back as a whole.
        "CREATE UNIQUE INDEX bill_credit ON bill (credits) WHERE kind = 'credit'",
        "CREATE TRIGGER bill_stays BEFORE UPDATE ON bill BEGIN SELECT RAISE(ABORT, 'an issued bill does not change'); END",
        "CREATE TRIGGER bill_is_kept BEFORE DELETE ON bill BEGIN SELECT RAISE(ABORT, 'an issued bill is kept'); END",
    ]
}
