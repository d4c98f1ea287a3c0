public import Accounts
public import Model
import Store
public import Time

/// A log-in that is shown once.
public struct NewLogIn: Sendable {
    public let user: String
    /// Good once and for 30 minutes.
    public let code: String

    public var text: String { "Log in as \(user) with the password \(code): good once and for 30 minutes, then set your own.\n" }
}

extension OpenBook {
    /// Opens a book for writing, or makes it where there is none, with an administrator who has a one-time log-in.
    public static func openOrCreate(
        _ path: String, name: String, loader: SiteLoader = SiteLoader(), clock: @escaping @Sendable () -> Instant = systemClock
    ) async throws -> (book: OpenBook, logIn: NewLogIn?) {
        guard !FileSystem.exists(path) else { return (try open(path, for: .writing, loader: loader, clock: clock), nil) }
        let store = try Book.create(path: path, name: name.isEmpty ? "Tollbook" : name, at: clock())
        let book = OpenBook(store, loader: loader, clock: clock)
        let code = try await book.accounts().addUser(name: "admin", role: .administrator)
        try store.append(book.note(.console, "book.create", book.id.text))
        return (book, NewLogIn(user: "admin", code: code))
    }

    /// The users of the book, their sessions and keys.
    public func accounts() throws -> Accounts {
        let floor = try store.latestInstant()
        return Accounts(store: store, clock: .machine(wall: clock(), floor: floor))
    }

    /// From the machine's own console: a new one-time log-in; the old password and all sessions end.
    public func resetPassword(of name: String, caller: Caller) async throws -> NewLogIn {
        try require(.administer, caller)
        let code: String
        do { code = try await accounts().resetPassword(of: name) } catch AccountError.noSuchUser {
            throw ServiceError.unknown(what: "user", name: name)
        }
        try store.append(note(caller, "user.resetPassword", name))
        return NewLogIn(user: name, code: code)
    }

    /// Whether an administrator has a password: else a server prints a one-time log-in.
    public func hasPassword() throws -> Bool {
        try store.users().contains { !$0.password.isEmpty && !$0.user.disabled && $0.user.role == .administrator }
    }
}
