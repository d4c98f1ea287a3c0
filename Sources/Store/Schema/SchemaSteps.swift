/// What the journal lacked to make a book again from its raw logs: what was committed in which order, and with what.
enum SchemaSteps {
    static let statements = [
        """
        CREATE TABLE format_version (
          number INTEGER PRIMARY KEY, id TEXT NOT NULL, entered_at INTEGER NOT NULL, hash BLOB NOT NULL REFERENCES document
        ) STRICT
        """,
        """
        CREATE TABLE step (
          number INTEGER PRIMARY KEY, kind TEXT NOT NULL, at INTEGER NOT NULL, subject INTEGER NOT NULL, site INTEGER NOT NULL,
          format INTEGER NOT NULL, fed INTEGER NOT NULL, empty_blocks INTEGER NOT NULL, ending TEXT NOT NULL, journal INTEGER NOT NULL,
          detail BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE withdrawal (
          source INTEGER NOT NULL, raw_offset INTEGER NOT NULL, through INTEGER NOT NULL, PRIMARY KEY (source, raw_offset)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX step_subject ON step (kind, subject, fed)",
    ]
}
