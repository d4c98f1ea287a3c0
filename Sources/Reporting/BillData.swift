public import Billing
public import Document
import Model
import Money
public import Time

/// A bill as data for programs: what `tollbook bill --as json` and the page's address for programs give. The keys are stable.
public enum BillData {
    /// `{"bill":{…}}`.
    /// - Parameter zone: the site's, in which the starts are written.
    public static func tree(_ bill: Bill, zone: Zone) -> DataTree {
        let own = bill.sums.first { $0.currency == bill.head.currency }
        let body = DataTree.object([
            "party": .text(bill.head.party.text),
            "name": .text(bill.head.name),
            "from": .text(bill.head.days.first.description),
            "to": .text(bill.head.days.last.description),
            "currency": .text(bill.head.currency.code),
            "hot": .flag(bill.head.isHot),
            "calls": .list(bill.lines.map { line($0, zone) }),
            "subtotals": .list(bill.subtotals.map(subtotal)),
            "unrated": .object(bill.unrated.map { DataTree.Entry($0.reason.name, .integer($0.calls)) }),
            "sum": .amount(own?.sum ?? .zero, bill.head.currency),
            "rounding": .amount(own?.rounding ?? .zero, bill.head.currency),
            "total": .amount(own?.total ?? .zero, bill.head.currency),
            "totals": .list(bill.sums.map(sum)),
        ])
        return .object(["bill": body])
    }

    private static func line(_ line: Bill.Line, _ zone: Zone) -> DataTree {
        let call = line.call
        return .object([
            "id": .text(call.id),
            "start": .text(zone.wall(call.start).description),
            "called": .text(orNull: call.called.isEmpty ? nil : call.called),
            "calling": .text(orNull: call.calling.isEmpty ? nil : call.calling),
            "destination": .text(orNull: call.destination.isEmpty ? nil : call.destination),
            "callType": .text(orNull: call.callType.isEmpty ? nil : call.callType),
            "duration": .integer(Int64(call.talk)),
            "state": .text(call.state.name),
            "reason": .text(orNull: call.reason == .none ? nil : call.reason.name),
            "charge": .text(orNull: line.charge?.text),
            "final": .text(orNull: line.final?.text),
            "currency": .text(orNull: line.final?.currency.code),
        ])
    }

    private static func subtotal(_ subtotal: Bill.Subtotal) -> DataTree {
        .object([
            "callType": .text(orNull: subtotal.callType.isEmpty ? nil : subtotal.callType),
            "currency": .text(orNull: subtotal.currency?.code),
            "calls": .integer(subtotal.calls),
            "duration": .integer(subtotal.seconds),
            "sum": .text(orNull: subtotal.currency.map { Money(subtotal.sum, $0).text }),
        ])
    }

    private static func sum(_ sum: BillSum) -> DataTree {
        .object([
            "currency": .text(sum.currency.code),
            "charges": .amount(sum.charges, sum.currency),
            "sum": .amount(sum.sum, sum.currency),
            "rounding": .amount(sum.rounding, sum.currency),
            "total": .amount(sum.total, sum.currency),
        ])
    }
}
