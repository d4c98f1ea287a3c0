public import Model
public import Money
public import Time

/// What calls cost today and what they would cost otherwise, per call type.
public struct WhatIfReport: Sendable, Hashable {
    public struct Alternative: Sendable, Hashable {
        public enum Kind: String, Sendable, CaseIterable { case table, planned, file }
        public var kind: Kind
        /// The table's id or the file's name; empty for `planned`.
        public var name: String
    }

    /// One way of pricing the calls of a row.
    public struct Side: Sendable, Hashable {
        /// Calls without a rate.
        public var unrated: Int64 = 0
        /// Calls that have a charge.
        public var rated: Int64 = 0
        /// One a currency, in the order of their codes. Amounts of two currencies are never added.
        public var charges: [Money] = []
        /// Less today's charge, one a currency; `nil` for today itself, and where the currencies differ.
        public var difference: [Money]?
    }

    public struct Row: Sendable, Hashable {
        /// Id of the call type; empty: calls without one.
        public var callType: String
        public var name: String
        public var calls: Int64
        public var seconds: Int64
        public var today: Side
        /// As many as the report's alternatives.
        public var alternatives: [Side]
    }

    public var days: DayRange
    public var scheme: Scheme
    public var alternatives: [Alternative]
    /// In the order of the site's call types.
    public var rows: [Row]
    public var total: Row
}

/// Sums of one way of pricing.
struct WhatIfSums {
    private(set) var unrated: Int64 = 0
    private(set) var rated: Int64 = 0
    private(set) var amounts: [Currency: Amount] = [:]

    mutating func add(_ outcome: Outcome) throws {
        if outcome.state == .unrated { unrated += 1 }
        guard let charge = outcome.charge else { return }
        rated += 1
        try add(charge.amount, charge.currency)
    }

    mutating func add(_ other: WhatIfSums) throws {
        unrated += other.unrated
        rated += other.rated
        for (currency, amount) in other.amounts { try add(amount, currency) }
    }

    private mutating func add(_ amount: Amount, _ currency: Currency) throws {
        guard let sum = (amounts[currency] ?? .zero).adding(amount) else {
            throw ServiceError.refused("the charges add up to more than can be written. Take fewer days.")
        }
        amounts[currency] = sum
    }

    func side(today: WhatIfSums?) throws -> WhatIfReport.Side {
        WhatIfReport.Side(
            unrated: unrated, rated: rated, charges: Self.list(amounts), difference: try today.flatMap { try difference(from: $0) })
    }

    private func difference(from today: WhatIfSums) throws -> [Money]? {
        let (own, others) = (Self.currencies(amounts), Self.currencies(today.amounts))
        let all = own.union(others)
        guard all.count <= 1 || own == others else { return nil }
        var differences: [Currency: Amount] = [:]
        for currency in all {
            guard let difference = (amounts[currency] ?? .zero).subtracting(today.amounts[currency] ?? .zero) else {
                throw ServiceError.refused("the difference is more than can be written. Take fewer days.")
            }
            differences[currency] = difference
        }
        return Self.list(differences)
    }

    /// Those of sums other than 0: nothing is of no currency.
    private static func currencies(_ amounts: [Currency: Amount]) -> Set<Currency> { Set(amounts.filter { $0.value != .zero }.keys) }

    private static func list(_ amounts: [Currency: Amount]) -> [Money] {
        amounts.sorted { $0.key.packed < $1.key.packed }.map { Money($0.value, $0.key) }
    }
}
