/// Format 8: what a finding compared, beside its words.
enum SchemaFindings {
    static let statements = ["ALTER TABLE outbox ADD COLUMN facts TEXT NOT NULL DEFAULT ''"]
}
