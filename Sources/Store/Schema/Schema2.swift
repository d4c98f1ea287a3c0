/// What the collection keeps beside calls: sealed secrets, running numbers with their gaps, usual rates and open sessions.
enum Schema2 {
    static let statements = [
        """
        CREATE TABLE secret (
          name TEXT NOT NULL PRIMARY KEY, key_id TEXT NOT NULL, sealed BLOB NOT NULL, changed INTEGER NOT NULL, actor TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        // How far a source's running numbers are known: between the two each came, or is missing in a gap.
        """
        CREATE TABLE sequence (
          source INTEGER PRIMARY KEY, switch INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL
        ) STRICT
        """,
        // Numbers that never came, both ends included; closed ones are kept, for they are not to be found again.
        """
        CREATE TABLE gap (
          number INTEGER PRIMARY KEY, source INTEGER NOT NULL, switch INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
          seen INTEGER NOT NULL, closed INTEGER, closed_by INTEGER
        ) STRICT
        """,
        "CREATE INDEX gap_switch ON gap (switch, first)",
        // Records by hour of the site's wall time, counted in hours.
        """
        CREATE TABLE source_hour (
          source INTEGER NOT NULL, hour INTEGER NOT NULL, records INTEGER NOT NULL, PRIMARY KEY (source, hour)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE open_session (
          switch INTEGER NOT NULL, session BLOB NOT NULL, source INTEGER NOT NULL, opened INTEGER NOT NULL, seen INTEGER NOT NULL,
          calling BLOB NOT NULL, called BLOB NOT NULL, raw_offset INTEGER NOT NULL, raw_count INTEGER NOT NULL,
          ended INTEGER, actor TEXT,
          PRIMARY KEY (switch, session)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX open_session_seen ON open_session (ended, seen)",
    ]
}
