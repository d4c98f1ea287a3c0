public import Model
import Money
import Time

/// Issued bills as lines of text and as JSON.
public enum BillListing {
    /// One bill a line, for a terminal.
    public static func text(_ bills: [IssuedBill]) -> String {
        if bills.isEmpty { return "No bill has been issued.\n" }
        return bills.map { line($0) + "\n" }.joined()
    }

    static func line(_ bill: IssuedBill) -> String {
        let money = bill.total.text + " " + bill.total.currency.code
        let what =
            switch bill.kind {
            case .bill: "bill"
            case .credit: "credit note for bill \(bill.credits ?? 0)"
            }
        let end = bill.creditedBy.map { ", credited by \($0)" } ?? (bill.reason.isEmpty ? "" : ": " + bill.reason)
        return "\(bill.number)  \(what)  \(bill.party)  \(bill.days.first) … \(bill.days.last)  \(bill.calls) calls  \(money)\(end)"
    }

    /// One object a line.
    public static func json(_ bills: [IssuedBill]) -> String { bills.map { object($0) + "\n" }.joined() }

    /// A page for a program: `{"bills":[…],"next":…,"more":…}`.
    public static func json(_ page: BillPage) -> String {
        let next = "\"next\":\"" + page.next + "\",\"more\":" + (page.more ? "true" : "false")
        return "{\"bills\":[" + page.bills.map { "\n" + object($0) }.joined(separator: ",") + "]," + next + "}\n"
    }

    private static func object(_ bill: IssuedBill) -> String {
        var line = JSONLine()
        line.begin()
        line.field("number", Int(bill.number))
        line.field("kind", bill.kind.rawValue)
        line.field("credits", bill.credits.map { Int($0) })
        line.field("creditedBy", bill.creditedBy.map { Int($0) })
        line.field("party", bill.party)
        line.field("name", bill.name)
        line.field("from", bill.days.first.description)
        line.field("to", bill.days.last.description)
        line.field("issued", Int(bill.issued.seconds))
        line.field("actor", bill.actor)
        line.field("reason", bill.reason)
        line.field("calls", Int(bill.calls))
        line.field("currency", bill.total.currency.code)
        line.field("total", bill.total.text)
        line.field("hash", bill.hash.hexadecimal)
        line.close()
        return String(decoding: line.take(), as: UTF8.self)
    }
}

/// Issued bills in the order of their numbers, and where to go on.
public struct BillPage: Sendable {
    public var bills: [IssuedBill]
    /// Where to go on, at any later time; there always is one.
    public var next: String
    /// The page is full: more may wait behind it already.
    public var more: Bool
}
