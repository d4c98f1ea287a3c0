public import Model
public import Time

/// A key for programs, as people see it.
public struct ProgramKey: Hashable, Sendable {
    public var number: Int64
    public var name: String
    public var role: Role
    public var createdAt: Instant
    public var createdBy: String
    public var expires: Instant?
    public var revokedAt: Instant?

    init(_ record: KeyRecord) {
        number = record.number
        name = record.name
        role = record.role
        createdAt = record.createdAt
        createdBy = record.createdBy
        expires = record.expires
        revokedAt = record.revokedAt
    }
}

extension Accounts {
    public func keys() async throws -> [ProgramKey] { try await store.keys().map(ProgramKey.init) }

    /// - Returns: the key, 256 random bits behind `tb_`; shown once, kept nowhere.
    /// - Throws: `AccountError.nameNotAllowed`.
    public func addKey(name: String, role: Role, expires: Instant?, by caller: Caller) async throws -> Token {
        guard Self.isName(name) else { throw AccountError.nameNotAllowed }
        let token = Token(random: random, prefix: "tb_")
        _ = try await store.addKey(
            KeyRecord(
                name: name, digest: token.digest, role: role, createdAt: clock.now(), createdBy: caller.name, expires: expires))
        return token
    }

    /// - Throws: `AccountError.noSuchKey`.
    public func revokeKey(number: Int64) async throws {
        guard try await store.revokeKey(number: number, at: clock.now()) else { throw AccountError.noSuchKey }
    }

    /// On whose behalf a program with this key acts; `nil` for a key that is unknown, revoked or expired.
    public func caller(key: Token) async throws -> Caller? {
        guard Token.isWellFormed(key.text), let record = try await store.key(digest: key.digest), record.revokedAt == nil else {
            return nil
        }
        if let expires = record.expires, clock.now() >= expires { return nil }
        return Caller(kind: .key, name: record.name, role: record.role)
    }
}
