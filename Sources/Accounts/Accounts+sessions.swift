public import Model
public import Time

/// Who is at the other end of a request, and until when.
public struct Session: Sendable {
    public let user: User
    public let startedAt: Instant
    /// Nothing but setting a password is allowed.
    public let mustSetPassword: Bool

    public var caller: Caller { Caller(user) }
}

extension Accounts {
    func open(_ record: UserRecord, mustSetPassword: Bool) async throws -> LogIn {
        let token = Token(random: random)
        let now = clock.now()
        try await store.addSession(
            SessionRecord(
                digest: token.digest, user: record.user.number, generation: record.generation, startedAt: now, seenAt: now,
                mustSetPassword: mustSetPassword))
        let session = Session(user: record.user, startedAt: now, mustSetPassword: mustSetPassword)
        return LogIn(token: token, session: session)
    }

    /// The session of a cookie, `nil` where there is none that is still good. Looked up for each request, and for each
    /// message of a stream, so that what ends a session ends it at once.
    public func session(_ token: Token) async throws -> Session? {
        guard Token.isWellFormed(token.text), let record = try await store.session(digest: token.digest) else { return nil }
        let now = clock.now()
        guard isAlive(record, now: now), let owner = try await store.user(numbered: record.user),
            owner.generation == record.generation, !owner.user.disabled
        else {
            try await store.removeSession(digest: record.digest)
            return nil
        }
        if now.seconds - record.seenAt.seconds >= settings.touchEvery {
            try await store.touchSession(digest: record.digest, seenAt: now)
        }
        return Session(user: owner.user, startedAt: record.startedAt, mustSetPassword: record.mustSetPassword)
    }

    /// A record from the future (a clock set back while nothing ran) is no longer good: it would live too long.
    private func isAlive(_ record: SessionRecord, now: Instant) -> Bool {
        let age = now.seconds - record.startedAt.seconds
        let idle = now.seconds - record.seenAt.seconds
        return (0..<settings.absolute).contains(age) && (0..<settings.idle).contains(idle)
    }

    public func logOut(_ token: Token) async throws {
        try await store.removeSession(digest: token.digest)
    }

    /// Sets the password of whoever holds the session, ends all sessions of that user and opens a new one.
    /// - Parameter current: the password so far; not looked at after a one-time log-in.
    /// - Throws: `AccountError.password`, `.refused` where `current` is wrong or the session is over, `.busy`, `.changedMeanwhile`.
    public func setPassword(
        _ token: Token, current: String, new: String, repeated: String, from address: String
    ) async throws -> LogIn {
        guard let session = try await session(token), let record = try await store.user(numbered: session.user.number) else {
            throw AccountError.refused
        }
        guard SecretBytes(Array(new.utf8)).matches(SecretBytes(Array(repeated.utf8))) else {
            throw AccountError.password(.notTheSame)
        }
        if let fault = PasswordFault.of(new, name: record.user.name) { throw AccountError.password(fault) }
        if !session.mustSetPassword {
            // The same way as a log-in, throttle included: a stolen session must not serve for guessing.
            try await logOut(try await logIn(name: record.user.name, password: current, from: address).token)
        }
        guard let latest = try await store.user(numbered: session.user.number) else { throw AccountError.refused }
        var changed = latest
        changed.password = try await hasher.make(new)
        changed.oneTimeDigest = []
        changed.generation += 1
        guard try await store.replaceUser(changed, ifGeneration: latest.generation) else { throw AccountError.changedMeanwhile }
        return try await open(changed, mustSetPassword: false)
    }
}
