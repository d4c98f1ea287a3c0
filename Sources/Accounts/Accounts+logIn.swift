internal import Model
internal import Time

extension Accounts {
    /// What a good log-in gives: the token for the cookie, never shown again.
    public struct LogIn: Sendable {
        public let token: Token
        public let session: Session
    }

    /// Checks a name and a password (or a one-time log-in) that came from an address, and opens a session.
    /// Every attempt costs one hash, whatever becomes of it.
    /// - Parameter address: the client's, without port; IPv6 cut to its /64 by the caller.
    /// - Throws: `AccountError.refused` or `.busy`, or the store's error.
    public func logIn(name: String, password: String, from address: String) async throws -> LogIn {
        let now = clock.now()
        let attempt = try await self.attempt(name: name, address: address)
        let found = try await store.user(named: name)
        var good = try await hasher.accepts(bounded(password), stored: found?.password ?? "")
        let byOneTime = found.map { isOneTime(password, of: $0, now: now) } ?? false
        good = good || byOneTime
        guard let record = found, good, !record.user.disabled, !attempt.mustWait(now: now) else {
            // While one has to wait, an attempt is refused unheard and does not make the wait longer.
            if !attempt.mustWait(now: now) { try await store.putThrottles(attempt.failed(now: now)) }
            throw AccountError.refused
        }
        let current = byOneTime ? try await spendOneTime(of: record) : try await renewed(record, password: password)
        try await store.putThrottles([attempt.succeeded(now: now)])
        return try await open(current, mustSetPassword: byOneTime)
    }

    private func attempt(name: String, address: String) async throws -> Attempt {
        func record(_ kind: Throttle.Kind) async throws -> ThrottleRecord {
            let key = Throttle.key(kind, account: name, address: address)
            return try await store.throttle(key: key) ?? ThrottleRecord(key: key)
        }
        return Attempt(
            pair: try await record(.pair), address: try await record(.address), account: try await record(.account))
    }

    /// A password longer than any that can be set is cut: it is wrong anyway, and must not cost more.
    private func bounded(_ password: String) -> String {
        password.utf8.count <= PasswordFault.longest ? password : String(password.prefix(PasswordFault.longest / 4))
    }

    private func isOneTime(_ password: String, of record: UserRecord, now: Instant) -> Bool {
        let digest = OneTimeCode.digest(password)
        guard !record.oneTimeDigest.isEmpty, now < record.oneTimeExpires else { return false }
        return SecretBytes(record.oneTimeDigest).matches(SecretBytes(digest))
    }

    /// Good once: two who present it at the same moment find one generation, and one of them loses.
    private func spendOneTime(of record: UserRecord) async throws -> UserRecord {
        var spent = record
        spent.oneTimeDigest = []
        spent.generation += 1
        guard try await store.replaceUser(spent, ifGeneration: record.generation) else { throw AccountError.refused }
        return spent
    }

    /// A hash that was made with less than today's cost is made anew while the password is at hand.
    private func renewed(_ record: UserRecord, password: String) async throws -> UserRecord {
        guard await hasher.isWeak(record.password) else { return record }
        var stronger = record
        stronger.password = try await hasher.make(password)
        _ = try await store.replaceUser(stronger, ifGeneration: record.generation)
        return stronger
    }
}
