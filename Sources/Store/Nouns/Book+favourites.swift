internal import GRDB

extension Book {
    /// Ids of the reports that a user wants at hand.
    public func favouriteReports(of user: String) throws(StoreError) -> Set<String> {
        try read(StorePlace("favourite_report", "list")) { database in
            try String.fetchSet(database, sql: "SELECT report FROM favourite_report WHERE user = ?", arguments: [user])
        }
    }

    /// Setting what is set already changes nothing.
    public func setFavourite(_ report: String, of user: String, _ isOne: Bool) throws(StoreError) {
        try write(StorePlace("favourite_report", "set")) { database in
            let statement =
                isOne
                ? "INSERT INTO favourite_report (user, report) VALUES (?, ?) ON CONFLICT DO NOTHING"
                : "DELETE FROM favourite_report WHERE user = ? AND report = ?"
            try database.execute(sql: statement, arguments: [user, report])
        }
    }
}
