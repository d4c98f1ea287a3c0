import Model
import Testing
import Time

@testable import Accounts

@Suite struct KeyTests {
    @Test func keyLivesUntilItsExpiryOrRevocation() async throws {
        let bench = Bench()
        let expires = bench.accounts.clock.now() + 3600
        let key = try await bench.accounts.addKey(name: "nightly export", role: .viewer, expires: expires, by: .console)
        let caller = try #require(try await bench.accounts.caller(key: key, from: "192.0.2.1"))
        #expect(caller == Caller(kind: .key, name: "nightly export", role: .viewer))
        #expect(caller.may(.see) && !caller.may(.administer))
        bench.pass(3599)
        #expect(try await bench.accounts.caller(key: key, from: "192.0.2.1") != nil)
        bench.pass(1)
        #expect(try await bench.accounts.caller(key: key, from: "192.0.2.1") == nil)

        let other = try await bench.accounts.addKey(name: "second", role: .administrator, expires: nil, by: .console)
        let listed = try #require(try await bench.accounts.keys().last)
        #expect(listed.name == "second" && listed.createdBy == "console")
        try await bench.accounts.revokeKey(number: listed.number)
        #expect(try await bench.accounts.caller(key: other, from: "192.0.2.1") == nil)
        await #expect(throws: AccountError.noSuchKey) { try await bench.accounts.revokeKey(number: 99) }
    }

    @Test func storedDigestIsNoKey() async throws {
        let bench = Bench()
        let key = try await bench.accounts.addKey(name: "a", role: .viewer, expires: nil, by: .console)
        #expect(key.text.hasPrefix("tb_") && key.text.utf8.count == 46)
        let stored = try #require(await bench.store.keyRecords.first)
        #expect(try await bench.accounts.caller(key: Token(text: "tb_" + URLText.encode(stored.digest)), from: "192.0.2.1") == nil)
        #expect(try await bench.accounts.session(key) == nil, "a key is no session")
    }

    @Test func keyIsGoodFromItsAddressesAlone() async throws {
        let bench = Bench()
        let range = try #require(AddressRange("10.0.0.0/8"))
        let key = try await bench.accounts.addKey(
            name: "a", role: .viewer, expires: nil, limits: KeyLimits(scopes: [.calls], addresses: [range]), by: .console)
        #expect(try await bench.accounts.caller(key: key, from: "10.1.2.3")?.scopes == [.calls])
        #expect(try await bench.accounts.caller(key: key, from: "::ffff:10.1.2.3") != nil)
        for address in ["11.0.0.1", "local", "", "2001:db8::1"] {
            await #expect(throws: AccountError.wrongAddress) { try await bench.accounts.caller(key: key, from: address) }
        }
        let listed = try #require(try await bench.accounts.keys().first)
        #expect(listed.lastUse?.address == "10.1.2.3", "what was refused is no use")
    }

    /// A hundred in a minute are answered, the next one is told how long to wait, another key is not touched by it.
    @Test func keyAsksSoOftenAMinute() async throws {
        let bench = Bench()
        func add(_ most: Int32) async throws -> Token {
            try await bench.accounts.addKey(name: "a", role: .viewer, expires: nil, limits: KeyLimits(perMinute: most), by: .console)
        }
        let (key, other, free) = (try await add(100), try await add(1), try await add(0))
        func ask(_ key: Token) async throws -> Bool { try await bench.accounts.caller(key: key, from: "192.0.2.1") != nil }
        for _ in 0..<100 { #expect(try await ask(key)) }
        bench.pass(15)
        await #expect(throws: AccountError.tooOften(seconds: 45)) { try await ask(key) }
        #expect(try await ask(other))
        for _ in 0..<500 { #expect(try await ask(free)) }
        bench.pass(44)
        await #expect(throws: AccountError.tooOften(seconds: 1)) { try await ask(key) }
        bench.pass(1)
        #expect(try await ask(key))
    }

    @Test func lastUseIsKeptToTheMinute() async throws {
        let bench = Bench()
        let key = try await bench.accounts.addKey(name: "a", role: .viewer, expires: nil, by: .console)
        #expect(try await bench.accounts.keys().first?.lastUse == nil)
        _ = try await bench.accounts.caller(key: key, from: "192.0.2.1")
        let first = bench.accounts.clock.now()
        bench.pass(59)
        _ = try await bench.accounts.caller(key: key, from: "192.0.2.2")
        #expect(try await bench.accounts.keys().first?.lastUse == KeyUse(at: first, address: "192.0.2.1"))
        bench.pass(1)
        _ = try await bench.accounts.caller(key: key, from: "192.0.2.2")
        #expect(try await bench.accounts.keys().first?.lastUse == KeyUse(at: first + 60, address: "192.0.2.2"))
    }

    @Test func rightsOfGrants() {
        let grants = [
            Grant(book: BookID("north"), role: .administrator), Grant(book: BookID("south"), role: .administrator, node: NodeID("sales")),
        ]
        let caller = Caller(kind: .user, name: "x", role: .viewer, grants: grants)
        #expect(caller.may(.configure, in: BookID("north")))
        #expect(!caller.may(.configure, in: BookID("south")))
        #expect(!caller.may(.configure))
        #expect(caller.may(.see, in: BookID("south")))
    }

    @Test func bookNames() {
        #expect(BookID.isValid("main-2"))
        for text in ["", "Main", "a/b", "..", "a b", "ä", String(repeating: "a", count: 65)] { #expect(!BookID.isValid(text)) }
    }
}
