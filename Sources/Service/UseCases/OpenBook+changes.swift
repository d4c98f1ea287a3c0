public import Model
import Money
import Site
public import Store
import Time

extension OpenBook {
    /// The calls that came or changed since a cursor, for a program that keeps a copy of them.
    public func changes(after cursor: String?, limit: Int, caller: Caller) throws -> ChangePage {
        try require(.see, caller)
        return try store.changes(after: cursor, limit: limit)
    }

    /// The same for a program: `{"calls":[…],"next":…,"more":…}`.
    public func changesJSON(_ page: ChangePage, caller: Caller) throws -> [UInt8] {
        try require(.see, caller)
        let zone = try site().site.settings.zone
        var line = JSONLine()
        line.begin()
        line.rows("calls", page.calls) { $0.changed($1, zone) }
        line.field("next", page.next)
        line.field("more", page.more)
        line.end()
        return line.take()
    }
}

extension JSONLine {
    /// A call with what became of it; of one that is gone only the id, which tells what to take away.
    fileprivate mutating func changed(_ call: ChangedCall, _ zone: Zone) {
        begin()
        field("id", call.id)
        field("removed", call.row == nil)
        if let row = call.row {
            fields(of: row, zone)
            settled("discount", "final", "finalCurrency", call.price)
            settled("costDiscount", "costFinal", "costFinalCurrency", call.cost)
            field("bill", row.bill == 0 ? nil : Int(row.bill))
        }
        close()
    }

    private mutating func settled(
        _ discount: StaticString, _ final: StaticString, _ currency: StaticString, _ settled: ChangedCall.Settled?
    ) {
        field(discount, settled.map { $0.discount.text(minorUnit: $0.final.currency.minorUnit) })
        field(final, settled.map { $0.final.amount.text(minorUnit: $0.final.currency.minorUnit) })
        field(currency, settled.map { $0.final.currency.code })
    }
}
