import Model
import Testing
import Time

@testable import Accounts

@Suite struct LogInTests {
    @Test func twoNewBooksHaveDifferentLogIns() async throws {
        let first = try await Bench().accounts.addUser(name: "admin", role: .administrator)
        let second = try await Bench().accounts.addUser(name: "admin", role: .administrator)
        #expect(first != second)
        // 26 letters of 32 are 130 bits.
        #expect(first.filter { $0 != "-" }.count == 26)
    }

    @Test func oneTimeLogInIsGoodOnceAndMustSetAPassword() async throws {
        let bench = Bench()
        let code = try await bench.accounts.addUser(name: "admin", role: .administrator)
        let login = try await bench.logIn("admin", code.uppercased())
        #expect(login.session.mustSetPassword)
        await #expect(throws: AccountError.refused) { try await bench.logIn("admin", code) }
        let words = "a quite long phrase"
        let fresh = try await bench.accounts.setPassword(login.token, current: "", new: words, repeated: words, from: "::1")
        #expect(!fresh.session.mustSetPassword)
        #expect(try await bench.accounts.session(login.token) == nil, "the id from before is dead")
        #expect(try await bench.accounts.session(fresh.token) != nil)
        #expect(try await !bench.logIn("admin", words).session.mustSetPassword)
    }

    @Test func oneTimeLogInEndsAfterHalfAnHour() async throws {
        let late = Bench()
        let code = try await late.accounts.addUser(name: "admin", role: .administrator)
        late.pass(30 * 60)
        await #expect(throws: AccountError.refused) { try await late.logIn("admin", code) }
        let early = Bench()
        let other = try await early.accounts.addUser(name: "admin", role: .administrator)
        early.pass(30 * 60 - 1)
        #expect(try await early.logIn("admin", other).session.mustSetPassword)
    }

    @Test func twoAtOnceSpendItOnce() async throws {
        let bench = Bench()
        let code = try await bench.accounts.addUser(name: "admin", role: .administrator)
        let good = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 { group.addTask { (try? await bench.logIn("admin", code, from: "192.0.2.\(number)")) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(good == 1)
    }

    /// Unknown, wrong, waiting and disabled: one error, one hash each.
    @Test func allRefusalsLookAlikeAndCostOneHash() async throws {
        let bench = Bench()
        try await bench.user("admin")
        try await bench.user("gone")
        try await bench.user("locked")
        try await bench.accounts.setDisabled("gone", true)
        for _ in 0..<6 { _ = try? await bench.logIn("locked", "wrong", from: "198.51.100.9") }
        for (name, password, address) in [
            ("nobody", "correct horse battery", "192.0.2.7"), ("admin", "wrong", "192.0.2.7"),
            ("gone", "correct horse battery", "192.0.2.1"), ("locked", "correct horse battery", "198.51.100.9"),
            (String(repeating: "x", count: 10_000), String(repeating: "y", count: 100_000), "192.0.2.7"),
        ] {
            let before = await bench.accounts.hasher.computed
            await #expect(throws: AccountError.refused) { try await bench.logIn(name, password, from: address) }
            #expect(await bench.accounts.hasher.computed == before + 1, "\(name.prefix(20))")
        }
    }

    @Test func weakHashIsMadeAnew() async throws {
        let bench = Bench { $0.cost = ScryptCost(log2N: 5, blockSize: 1, parallelism: 1) }
        try await bench.user("admin")
        let old = try PasswordHash.make(
            "correct horse battery", cost: ScryptCost(log2N: 2, blockSize: 1, parallelism: 1), random: .system)
        await bench.store.plantPassword(old.text, of: "admin")
        _ = try await bench.logIn("admin")
        let stored = try #require(await bench.store.user(named: "admin")?.password)
        #expect(PasswordHash(text: stored)?.cost.log2N == 5)
        _ = try await bench.logIn("admin")
    }

    @Test func atMostTwoHashesAtOnceAndABoundedQueue() async throws {
        let bench = Bench {
            $0.cost = ScryptCost(log2N: 12, blockSize: 8, parallelism: 1)
            $0.hashQueue = 10
        }
        let outcomes = await withTaskGroup(of: AccountError?.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        _ = try await bench.logIn("nobody", "x", from: "2001:db8::\(number)")
                        return nil
                    } catch { return error as? AccountError }
                }
            }
            return await group.reduce(into: [AccountError?]()) { $0.append($1) }
        }
        #expect(outcomes.allSatisfy { $0 == .busy || $0 == .refused })
        #expect(outcomes.contains(.busy) && outcomes.contains(.refused))
        #expect(await bench.accounts.hasher.peak <= 2)
    }

    @Test func consoleResetEndsSessionsAndOldPassword() async throws {
        let bench = Bench()
        try await bench.user("admin")
        let open = try await bench.logIn("admin")
        let code = try await bench.accounts.resetPassword(of: "admin")
        #expect(try await bench.accounts.session(open.token) == nil)
        await #expect(throws: AccountError.refused) { try await bench.logIn("admin") }
        #expect(try await bench.logIn("admin", code).session.mustSetPassword)
        await #expect(throws: AccountError.noSuchUser) { try await bench.accounts.resetPassword(of: "nobody") }
    }

    @Test(arguments: [
        ("short", PasswordFault.tooShort), ("aaaaaaaaaaaa", .tooEasy), ("password1234", .tooEasy),
        ("administrator", .tooEasy), (String(repeating: "ab€d", count: 300), .tooLong),
    ]) func poorPasswordsAreRefused(_ password: String, _ fault: PasswordFault) async throws {
        let bench = Bench()
        try await bench.user("admin")
        let login = try await bench.logIn("admin")
        await #expect(throws: AccountError.password(fault)) {
            try await bench.accounts.setPassword(
                login.token, current: "correct horse battery", new: password, repeated: password, from: "192.0.2.1")
        }
        await #expect(throws: AccountError.password(.notTheSame)) {
            try await bench.accounts.setPassword(
                login.token, current: "", new: "one long phrase", repeated: "another phrase", from: "192.0.2.1")
        }
        await #expect(throws: AccountError.refused) {
            try await bench.accounts.setPassword(
                login.token, current: "not it", new: "one long phrase", repeated: "one long phrase", from: "192.0.2.1")
        }
    }
}
