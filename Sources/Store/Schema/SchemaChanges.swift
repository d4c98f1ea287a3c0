/// Format 10: in which order calls came and changed, so that who reads on misses nothing; how far each export came; what a key may do.
enum SchemaChanges {
    static var statements: [String] { changes + keys }

    private static let changes = [
        // One row a transaction that wrote calls, or several of a long one. `mark` is drawn by lot: a book that was restored, or that
        // lost its last commits, has other marks under the same numbers. `through` counts the keys of all rows up to this one.
        """
        CREATE TABLE call_change (
          number INTEGER PRIMARY KEY, mark INTEGER NOT NULL, calls INTEGER NOT NULL, through INTEGER NOT NULL, keys BLOB NOT NULL
        ) STRICT
        """,
        // There always is a last row, so that a position can be told in a book without calls too.
        "INSERT INTO call_change (mark, calls, through, keys) VALUES (random(), 0, 0, x'')",
        // The position of an export: all up to the key `place` of the row `change` is out; `through` bytes of `file` are sure.
        """
        CREATE TABLE export_position (
          export TEXT NOT NULL PRIMARY KEY, change INTEGER NOT NULL, place INTEGER NOT NULL, mark INTEGER NOT NULL,
          sent INTEGER NOT NULL, file TEXT NOT NULL, through INTEGER NOT NULL, at INTEGER NOT NULL, error TEXT NOT NULL,
          failed INTEGER
        ) STRICT, WITHOUT ROWID
        """,
    ]

    /// An empty text of scopes is a key of before, which may do all that its role may.
    private static let keys = [
        "ALTER TABLE api_key ADD COLUMN scopes TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE api_key ADD COLUMN addresses TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE api_key ADD COLUMN a_minute INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE api_key ADD COLUMN used_at INTEGER",
        "ALTER TABLE api_key ADD COLUMN used_from TEXT NOT NULL DEFAULT ''",
    ]
}
