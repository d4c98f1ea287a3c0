internal import GRDB
public import Model
public import Time

extension Book {
    /// Parties with days whose calls are in no settlement that knows them, or in one by the rules of another site than this.
    /// - Returns: each party with the first and the last of these days, in the order of names.
    public func touchedSpans(_ scheme: Scheme, site: Int64, before today: CivilDay) throws(StoreError) -> [(party: String, days: DayRange)]
    {
        try read(StorePlace("touched", "stale")) { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT t.party, min(t.day), max(t.day) FROM touched AS t WHERE t.day < ? AND NOT EXISTS (
                      SELECT 1 FROM settlement AS s WHERE s.scheme = ? AND s.party = t.party AND s.first <= t.day AND s.last >= t.day
                      AND (s.frozen = 1 OR (s.change >= t.change AND s.site = ?)))
                    GROUP BY t.party
                    """, arguments: [today.number, scheme.rawValue, site]
            ).compactMap { row in
                DayRange(CivilDay(number: row[1]), CivilDay(number: row[2])).map { (names.text(.party, NameNumber(number: row[0])), $0) }
            }.sorted { $0.0 < $1.0 }
        }
    }
}
