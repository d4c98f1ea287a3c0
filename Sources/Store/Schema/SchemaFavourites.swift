/// Format 9: which reports a user wants at hand.
enum SchemaFavourites {
    static let statements = [
        """
        CREATE TABLE favourite_report (
          user TEXT NOT NULL, report TEXT NOT NULL, PRIMARY KEY (user, report)
        ) STRICT, WITHOUT ROWID
        """
    ]
}
