public import Model
public import Money
public import Rating
public import Site
public import Time

/// The figures of a party's bill over some days: final charges, recurring charges, taxes (DOMAIN section 10). It measures nothing
/// itself: total = calls + recurring + rounding + exclusive taxes.
public struct SettledBill: Sendable {
    public let currency: Currency
    /// Sum of the final charges as printed.
    public let calls: Amount
    public let recurring: [RecurringDue]
    public let taxes: [TaxLine]
    /// What rounding the sums to the minor unit changed.
    public let rounding: Amount
    public let total: Amount

    /// - Parameters:
    ///   - calls: settled, those of the bill's days alone.
    ///   - party: `nil` for the unassigned one, who pays nothing by the month.
    public init(
        _ calls: [SettledCall], of party: Party?, site: Site, types: [CallTypeID], scheme: Scheme, days: DayRange
    ) throws(BillError) {
        currency = party?.currency ?? site.settings.currency
        do throws(SettlementFailure) {
            recurring =
                scheme == .price
                ? try party.map { party throws(SettlementFailure) in try RecurringCharges(site).due(of: party, in: days) } ?? [] : []
        } catch {
            throw .settlement(error)
        }
        do throws(BillFailure) {
            var sums = TaxSums(scheme == .price ? site.taxes : [], currency: currency)
            var total = Amount.zero
            for call in calls where call.unrated == nil {
                let type = call.call.callType >= 0 ? types[Int(call.call.callType)] : nil
                try sums.add(call.final.amount, callType: type, on: call.call.day)
                total = try SettledBill.sum(total, call.final.amount)
            }
            self.calls = total
            for due in recurring {
                try sums.add(due.amount, tax: due.tax, on: due.days.first)
                total = try SettledBill.sum(total, due.amount)
            }
            (rounding, taxes) = try sums.result()
            total = try SettledBill.sum(total, rounding)
            for line in taxes where !line.isInclusive { total = try SettledBill.sum(total, line.tax) }
            self.total = total
        } catch {
            throw .bill(error)
        }
    }

    private static func sum(_ left: Amount, _ right: Amount) throws(BillFailure) -> Amount {
        guard let sum = left.adding(right) else { throw .beyondRange }
        return sum
    }
}

/// Why there is no bill.
public enum BillError: Error, Hashable, Sendable, CustomStringConvertible {
    case settlement(SettlementFailure)
    case bill(BillFailure)

    public var description: String {
        switch self {
        case .settlement(let failure): failure.description
        case .bill(let failure): failure.description
        }
    }
}
