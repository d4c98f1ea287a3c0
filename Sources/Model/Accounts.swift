/// A book of the catalogue; part of every address (`/b/<book>/…`): `[a-z0-9-]{1,64}`.
public struct BookID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }

    /// Whether a text may stand in an address and in a file name of ours.
    public static func isValid(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
    }
}

/// The book's number of a user; never used again.
public struct UserNumber: Hashable, Comparable, Sendable {
    /// Rising from 1 in each book.
    public let value: Int64
    public init(_ value: Int64) { self.value = value }
    public static func < (left: UserNumber, right: UserNumber) -> Bool { left.value < right.value }
}

/// One kind of thing that a person or program may do. Each use case of `Service` names the one it needs.
public enum Right: String, Sendable, CaseIterable {
    /// Calls, bills, tariffs, imports and their problems.
    case see
    /// Bring calls in.
    case `import`
    /// Mend what was left aside: accept, assign, write off, re-rate.
    case decide
    /// Site, tariffs and formats.
    case configure
    /// Users and keys.
    case administer
    /// What was configured and decided, by whom.
    case readJournal
}

/// What a user is in a book. The names are stored: never change one. More follow (operator, manager, auditor).
public enum Role: String, Sendable, CaseIterable {
    case viewer, administrator

    /// What the role allows.
    public var rights: Set<Right> {
        switch self {
        case .viewer: [.see]
        case .administrator: Set(Right.allCases)
        }
    }
}

/// A role in one book, for the whole organisation or below one node of it.
public struct Grant: Hashable, Sendable {
    /// `nil`: every book.
    public var book: BookID?
    public var role: Role
    /// `nil`: the whole organisation.
    public var node: NodeID?

    public init(book: BookID? = nil, role: Role, node: NodeID? = nil) {
        self.book = book
        self.role = role
        self.node = node
    }
}

/// Somebody who may log in.
public struct User: Hashable, Sendable {
    public var number: UserNumber
    /// What is typed at log-in; unique, compared byte for byte.
    public var name: String
    /// Applies to every book, beside the grants.
    public var role: Role
    public var grants: [Grant]
    public var disabled: Bool

    public init(number: UserNumber, name: String, role: Role, grants: [Grant] = [], disabled: Bool = false) {
        self.number = number
        self.name = name
        self.role = role
        self.grants = grants
        self.disabled = disabled
    }
}

/// On whose behalf something is done: what `Service` checks the rights of and the journal names.
public struct Caller: Hashable, Sendable {
    /// What is acting: a person, a program with a key, the command line, or Tollbook itself.
    public enum Kind: String, Sendable, CaseIterable { case user, key, console, system }

    public var kind: Kind
    public var name: String
    public var role: Role
    public var grants: [Grant]
    /// Of a key: what it may read or do of that; `nil`: all.
    public var scopes: Set<KeyScope>?

    public init(kind: Kind = .user, name: String, role: Role, grants: [Grant] = [], scopes: Set<KeyScope>? = nil) {
        self.kind = kind
        self.name = name
        self.role = role
        self.grants = grants
        self.scopes = scopes
    }

    public init(_ user: User) {
        self.init(kind: .user, name: user.name, role: user.role, grants: user.grants)
    }

    /// Somebody at the machine itself, who can read the book's files anyway.
    public static let console = Caller(kind: .console, name: "console", role: .administrator)

    /// The same, with the name of the machine's user.
    public static func console(user: String) -> Caller { Caller(kind: .console, name: "console:" + user, role: .administrator) }

    /// Whether the role, or a grant for the whole of that book, gives the right.
    public func may(_ right: Right, in book: BookID? = nil) -> Bool {
        if role.rights.contains(right) { return true }
        return grants.contains { $0.node == nil && ($0.book == nil || $0.book == book) && $0.role.rights.contains(right) }
    }
}
