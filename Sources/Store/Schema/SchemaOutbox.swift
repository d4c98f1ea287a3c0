/// The messages that go out: to whom, because of what, and what became of them. The text of a message is made when it is sent, of the call
/// that it tells of, so that no number stands here but in the cause.
enum SchemaOutbox {
    static let statements = [
        """
        CREATE TABLE outbox (
          id INTEGER PRIMARY KEY, kind TEXT NOT NULL, rule TEXT NOT NULL, cause TEXT NOT NULL, detail TEXT NOT NULL, channel TEXT NOT NULL,
          recipient TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, created INTEGER NOT NULL, next_attempt INTEGER NOT NULL,
          tried INTEGER, answer TEXT NOT NULL, digest INTEGER, acknowledged INTEGER, acknowledged_by TEXT NOT NULL
        ) STRICT
        """,
        "CREATE UNIQUE INDEX outbox_cause ON outbox (rule, cause, channel, recipient)",
        "CREATE INDEX outbox_state ON outbox (state, next_attempt, id)",
        "CREATE INDEX outbox_told ON outbox (rule, channel, recipient, tried)",
        "CREATE INDEX outbox_digest ON outbox (digest, state, id)",
    ]
}
