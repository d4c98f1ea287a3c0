public import Accounts
import Model
import Time

/// Keys as the command line prints them.
public enum KeyList {
    public static func text(_ keys: [ProgramKey]) -> String {
        guard !keys.isEmpty else { return "No program has a key.\n" }
        return keys.map { key in
            let scopes = key.limits.scopes.map { scopes in KeyScope.allCases.filter(scopes.contains).map(\.rawValue).joined(separator: " ")
            }
            var text = "\(key.number)  \(key.name), \(key.role.rawValue): \(scopes ?? KeyOrder.all)"
            text += ", from " + (key.limits.addresses.isEmpty ? "anywhere" : key.limits.addresses.map(\.description).joined(separator: " "))
            if key.limits.perMinute > 0 { text += ", \(key.limits.perMinute) requests a minute" }
            if let expires = key.expires { text += ", until \(expires.utcText)" }
            if let revoked = key.revokedAt { text += ", revoked \(revoked.utcText)" }
            return text + (key.lastUse.map { ", last used \($0.at.utcText) from \($0.address)" } ?? ", never used") + "\n"
        }.joined()
    }
}
