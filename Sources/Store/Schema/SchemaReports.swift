/// Format 7: reports that users made themselves, as the files that they are.
enum SchemaReports {
    static let statements = [
        """
        CREATE TABLE report (
          id TEXT NOT NULL PRIMARY KEY, content BLOB NOT NULL, changed INTEGER NOT NULL, actor TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    ]
}
