public import Model
import Site
import Store
public import Time

/// A sealed secret as people see it: all but what is in it.
public struct SecretView: Sendable, Hashable {
    public var name: String
    public var changed: WallTime
    public var actor: String
    /// The sources of the site that use it.
    public var sources: [String]
}

extension OpenBook {
    /// The longest secret in bytes.
    static let longestSecret = 1024

    var secretReader: SecretReader { SecretReader { [self] name in try open(secret: name) } }

    /// The secrets of the book by name.
    public func secrets(caller: Caller) throws -> [SecretView] {
        try require(.administer, caller)
        let site = try site().site
        return try store.secrets().map { secret in
            SecretView(
                name: secret.name, changed: site.settings.zone.wall(secret.changed), actor: secret.actor,
                sources: site.sources.filter { $0.way.secretNames.contains(secret.name) }.map(\.id.text))
        }
    }

    /// Seals a secret under a name, in the place of the one that may be there.
    public func setSecret(_ name: String, _ secret: [UInt8], caller: Caller) throws {
        try require(.administer, caller)
        guard BookID.isValid(name) else {
            throw ServiceError.refused("a secret's name has 1 to 64 of a-z, 0-9 and -. Choose such a name.")
        }
        guard (1...Self.longestSecret).contains(secret.count) else {
            throw ServiceError.refused("a secret has 1 to \(Self.longestSecret) bytes. Give such a one.")
        }
        var keys = try SecretKeys(book: store.folder)
        let sealed = try sealed(secret, name, with: try keys.newest(), by: caller.name)
        try store.keep([sealed], journal: note(caller, "secret.set", name))
    }

    /// - Throws: that a source still uses it.
    public func removeSecret(_ name: String, caller: Caller) throws {
        try require(.administer, caller)
        if let user = try site().site.sources.first(where: { $0.way.secretNames.contains(name) }) {
            throw ServiceError.refused("the source \(user.id) uses the secret \(name). Change or remove the source first.")
        }
        guard try store.secret(name) != nil else { throw ServiceError.unknown(what: "secret", name: name) }
        try store.removeSecret(name, journal: note(caller, "secret.remove", name))
    }

    /// Seals all secrets with a new key; the old keys are gone afterwards.
    /// - Returns: how many there are.
    @discardableResult
    public func renewSecrets(caller: Caller) throws -> Int {
        try require(.administer, caller)
        var keys = try SecretKeys(book: store.folder)
        let opened = try store.secrets().map { ($0, try open($0, keys)) }
        let key = try keys.add()
        let renewed = try opened.map { secret, bytes in
            var anew = try sealed(bytes, secret.name, with: key, by: secret.actor)
            anew.changed = secret.changed
            return anew
        }
        try store.keep(renewed, journal: note(caller, "secret.renew", "\(renewed.count) secrets"))
        try keys.keepOnly(key)
        return renewed.count
    }

    private func sealed(_ secret: [UInt8], _ name: String, with key: SecretKeys.Key, by actor: String) throws -> SealedSecret {
        let bytes = try SecretSeal.close(secret, name: name, book: store.identity.id, with: key.key)
        return SealedSecret(name: name, keyID: key.id, sealed: bytes, changed: clock(), actor: actor)
    }

    private func open(secret name: String) throws -> [UInt8] {
        guard let secret = try store.secret(name) else {
            throw ServiceError.refused("the book has no secret \"\(name)\". Set it: `tollbook secret set --book BOOK \(name)`.")
        }
        return try open(secret, SecretKeys(book: store.folder))
    }

    private func open(_ secret: SealedSecret, _ keys: SecretKeys) throws -> [UInt8] {
        guard let key = keys.keys.first(where: { $0.id == secret.keyID }),
            let bytes = SecretSeal.open(secret.sealed, name: secret.name, book: store.identity.id, with: key.key)
        else {
            throw ServiceError.refused(
                "the secret \"\(secret.name)\" cannot be opened with the keys in \(keys.path). Put back the right file of keys, or set it "
                    + "anew.")
        }
        return bytes
    }
}

extension SourceWay {
    /// Names of the sealed secrets that it uses.
    var secretNames: Set<String> {
        Set(
            secretPlaces.compactMap { place in
                if case .sealed(let name) = place { name } else { nil }
            })
    }

    private var secretPlaces: [SecretPlace] {
        switch self {
        case .tcpClient(let calling): calling.logIn.secretPlaces
        case .serial(let line): line.logIn.secretPlaces
        case .radius(let radius): radius.clients.map(\.secret)
        case .ami(let manager): [manager.password]
        case .http(let key): [key]
        case .tcpServer, .udp, .tail, .folder: []
        }
    }
}

extension LogIn {
    fileprivate var secretPlaces: [SecretPlace] {
        steps.compactMap { step in
            if case .password(let place, _, _) = step { place } else { nil }
        }
    }
}
