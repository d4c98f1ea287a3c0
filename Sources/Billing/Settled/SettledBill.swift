public import Model
public import Money
public import Rating
public import Site
public import Time

/// The figures of a party's bill over some days: final charges, recurring charges, taxes (DOMAIN section 10). It measures nothing
/// itself: total = calls + earlier calls + recurring + rounding + exclusive taxes.
public struct SettledBill: Sendable {
    public let currency: Currency
    /// Sum of the final charges as printed.
    public let calls: Amount
    /// The same of calls of earlier periods.
    public let earlier: Amount
    public let recurring: [RecurringDue]
    public let taxes: [TaxLine]
    /// What rounding the sums to the minor unit changed.
    public let rounding: Amount
    public let total: Amount

    /// - Parameters:
    ///   - calls: those of the bill's days.
    ///   - earlier: calls of earlier periods, which were billed before these came.
    ///   - party: `nil` for the unassigned one, who pays nothing by the month.
    public init(
        _ calls: [BilledCall], earlier: [BilledCall] = [], of party: Party?, site: Site, scheme: Scheme, days: DayRange
    ) throws(BillError) {
        currency = try SettledBill.currency(calls + earlier, of: party, site)
        do throws(SettlementFailure) {
            recurring =
                scheme == .price
                ? try party.map { party throws(SettlementFailure) in try RecurringCharges(site).due(of: party, in: days) } ?? [] : []
        } catch {
            throw .settlement(error)
        }
        do throws(BillFailure) {
            var sums = TaxSums(scheme == .price ? site.taxes : [], currency: currency)
            self.calls = try SettledBill.add(calls, to: &sums)
            self.earlier = try SettledBill.add(earlier, to: &sums)
            var total = try SettledBill.sum(self.calls, self.earlier)
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

    private static func add(_ calls: [BilledCall], to sums: inout TaxSums) throws(BillFailure) -> Amount {
        var total = Amount.zero
        for call in calls {
            try sums.add(call.final.amount, callType: call.callType, on: call.day)
            total = try sum(total, call.final.amount)
        }
        return total
    }

    /// The party's; of calls that were billed before it changed, theirs.
    private static func currency(_ calls: [BilledCall], of party: Party?, _ site: Site) throws(BillError) -> Currency {
        let own = party?.currency ?? site.settings.currency
        guard let first = calls.first?.final.currency else { return own }
        for call in calls where call.final.currency != first { throw .bill(.twoCurrencies(first, call.final.currency)) }
        return first
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
