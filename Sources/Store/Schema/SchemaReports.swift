/// Format 7: reports that users made themselves, as the files that they are; what schedules made, and the files of messages.
enum SchemaReports {
    static let statements = [
        """
        CREATE TABLE report (
          id TEXT NOT NULL PRIMARY KEY, content BLOB NOT NULL, changed INTEGER NOT NULL, actor TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE schedule_run (
          schedule TEXT NOT NULL, due INTEGER NOT NULL, missed INTEGER NOT NULL, actor TEXT NOT NULL, started INTEGER NOT NULL,
          finished INTEGER, state TEXT NOT NULL, message TEXT NOT NULL, messages INTEGER NOT NULL, files INTEGER NOT NULL,
          PRIMARY KEY (schedule, due)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX schedule_run_started ON schedule_run (started)",
        """
        CREATE TABLE outbox_file (
          outbox INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, content BLOB NOT NULL,
          PRIMARY KEY (outbox, number)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
