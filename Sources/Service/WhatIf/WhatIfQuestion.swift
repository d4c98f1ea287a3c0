public import Model
public import Time

/// Which calls are to be priced otherwise, and how.
public struct WhatIfQuestion: Sendable, Hashable {
    /// Most alternatives side by side.
    public static let mostAlternatives = 8

    public var days: DayRange
    public var scheme = Scheme.price
    /// Any of these; empty: all calls.
    public var parties: [String] = []
    /// Nodes of the organisation: the calls of the parties below them, on the days on which they belong there.
    public var nodes: [String] = []
    public var trunks: [String] = []
    public var callTypes: [String] = []
    /// Each call as if this table were selected, an alternative each.
    public var tables: [String] = []
    /// Each call as if the newest version of its own table were in force already.
    public var isPlanned = false
    /// Each call by the rules and tables of this site file, an alternative each. Only for who may read the machine's files.
    public var siteFiles: [String] = []

    public init(days: DayRange) { self.days = days }

    /// What is wrong with a field, in words.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// `party`, `organisation`, `trunk`, `type`, `table` or `tariff`.
        public var field: String
        public var text: String
        public var description: String { text }

        init(_ field: String, _ text: String) { (self.field, self.text) = (field, text) }
    }
}
