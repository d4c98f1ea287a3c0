public import Model
internal import Time

extension Accounts {
    public func users() async throws -> [User] { try await store.users().map(\.user) }

    /// A new user, who has no password yet.
    /// - Returns: the one-time log-in that sets one; it is shown once and kept nowhere.
    /// - Throws: `AccountError.nameTaken`, `.nameNotAllowed`.
    public func addUser(name: String, role: Role, grants: [Grant] = []) async throws -> String {
        guard Self.isName(name) else { throw AccountError.nameNotAllowed }
        let code = OneTimeCode.make(random)
        let record = UserRecord(
            user: User(number: UserNumber(0), name: name, role: role, grants: grants),
            oneTimeDigest: OneTimeCode.digest(code), oneTimeExpires: clock.now() + settings.oneTime)
        guard try await store.addUser(record) != nil else { throw AccountError.nameTaken }
        return code
    }

    /// From the console, for somebody who forgot: the old password is dead, all sessions end, the wait is over.
    /// - Returns: a one-time log-in.
    public func resetPassword(of name: String) async throws -> String {
        let code = OneTimeCode.make(random)
        try await change(name) { record in
            record.password = ""
            record.user.disabled = false
            record.oneTimeDigest = OneTimeCode.digest(code)
            record.oneTimeExpires = clock.now() + settings.oneTime
        }
        try await store.removeThrottles(keys: [Throttle.key(.account, account: name, address: "")])
        return code
    }

    /// Ends the user's sessions.
    public func setRole(of name: String, role: Role, grants: [Grant]) async throws {
        if role != .administrator { try await requireAnotherAdministrator(than: name) }
        try await change(name) { record in
            record.user.role = role
            record.user.grants = grants
        }
    }

    /// Ends the user's sessions.
    public func setDisabled(_ name: String, _ disabled: Bool) async throws {
        if disabled { try await requireAnotherAdministrator(than: name) }
        try await change(name) { $0.user.disabled = disabled }
    }

    private func change(_ name: String, _ edit: (inout UserRecord) -> Void) async throws {
        guard let record = try await store.user(named: name) else { throw AccountError.noSuchUser }
        var changed = record
        edit(&changed)
        changed.generation += 1
        guard try await store.replaceUser(changed, ifGeneration: record.generation) else { throw AccountError.changedMeanwhile }
    }

    private func requireAnotherAdministrator(than name: String) async throws {
        let others = try await store.users().map(\.user).filter { $0.name != name && $0.role == .administrator && !$0.disabled }
        if others.isEmpty { throw AccountError.lastAdministrator }
    }

    static func isName(_ name: String) -> Bool {
        guard (1...64).contains(name.utf8.count), name.utf8.first != 0x20, name.utf8.last != 0x20 else { return false }
        return name.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }
}
