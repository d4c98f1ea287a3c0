public import Money

/// Sums of what calls cost their parties in the end, of those that have a final charge.
public struct FinalSums: Hashable, Sendable {
    /// The charges as the tariff made them.
    public var charges = Amounts()
    /// The final charges, each as its line shows it.
    public var finals = Amounts()
    /// Of calls that were settled, in the currency of the charge.
    public var surcharges = Amounts()
    public var discounts = Amounts()
    /// Calls that settlement made unrated.
    public var unsettled: Int64 = 0
    /// Calls whose final charge is in another currency than their charge.
    public var exchanged: Int64 = 0

    public init() {}
}

/// Calls that a bill does not tell of: free of charge, and of one of these types or to a number that begins so.
public struct FreeCalls: Hashable, Sendable {
    public var types: Set<String>
    public var prefixes: [String]

    public init(types: Set<String>, prefixes: [String]) { (self.types, self.prefixes) = (types, prefixes) }

    /// Whether a call is one of them.
    public func contains(_ call: CallRow) -> Bool {
        guard let charge = call.price.charge, charge.amount == .zero else { return false }
        return types.contains(call.callType) || prefixes.contains { call.called.utf8.starts(with: $0.utf8) }
    }
}
