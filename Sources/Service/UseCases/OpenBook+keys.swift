public import Accounts
public import Model
import Site
import Store
import Time

/// A key as a person asks for it: all texts as typed.
public struct KeyOrder: Sendable, Hashable {
    public var name = ""
    public var role = Role.viewer.rawValue
    /// Words of `KeyScope`, or `all` alone.
    public var scopes: [String] = []
    /// Addresses and ranges, separated by blanks or commas; empty: from anywhere.
    public var addresses = ""
    /// Requests in a minute, 0 for any number; empty: the usual one.
    public var perMinute = ""
    /// The last day, as `2026-12-31`; empty: never.
    public var until = ""

    /// The word for all that the role may.
    public static let all = "all"

    public init() {}
}

extension OpenBook {
    /// The keys of programs, with those that were revoked.
    public func keys(caller: Caller) async throws -> [ProgramKey] {
        try require(.administer, caller)
        return try await accounts().keys()
    }

    /// A new key.
    /// - Returns: its text, which is shown once and kept nowhere.
    public func addKey(_ order: KeyOrder, caller: Caller) async throws -> String {
        try require(.administer, caller)
        guard let role = Role(rawValue: order.role) else {
            throw ServiceError.refused("there is no role \"\(order.role)\": choose viewer or administrator.")
        }
        let (limits, expires) = (try limits(order), try expiry(order.until))
        let token = try await accounts().addKey(name: order.name, role: role, expires: expires, limits: limits, by: caller)
        let words = limits.scopes.map { scopes in KeyScope.allCases.filter(scopes.contains).map(\.rawValue).joined(separator: " ") }
        try store.append(note(caller, "key.add", order.name, after: role.rawValue + ": " + (words ?? KeyOrder.all)))
        return token.text
    }

    private func limits(_ order: KeyOrder) throws -> KeyLimits {
        var limits = KeyLimits()
        if order.scopes != [KeyOrder.all] {
            limits.scopes = Set(
                try order.scopes.map { word in
                    guard let scope = KeyScope(rawValue: word) else {
                        let known = KeyScope.allCases.map(\.rawValue).joined(separator: ", ")
                        throw ServiceError.refused("there is no scope \"\(word)\": choose of \(known), or \(KeyOrder.all) alone.")
                    }
                    return scope
                })
            guard limits.scopes?.isEmpty == false else {
                throw ServiceError.refused("choose what the key is for: at least one scope, or all.")
            }
        }
        limits.addresses = try order.addresses.split { $0.isWhitespace || $0 == "," }.map { text in
            guard let range = AddressRange(String(text)) else {
                throw ServiceError.refused(
                    "\"\(text)\" is no address: write 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32, without bits behind the mask.")
            }
            return range
        }
        guard !order.perMinute.isEmpty else { return limits }
        guard let most = Int32(order.perMinute), (0...1_000_000).contains(most) else {
            throw ServiceError.refused("\"\(order.perMinute)\" is no number of requests in a minute: write 0 to 1000000; 0 is any number.")
        }
        limits.perMinute = most
        return limits
    }

    /// The end of a day on the site's wall.
    private func expiry(_ until: String) throws -> Instant? {
        guard !until.isEmpty else { return nil }
        let now = try today()
        guard let day = CivilDay(text: until), day >= now else {
            throw ServiceError.refused("\"\(until)\" is no day to come: write it like 2026-12-31.")
        }
        return try site().site.settings.zone.start(of: day + 1)
    }

    /// Ends a key at once.
    public func revokeKey(_ number: Int64, caller: Caller) async throws {
        try require(.administer, caller)
        try await accounts().revokeKey(number: number)
        try store.append(note(caller, "key.revoke", "key \(number)"))
    }
}
