public import Time

/// What a key for programs may read or do, within its role. The names are stored: never change one.
public enum KeyScope: String, Sendable, CaseIterable {
    /// Calls with their charges, and their changes.
    case calls
    /// Bills as they would be and as they were issued.
    case bills
    case reports
    /// Rate tables, trials of calls, proposals.
    case tariffs
    /// Sources and messages: for a program that watches.
    case sources
    /// Brings files of calls in.
    case `import`
}

/// By what a key is bounded, beside its role.
public struct KeyLimits: Hashable, Sendable {
    /// `nil`: all that the role may.
    public var scopes: Set<KeyScope>?
    /// From where it may be used; empty: from anywhere.
    public var addresses: [AddressRange]
    /// Requests in a minute; 0: as many as it likes.
    public var perMinute: Int32

    /// What a key has where nobody says otherwise.
    public static let usualPerMinute: Int32 = 600

    public init(scopes: Set<KeyScope>? = nil, addresses: [AddressRange] = [], perMinute: Int32 = KeyLimits.usualPerMinute) {
        (self.scopes, self.addresses, self.perMinute) = (scopes, addresses, perMinute)
    }

    /// Whether it may be used from an address.
    public func allows(_ address: String) -> Bool { addresses.isEmpty || addresses.contains { $0.contains(address) } }
}

/// When and from where a key was used last, to the minute.
public struct KeyUse: Hashable, Sendable {
    public var at: Instant
    public var address: String

    public init(at: Instant, address: String) { (self.at, self.address) = (at, address) }
}
