import Model
import Testing
import Time

@testable import Accounts

@Suite struct ThrottleTests {
    @Test func delaysGrowAndEnd() {
        #expect((0...3).map { Throttle.delay(.pair, failures: $0) } == [0, 0, 0, 0])
        #expect((4...8).map { Throttle.delay(.pair, failures: $0) } == [1, 2, 4, 8, 16])
        #expect(Throttle.delay(.pair, failures: .max) == 900)
        #expect(Throttle.delay(.account, failures: .max) == 60)
    }

    /// A guess a second for 10,000 seconds: 3 at once, then after 1, 2, 4 … 512, 900, 900 … seconds.
    @Test func tenThousandGuessesFromOneAddress() async throws {
        let bench = Bench()
        try await bench.user("admin", address: "198.51.100.1")
        var heard = 0
        var failures: Int32 = 0
        for _ in 0..<10_000 {
            _ = try? await bench.logIn("admin", "guess", from: "192.0.2.66")
            let key = Throttle.key(.pair, account: "admin", address: "192.0.2.66")
            let now = try #require(await bench.store.throttle(key: key)).failures
            if now != failures { heard += 1 }
            failures = now
            bench.pass(1)
        }
        #expect((15...30).contains(heard), "\(heard) guesses were heard")
    }

    /// Strangers all over the world guess at one account: its owner gets in from where she always does, and from a new
    /// place after a minute at most.
    @Test func strangersLockNobodyOut() async throws {
        let bench = Bench()
        try await bench.user("admin", address: "198.51.100.1")
        for number in 0..<300 { _ = try? await bench.logIn("admin", "guess", from: "203.0.113.\(number)") }
        #expect(try await bench.logIn("admin", from: "198.51.100.1").session.user.name == "admin")
        await #expect(throws: AccountError.refused) { try await bench.logIn("admin", from: "198.51.100.77") }
        bench.pass(61)
        #expect(try await bench.logIn("admin", from: "198.51.100.77").session.user.name == "admin")
    }

    @Test func oneAddressCannotTryManyAccounts() async throws {
        let bench = Bench()
        try await bench.user("admin", address: "198.51.100.1")
        for number in 0..<100 { _ = try? await bench.logIn("user\(number)", "guess", from: "192.0.2.66") }
        await #expect(throws: AccountError.refused) { try await bench.logIn("admin", from: "192.0.2.66") }
    }

    @Test func delaysSurviveARestart() async throws {
        let bench = Bench()
        try await bench.user("admin", address: "198.51.100.1")
        for _ in 0..<8 {
            _ = try? await bench.logIn("admin", "guess", from: "192.0.2.66")
            bench.pass(20)
        }
        _ = try? await bench.logIn("admin", "guess", from: "192.0.2.66")
        let clock = AccountClock { Instant(seconds: 1_800_000_170) }
        let second = Accounts(store: bench.store, clock: clock, settings: bench.accounts.settings)
        await #expect(throws: AccountError.refused) {
            try await second.logIn(name: "admin", password: "correct horse battery", from: "192.0.2.66")
        }
    }

    @Test func whatNobodyLooksAtIsForgotten() async throws {
        let bench = Bench()
        for number in 0..<50 { _ = try? await bench.logIn("user\(number)", "guess", from: "192.0.2.\(number)") }
        bench.pass(Throttle.memory + 1)
        try await bench.accounts.sweep()
        #expect(await bench.store.throttles.isEmpty)
    }
}
