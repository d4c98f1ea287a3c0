internal import Foundation
internal import GRDB
public import Model
public import Money
internal import Time

extension Book {
    private static let billColumns = """
        number, kind, credits, party, name, first, last, issued, actor, reason, currency, total, calls, site, former, hash,
          (SELECT number FROM bill AS c WHERE c.kind = 'credit' AND c.credits = b.number) AS credited_by
        """

    /// Issued bills and credit notes, the newest first, from below `before` on.
    /// - Parameter party: `nil`: everybody's.
    public func bills(of party: String? = nil, before: Int64? = nil, limit: Int = 100) throws(StoreError) -> [IssuedBill] {
        try read(StorePlace("bill", "list")) { database in
            let whose = party == nil ? "" : "AND party = ? "
            var arguments: StatementArguments = [before ?? Int64.max]
            if let party { arguments += [Data(party.utf8)] }
            arguments += [limit]
            return try Row.fetchAll(
                database, sql: "SELECT \(Book.billColumns) FROM bill AS b WHERE number < ? \(whose)ORDER BY number DESC LIMIT ?",
                arguments: arguments
            ).map(Book.bill)
        }
    }

    /// Issued bills and credit notes in the order of their numbers, from behind a cursor on. None ever changes: that a bill was credited is
    /// told by the credit note's own number.
    /// - Returns: the bills, and where to go on at any later time.
    /// - Throws: `badCursor` for what is none, `staleCursor` where the bill that it names is not the one of this book.
    public func bills(after cursor: String?, limit: Int) throws(StoreError) -> (bills: [IssuedBill], next: String) {
        let from = try cursor.map { (text) throws(StoreError) in try BillCursor(text) } ?? BillCursor(number: 0, hash: [])
        return try read(StorePlace("bill", "after")) { database in
            let hash = try Data.fetchOne(database, sql: "SELECT hash FROM bill WHERE number = ?", arguments: [from.number])
            guard Array(hash ?? Data()) == from.hash else { throw StoreError.staleCursor }
            let bills = try Row.fetchAll(
                database, sql: "SELECT \(Book.billColumns) FROM bill AS b WHERE number > ? ORDER BY number LIMIT ?",
                arguments: [from.number, limit]
            ).map(Book.bill)
            return (bills, (bills.last.map { BillCursor(number: $0.number, hash: $0.hash) } ?? from).text)
        }
    }

    public func bill(_ number: Int64) throws(StoreError) -> IssuedBill {
        try read(StorePlace("bill", "one")) { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT \(Book.billColumns) FROM bill AS b WHERE number = ?", arguments: [number])
            guard let row else { throw StoreError.notFound("bill \(number)") }
            return try Book.bill(row)
        }
    }

    /// What was frozen of a bill: its document, and its calls as bytes.
    public func billContent(_ number: Int64) throws(StoreError) -> (document: [UInt8], lines: [UInt8]) {
        try read(StorePlace("bill", "content")) { database in
            let row = try Row.fetchOne(database, sql: "SELECT document, lines FROM bill WHERE number = ?", arguments: [number])
            guard let row else { throw StoreError.notFound("bill \(number)") }
            let (document, lines): (Data, Data) = (row[0], row[1])
            return (Array(document), Array(lines))
        }
    }

    /// The calls that stand on a bill, with the figures that it gives them, in the order of the bill.
    public func billedLines(_ number: Int64) throws(StoreError) -> [(id: String, final: Money?)] {
        let (_, bytes) = try billContent(number)
        guard let lines = BillLines.read(bytes, party: "")?.lines else { throw .damaged(StorePlace("bill", "lines")) }
        return lines.map { line in
            let currency = Currency(packed: UInt32(truncatingIfNeeded: line.currency))
            return (line.id, line.figures.isEmpty ? nil : currency.map { Money(Amount(millionths: line.final), $0) })
        }
    }

    static func bill(_ row: Row) throws -> IssuedBill {
        let (party, former, hash): (Data, Data, Data) = (row["party"], row["former"], row["hash"])
        guard let kind = IssuedBill.Kind(rawValue: row["kind"]),
            let days = DayRange(CivilDay(number: row["first"]), CivilDay(number: row["last"])),
            let currency = Currency(packed: UInt32(truncatingIfNeeded: row["currency"] as Int64))
        else { throw StoreError.damaged(StorePlace("bill", "read")) }
        return IssuedBill(
            number: row["number"], kind: kind, credits: row["credits"], party: String(decoding: party, as: UTF8.self), name: row["name"],
            days: days, issued: Instant(seconds: row["issued"]), actor: row["actor"], reason: row["reason"],
            total: Money(Amount(millionths: row["total"]), currency), calls: row["calls"], site: row["site"],
            creditedBy: row.hasColumn("credited_by") ? row["credited_by"] : nil, former: Array(former), hash: Array(hash))
    }
}

/// The last bill that somebody read: its number, and its hash, which is chained to all bills before.
private struct BillCursor {
    let number: Int64
    let hash: [UInt8]

    init(number: Int64, hash: [UInt8]) { (self.number, self.hash) = (number, hash) }

    init(_ text: String) throws(StoreError) {
        guard text.utf8.count < 1000, let bytes = Base64URL.decode(text) else { throw .badCursor }
        var reader = ByteReader(bytes)
        guard let number = reader.integer(), let hash = reader.text(), reader.isAtEnd else { throw .badCursor }
        self.init(number: number, hash: hash)
    }

    var text: String {
        var writer = ByteWriter()
        writer.put(number)
        writer.put(hash)
        return Base64URL.encode(writer.bytes)
    }
}
