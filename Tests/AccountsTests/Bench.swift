import Model
import Synchronization
import Time

@testable import Accounts

/// Accounts over a memory store, with hashes that cost next to nothing and a clock that the test turns.
final class Bench: Sendable {
    let store = MemoryStore()
    let accounts: Accounts
    private let clock: Clock

    init(start: Int64 = 1_800_000_000, _ edit: (inout Accounts.Settings) -> Void = { _ in }) {
        let box = Clock(start)
        var settings = Accounts.Settings()
        settings.cost = ScryptCost(log2N: 4, blockSize: 1, parallelism: 1)
        edit(&settings)
        accounts = Accounts(store: store, clock: AccountClock { box.now }, settings: settings)
        clock = box
    }

    func pass(_ seconds: Int64) { clock.pass(seconds) }

    /// A user with a password, by way of the one-time log-in.
    func user(_ name: String, password: String = "correct horse battery", address: String = "192.0.2.1") async throws {
        let code = try await accounts.addUser(name: name, role: .administrator)
        let login = try await accounts.logIn(name: name, password: code, from: address)
        _ = try await accounts.setPassword(login.token, current: "", new: password, repeated: password, from: address)
    }

    func logIn(_ name: String, _ password: String = "correct horse battery", from address: String = "192.0.2.1") async throws
        -> Accounts.LogIn
    {
        try await accounts.logIn(name: name, password: password, from: address)
    }
}

final class Clock: Sendable {
    private let seconds: Mutex<Int64>
    init(_ start: Int64) { seconds = Mutex(start) }
    var now: Instant { Instant(seconds: seconds.withLock { $0 }) }
    func pass(_ count: Int64) { seconds.withLock { $0 += count } }
}
