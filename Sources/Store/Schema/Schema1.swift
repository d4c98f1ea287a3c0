/// The first shape of a book. Never change it once a book is out: add a migration.
/// Words that SQLite or MariaDB reserve are avoided or quoted ("call"), so that both read the same names.
enum Schema1 {
    static var statements: [String] { book + calls + summaries + intake + configuration + people }

    private static let book = [
        """
        CREATE TABLE book (
          id INTEGER PRIMARY KEY CHECK (id = 1), book_id TEXT NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE name (
          kind TEXT NOT NULL, number INTEGER NOT NULL, text BLOB NOT NULL, PRIMARY KEY (kind, number)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE UNIQUE INDEX name_text ON name (kind, text)",
    ]

    private static let key = CallColumns.key.joined(separator: ", ")

    /// The indexes hold the whole order of a page (start, then key) and the day, so that a page walks them without touching calls
    /// of other days.
    private static let calls = [
        "CREATE TABLE \"call\" (\n  \(CallColumns.declarations),\n  PRIMARY KEY (\(key))\n) STRICT, WITHOUT ROWID",
        "CREATE INDEX call_start ON \"call\" (start, \(key), day)",
        "CREATE INDEX call_party ON \"call\" (party, start, \(key), day)",
        "CREATE INDEX call_link ON \"call\" (switch, link) WHERE link <> x''",
        // What waits for a person; the numbers are CallState's. Calls that are rated or free cost nothing here.
        "CREATE INDEX call_waiting ON \"call\" (price_state, price_reason, start) WHERE price_state IN (2, 4)",
        """
        CREATE TABLE conflict (
          number INTEGER PRIMARY KEY, import INTEGER NOT NULL, found INTEGER NOT NULL,
          decision TEXT, decided INTEGER, actor TEXT, note TEXT,
          \(CallColumns.declarations)
        ) STRICT
        """,
        "CREATE INDEX conflict_key ON conflict (\(key))",
        "CREATE INDEX conflict_open ON conflict (decision, number)",
    ]

    private static let measures = """
        calls INTEGER NOT NULL, answered INTEGER NOT NULL, unrated INTEGER NOT NULL, seconds INTEGER NOT NULL,
          price INTEGER NOT NULL, cost INTEGER NOT NULL
        """

    private static let summaries = [
        """
        CREATE TABLE summary_day (
          day INTEGER NOT NULL, party INTEGER NOT NULL, type INTEGER NOT NULL, direction INTEGER NOT NULL, currency INTEGER NOT NULL,
          \(measures),
          PRIMARY KEY (day, party, type, direction, currency)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE summary_hour (
          day INTEGER NOT NULL, hour INTEGER NOT NULL, trunk INTEGER NOT NULL, type INTEGER NOT NULL, direction INTEGER NOT NULL,
          currency INTEGER NOT NULL,
          \(measures),
          PRIMARY KEY (day, hour, trunk, type, direction, currency)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    private static let intake = [
        """
        CREATE TABLE import (
          number INTEGER PRIMARY KEY, source INTEGER NOT NULL, name TEXT NOT NULL, format TEXT NOT NULL, switch TEXT NOT NULL,
          started INTEGER NOT NULL, finished INTEGER, state TEXT NOT NULL, actor TEXT NOT NULL, message TEXT NOT NULL,
          part_begin INTEGER NOT NULL, physical_lines INTEGER NOT NULL, lines_in_records INTEGER NOT NULL, records INTEGER NOT NULL,
          new INTEGER NOT NULL, duplicate INTEGER NOT NULL, repeated INTEGER NOT NULL, conflict INTEGER NOT NULL,
          quarantined INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE import_count (
          import INTEGER NOT NULL REFERENCES import, kind TEXT NOT NULL, reason TEXT NOT NULL, number INTEGER NOT NULL,
          PRIMARY KEY (import, kind, reason)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE skip (
          import INTEGER NOT NULL REFERENCES import, number INTEGER NOT NULL, line INTEGER NOT NULL, line_count INTEGER NOT NULL,
          raw_offset INTEGER NOT NULL, raw_count INTEGER NOT NULL, reason TEXT NOT NULL,
          PRIMARY KEY (import, number)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE raw_position (
          source INTEGER PRIMARY KEY, raw_offset INTEGER NOT NULL, line INTEGER NOT NULL, decoder BLOB NOT NULL
        ) STRICT
        """,
    ]

    private static let configuration = [
        "CREATE TABLE document (hash BLOB NOT NULL PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID",
        """
        CREATE TABLE site (
          number INTEGER PRIMARY KEY, entered_at INTEGER NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL,
          hash BLOB NOT NULL REFERENCES document
        ) STRICT
        """,
        """
        CREATE TABLE site_file (
          site INTEGER NOT NULL REFERENCES site, name TEXT NOT NULL, hash BLOB NOT NULL REFERENCES document, PRIMARY KEY (site, name)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE rate_version (
          id INTEGER PRIMARY KEY, scheme TEXT NOT NULL, rate_table TEXT NOT NULL, valid_from INTEGER NOT NULL, entered_at INTEGER NOT NULL,
          fingerprint BLOB NOT NULL, site INTEGER NOT NULL REFERENCES site, is_current INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE UNIQUE INDEX rate_version_fingerprint ON rate_version (scheme, rate_table, valid_from, fingerprint)",
        """
        CREATE TABLE journal (
          number INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
          old_value TEXT, new_value TEXT
        ) STRICT
        """,
        """
        CREATE TABLE job (
          id INTEGER PRIMARY KEY, kind TEXT NOT NULL, arguments TEXT NOT NULL, state TEXT NOT NULL, actor TEXT NOT NULL,
          queued INTEGER NOT NULL, run_at INTEGER NOT NULL, started INTEGER, finished INTEGER, lease_owner TEXT, lease_until INTEGER,
          done INTEGER NOT NULL, total INTEGER NOT NULL, cancelled INTEGER NOT NULL, message TEXT NOT NULL, result TEXT
        ) STRICT
        """,
        "CREATE INDEX job_next ON job (state, run_at, id)",
    ]

    /// `person` is the user of DOMAIN's list: `user` is a function's name in MariaDB.
    private static let people = [
        """
        CREATE TABLE person (
          id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, role TEXT NOT NULL, disabled INTEGER NOT NULL, password TEXT NOT NULL,
          one_time_digest BLOB NOT NULL, one_time_expires INTEGER NOT NULL, generation INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE role_grant (
          person INTEGER NOT NULL REFERENCES person, number INTEGER NOT NULL, book TEXT, role TEXT NOT NULL, node TEXT,
          PRIMARY KEY (person, number)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE session (
          digest BLOB NOT NULL PRIMARY KEY, person INTEGER NOT NULL REFERENCES person, generation INTEGER NOT NULL,
          started_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, must_set_password INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE login_throttle (
          subject BLOB NOT NULL PRIMARY KEY, failures INTEGER NOT NULL, failed_at INTEGER NOT NULL, succeeded_at INTEGER
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE api_key (
          number INTEGER PRIMARY KEY, name TEXT NOT NULL, digest BLOB NOT NULL UNIQUE, role TEXT NOT NULL, created_at INTEGER NOT NULL,
          created_by TEXT NOT NULL, expires INTEGER, revoked_at INTEGER
        ) STRICT
        """,
    ]
}
