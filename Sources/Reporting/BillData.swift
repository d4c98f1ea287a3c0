public import Billing
public import Document
public import Model
import Money
public import Time

/// A bill as data for programs: what `tollbook bill --as json` and the page's address for programs give. The keys are stable.
public enum BillData {
    /// `{"bill":{…}}`.
    /// - Parameters:
    ///   - settled: its figures with recurring charges and taxes; `nil`: the charges as the tariff made them are all there is.
    ///   - zone: the site's, in which the starts are written.
    ///   - earlier: calls of earlier periods that are on it.
    ///   - isItemised: `false`: it lists no single calls.
    public static func tree(
        _ bill: Bill, _ settled: SettledBill? = nil, earlier: [CallRow] = [], zone: Zone, isItemised: Bool = true
    ) -> DataTree {
        let own = bill.sums.first { $0.currency == bill.head.currency }
        let body = DataTree.object([
            "party": .text(bill.head.party.text),
            "name": .text(bill.head.name),
            "from": .text(bill.head.days.first.description),
            "to": .text(bill.head.days.last.description),
            "currency": .text(bill.head.currency.code),
            "hot": .flag(bill.head.isHot),
            "itemised": .flag(isItemised),
            "calls": .list(isItemised ? bill.lines.map { line($0, zone) } : []),
            "subtotals": .list(bill.subtotals.map(subtotal)),
            "unrated": .object(bill.unrated.map { DataTree.Entry($0.reason.name, .integer($0.calls)) }),
            "earlierCalls": .list(isItemised ? earlier.map { line(Bill.Line(earlier: $0), zone) } : []),
            "sum": .amount(settled?.calls ?? own?.sum ?? .zero, bill.head.currency),
            "earlierSum": .amount(settled?.earlier ?? .zero, bill.head.currency),
            "recurring": .list((settled?.recurring ?? []).map { recurring($0, bill.head.currency) }),
            "taxes": .list((settled?.taxes ?? []).map { tax($0, bill.head.currency) }),
            "rounding": .amount(settled?.rounding ?? own?.rounding ?? .zero, bill.head.currency),
            "total": .amount(settled?.total ?? own?.total ?? .zero, bill.head.currency),
            "totals": .list(bill.sums.map(sum)),
        ])
        return .object(["bill": body])
    }

    private static func recurring(_ due: RecurringDue, _ currency: Currency) -> DataTree {
        .object([
            "id": .text(due.id.text),
            "name": .text(due.name),
            "amount": .amount(due.amount, currency),
            "from": .text(due.days.first.description),
            "to": .text(due.days.last.description),
        ])
    }

    private static func tax(_ line: TaxLine, _ currency: Currency) -> DataTree {
        .object([
            "id": .text(line.id.text),
            "name": .text(line.name),
            "percent": .text(line.percent.text),
            "inclusive": .flag(line.isInclusive),
            "net": .amount(line.net, currency),
            "tax": .amount(line.tax, currency),
        ])
    }

    private static func line(_ line: Bill.Line, _ zone: Zone) -> DataTree {
        let call = line.call
        return .object([
            "id": .text(orNull: call.id.isEmpty ? nil : call.id),
            "start": .text(zone.wall(call.start).description),
            "called": .text(orNull: call.called.isEmpty ? nil : call.called),
            "calling": .text(orNull: call.calling.isEmpty ? nil : call.calling),
            "destination": .text(orNull: call.destination.isEmpty ? nil : call.destination),
            "callType": .text(orNull: call.callType.isEmpty ? nil : call.callType),
            "duration": .integer(Int64(call.talk)),
            "state": .text(call.state.name),
            "reason": .text(orNull: call.reason == .none ? nil : call.reason.name),
            "charge": .text(orNull: line.charge?.text),
            "base": .text(orNull: figure(line, \.base)),
            "surcharges": .text(orNull: figure(line, \.surcharges)),
            "adjustment": .text(orNull: figure(line, \.adjustment)),
            "packageDiscount": .text(orNull: figure(line, \.packageDiscount)),
            "volumeDiscount": .text(orNull: figure(line, \.volumeDiscount)),
            "net": .text(orNull: figure(line, \.net)),
            "rate": .text(orNull: line.call.settled?.rate.text),
            "final": .text(orNull: line.final?.text),
            "currency": .text(orNull: line.final?.currency.code),
        ])
    }

    /// An amount of the settlement, in the charge's currency.
    private static func figure(_ line: Bill.Line, _ part: KeyPath<SettledFigures, FineAmount>) -> String? {
        guard let figures = line.call.settled, let charge = line.charge else { return nil }
        return figures[keyPath: part].text(minorUnit: charge.currency.minorUnit)
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
