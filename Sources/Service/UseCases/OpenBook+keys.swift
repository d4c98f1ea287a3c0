public import Accounts
public import Model
import Store

extension OpenBook {
    /// The keys of programs, with those that were revoked.
    public func keys(caller: Caller) async throws -> [ProgramKey] {
        try require(.administer, caller)
        return try await accounts().keys()
    }

    /// A new key.
    /// - Returns: its text, which is shown once and kept nowhere.
    public func addKey(name: String, role: Role, caller: Caller) async throws -> String {
        try require(.administer, caller)
        let token = try await accounts().addKey(name: name, role: role, expires: nil, by: caller)
        try store.append(note(caller, "key.add", name, after: role.rawValue))
        return token.text
    }

    /// Ends a key at once.
    public func revokeKey(_ number: Int64, caller: Caller) async throws {
        try require(.administer, caller)
        try await accounts().revokeKey(number: number)
        try store.append(note(caller, "key.revoke", "key \(number)"))
    }
}
