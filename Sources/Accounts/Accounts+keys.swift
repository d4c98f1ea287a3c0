public import Model
public import Time

/// A key for programs, as people see it.
public struct ProgramKey: Hashable, Sendable {
    public var number: Int64
    public var name: String
    public var role: Role
    public var limits: KeyLimits
    public var createdAt: Instant
    public var createdBy: String
    public var expires: Instant?
    public var revokedAt: Instant?
    public var lastUse: KeyUse?

    init(_ record: KeyRecord) {
        number = record.number
        name = record.name
        role = record.role
        limits = record.limits
        createdAt = record.createdAt
        createdBy = record.createdBy
        expires = record.expires
        revokedAt = record.revokedAt
        lastUse = record.lastUse
    }
}

extension Accounts {
    public func keys() async throws -> [ProgramKey] { try await store.keys().map(ProgramKey.init) }

    /// - Returns: the key, 256 random bits behind `tb_`; shown once, kept nowhere.
    /// - Throws: `AccountError.nameNotAllowed`.
    public func addKey(
        name: String, role: Role, expires: Instant?, limits: KeyLimits = KeyLimits(), by caller: Caller
    ) async throws -> Token {
        guard Self.isName(name) else { throw AccountError.nameNotAllowed }
        let token = Token(random: random, prefix: "tb_")
        _ = try await store.addKey(
            KeyRecord(
                name: name, digest: token.digest, role: role, limits: limits, createdAt: clock.now(), createdBy: caller.name,
                expires: expires))
        return token
    }

    /// - Throws: `AccountError.noSuchKey`.
    public func revokeKey(number: Int64) async throws {
        guard try await store.revokeKey(number: number, at: clock.now()) else { throw AccountError.noSuchKey }
    }

    /// On whose behalf a program with this key acts; `nil` for a key that is unknown, revoked or expired.
    /// - Parameter address: the whole address that the request comes from.
    /// - Throws: `AccountError.wrongAddress`, `AccountError.tooOften`.
    public func caller(key: Token, from address: String) async throws -> Caller? {
        guard Token.isWellFormed(key.text), let record = try await store.key(digest: key.digest), record.revokedAt == nil else {
            return nil
        }
        let now = clock.now()
        if let expires = record.expires, now >= expires { return nil }
        guard record.limits.allows(address) else { throw AccountError.wrongAddress }
        if let wait = meter.wait(key: record.number, most: record.limits.perMinute, at: now) { throw AccountError.tooOften(seconds: wait) }
        // Not every request is a write.
        if record.lastUse.map({ now.seconds - $0.at.seconds >= settings.touchEvery }) ?? true {
            try await store.touchKey(number: record.number, KeyUse(at: now, address: address))
        }
        return Caller(kind: .key, name: record.name, role: record.role, scopes: record.limits.scopes)
    }
}
