public import Money

/// Data for programs as a value: what a form such as JSON writes down. Amounts are texts, so that no reader makes binary fractions of them.
public indirect enum DataTree: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let key: String
        public let value: DataTree
        public init(_ key: String, _ value: DataTree) {
            self.key = key
            self.value = value
        }
    }

    case null
    case flag(Bool)
    case integer(Int64)
    case text(String)
    case list([DataTree])
    /// Entries in the order in which they are written.
    case object([Entry])

    /// `null` for a missing text.
    public static func text(orNull text: String?) -> DataTree { text.map(DataTree.text) ?? .null }

    /// The amount alone; its currency stands beside it.
    public static func amount(_ amount: Amount, _ currency: Currency) -> DataTree { .text(Money(amount, currency).text) }

    /// An object with its keys in the order written.
    public static func object(_ entries: KeyValuePairs<String, DataTree>) -> DataTree {
        .object(entries.map { Entry($0.key, $0.value) })
    }

    /// The value under a key of an object.
    public subscript(key: String) -> DataTree? {
        guard case .object(let entries) = self else { return nil }
        return entries.first { $0.key == key }?.value
    }
}
