import Model
import Testing
import Time

@testable import Accounts

@Suite struct SessionTests {
    @Test func idleEnds() async throws {
        let bench = Bench()
        try await bench.user("admin")
        let login = try await bench.logIn("admin")
        bench.pass(30 * 60 - 1)
        #expect(try await bench.accounts.session(login.token) != nil)
        bench.pass(30 * 60 - 1)
        #expect(try await bench.accounts.session(login.token) != nil, "the request before counted")
        bench.pass(30 * 60)
        #expect(try await bench.accounts.session(login.token) == nil)
        #expect(await bench.store.sessions.allSatisfy { $0.digest != login.token.digest })
    }

    @Test func absoluteEnds() async throws {
        let bench = Bench()
        try await bench.user("admin")
        let login = try await bench.logIn("admin")
        for _ in 0..<47 {
            bench.pass(15 * 60)
            #expect(try await bench.accounts.session(login.token) != nil)
        }
        bench.pass(15 * 60)
        #expect(try await bench.accounts.session(login.token) == nil, "12 hours, though never idle")
    }

    @Test(arguments: ["log-out", "password", "role", "disabled", "reset"]) func endsAtOnce(_ cause: String) async throws {
        let bench = Bench()
        try await bench.user("admin")
        try await bench.user("other")
        let login = try await bench.logIn("other")
        let second = try await bench.logIn("other")
        let words = "an entirely new phrase"
        switch cause {
        case "log-out": try await bench.accounts.logOut(login.token)
        case "password":
            _ = try await bench.accounts.setPassword(
                second.token, current: "correct horse battery", new: words, repeated: words, from: "192.0.2.1")
        case "role": try await bench.accounts.setRole(of: "other", role: .viewer, grants: [])
        case "disabled": try await bench.accounts.setDisabled("other", true)
        default: _ = try await bench.accounts.resetPassword(of: "other")
        }
        #expect(try await bench.accounts.session(login.token) == nil)
        #expect(try await (bench.accounts.session(second.token) == nil) == (cause != "log-out"))
    }

    /// What the book holds opens nothing.
    @Test func theBookHoldsNoUsableId() async throws {
        let bench = Bench()
        try await bench.user("admin")
        let login = try await bench.logIn("admin")
        #expect(login.token.text.utf8.count == 43)
        for record in await bench.store.sessions {
            #expect(record.digest.count == 32)
            #expect(try await bench.accounts.session(Token(text: URLText.encode(record.digest))) == nil)
        }
        #expect("\(login.token)" == "(secret)")
        #expect(String(reflecting: login.token) == "(secret)")
    }

    @Test func formTokensBelongToOneSession() async throws {
        let bench = Bench()
        try await bench.user("admin")
        let (one, two) = (try await bench.logIn("admin").token, try await bench.logIn("admin").token)
        #expect(one.accepts(formToken: one.formToken))
        #expect(!one.accepts(formToken: two.formToken))
        #expect(!one.accepts(formToken: ""))
        #expect(!one.accepts(formToken: one.text), "the id itself is no form token")
        #expect(try await bench.accounts.session(Token(text: one.formToken)) == nil)
    }

    /// The machine's clock set a day on or back while the program runs is not even seen; over a restart it can only end
    /// sessions early, never keep them.
    @Test(arguments: [-86_400, 86_400] as [Int64]) func clockSetOverARestart(_ step: Int64) async throws {
        let bench = Bench()
        try await bench.user("admin")
        let login = try await bench.logIn("admin")
        let elapsed = Clock(0)
        let clock = AccountClock.steady(
            wall: Instant(seconds: 1_800_000_000 + step), floor: await bench.store.latestInstant()
        ) { elapsed.now.seconds }
        let restarted = Accounts(store: bench.store, clock: clock, settings: bench.accounts.settings)
        if step < 0 {
            #expect(try await restarted.session(login.token) != nil)
            elapsed.pass(30 * 60)
        }
        #expect(try await restarted.session(login.token) == nil)
    }

    @Test func garbageIsNoSession() async throws {
        let bench = Bench()
        for text in ["", "x", String(repeating: "A", count: 43), String(repeating: "'", count: 43), String(repeating: "A", count: 99_999)] {
            #expect(try await bench.accounts.session(Token(text: text)) == nil)
        }
    }

    @Test func lastAdministratorStays() async throws {
        let bench = Bench()
        try await bench.user("admin")
        await #expect(throws: AccountError.lastAdministrator) { try await bench.accounts.setDisabled("admin", true) }
        await #expect(throws: AccountError.lastAdministrator) {
            try await bench.accounts.setRole(of: "admin", role: .viewer, grants: [])
        }
        try await bench.user("second")
        try await bench.accounts.setDisabled("admin", true)
    }

    @Test func names() async throws {
        let bench = Bench()
        for name in ["", " a", "a ", "a\u{0}b", "a\u{202e}b", "a\r\nb", String(repeating: "a", count: 65)] {
            await #expect(throws: AccountError.nameNotAllowed) { try await bench.accounts.addUser(name: name, role: .viewer) }
        }
        _ = try await bench.accounts.addUser(name: "Ødegård O'Neil <x>", role: .viewer)
        await #expect(throws: AccountError.nameTaken) {
            try await bench.accounts.addUser(name: "Ødegård O'Neil <x>", role: .viewer)
        }
    }
}
