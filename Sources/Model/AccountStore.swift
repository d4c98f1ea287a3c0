public import Time

/// A user as the book keeps it.
public struct UserRecord: Sendable {
    public var user: User
    /// Algorithm, parameters, salt and hash in one text; empty: no password yet.
    public var password: String
    /// SHA-256 of the one-time log-in, empty: none.
    public var oneTimeDigest: [UInt8]
    public var oneTimeExpires: Instant
    /// Goes up with each new password, role, grant and disabling; sessions of another generation are dead.
    public var generation: Int64

    public init(
        user: User, password: String = "", oneTimeDigest: [UInt8] = [], oneTimeExpires: Instant = Instant(seconds: 0),
        generation: Int64 = 1
    ) {
        self.user = user
        self.password = password
        self.oneTimeDigest = oneTimeDigest
        self.oneTimeExpires = oneTimeExpires
        self.generation = generation
    }
}

/// A session as the book keeps it: no id that could be used.
public struct SessionRecord: Sendable {
    /// SHA-256 of the id; the key.
    public var digest: [UInt8]
    public var user: UserNumber
    public var generation: Int64
    public var startedAt: Instant
    public var seenAt: Instant
    /// Nothing but the page that sets a password may be used.
    public var mustSetPassword: Bool

    public init(
        digest: [UInt8], user: UserNumber, generation: Int64, startedAt: Instant, seenAt: Instant, mustSetPassword: Bool
    ) {
        self.digest = digest
        self.user = user
        self.generation = generation
        self.startedAt = startedAt
        self.seenAt = seenAt
        self.mustSetPassword = mustSetPassword
    }
}

/// Failed log-ins of one account, one address, or one account from one address.
public struct ThrottleRecord: Sendable {
    /// 16 bytes made of kind and name; the key.
    public var key: [UInt8]
    public var failures: Int32
    public var failedAt: Instant
    /// Last good log-in, where there was one.
    public var succeededAt: Instant?

    public init(key: [UInt8], failures: Int32 = 0, failedAt: Instant = Instant(seconds: 0), succeededAt: Instant? = nil) {
        self.key = key
        self.failures = failures
        self.failedAt = failedAt
        self.succeededAt = succeededAt
    }
}

/// A key for programs as the book keeps it: no key that could be used.
public struct KeyRecord: Sendable {
    /// The book's number of it, ≥ 1; 0 before it is stored.
    public var number: Int64
    public var name: String
    /// SHA-256 of the key.
    public var digest: [UInt8]
    public var role: Role
    public var limits: KeyLimits
    public var createdAt: Instant
    public var createdBy: String
    public var expires: Instant?
    public var revokedAt: Instant?
    public var lastUse: KeyUse?

    public init(
        number: Int64 = 0, name: String, digest: [UInt8], role: Role, limits: KeyLimits = KeyLimits(), createdAt: Instant,
        createdBy: String, expires: Instant?, revokedAt: Instant? = nil, lastUse: KeyUse? = nil
    ) {
        self.number = number
        self.name = name
        self.digest = digest
        self.role = role
        self.limits = limits
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.expires = expires
        self.revokedAt = revokedAt
        self.lastUse = lastUse
    }
}

/// Where users, sessions, keys and failed log-ins are kept. Each call is one transaction, durable before it returns
/// (`synchronous=FULL`) but for `touchSession` and `touchKey`, and errors are the store's own.
public protocol AccountStore: Sendable {
    func users() async throws -> [UserRecord]
    /// Names are compared byte for byte.
    func user(named name: String) async throws -> UserRecord?
    func user(numbered number: UserNumber) async throws -> UserRecord?
    /// Gives the user a number, which is returned; `nil` if the name is taken. The number in the record is not looked at.
    func addUser(_ record: UserRecord) async throws -> UserNumber?
    /// Writes the whole record where the stored generation is still `generation`; false where it is not, or no such user.
    func replaceUser(_ record: UserRecord, ifGeneration generation: Int64) async throws -> Bool

    func addSession(_ session: SessionRecord) async throws
    func session(digest: [UInt8]) async throws -> SessionRecord?
    func touchSession(digest: [UInt8], seenAt: Instant) async throws
    func removeSession(digest: [UInt8]) async throws
    /// Sessions that began before the one or were last seen before the other instant.
    func removeSessions(startedBefore: Instant, orSeenBefore: Instant) async throws

    func throttle(key: [UInt8]) async throws -> ThrottleRecord?
    func putThrottles(_ records: [ThrottleRecord]) async throws
    func removeThrottles(keys: [[UInt8]]) async throws
    /// Records whose last failure and last success are both before the instants given.
    func removeThrottles(failedBefore: Instant, succeededBefore: Instant) async throws

    func keys() async throws -> [KeyRecord]
    func key(digest: [UInt8]) async throws -> KeyRecord?
    /// Gives the key a number, which is returned.
    func addKey(_ record: KeyRecord) async throws -> Int64
    /// False if there is no such key.
    func revokeKey(number: Int64, at instant: Instant) async throws -> Bool
    /// Not durable before it returns, like `touchSession`.
    func touchKey(number: Int64, _ use: KeyUse) async throws

    /// The latest instant in any of the records above, so that a clock set back over a restart makes nothing live longer.
    func latestInstant() async throws -> Instant
}
