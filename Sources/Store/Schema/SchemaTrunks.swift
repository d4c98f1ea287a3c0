/// Format 13: when a trunk was used last is one look, however many hours there are.
enum SchemaTrunks {
    static let statements = ["CREATE INDEX summary_hour_trunk ON summary_hour (trunk, day, hour)"]
}
