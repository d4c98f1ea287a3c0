import Model
import Testing
import Time

@testable import Accounts

@Suite struct KeyTests {
    @Test func keyLivesUntilItsExpiryOrRevocation() async throws {
        let bench = Bench()
        let expires = bench.accounts.clock.now() + 3600
        let key = try await bench.accounts.addKey(name: "nightly export", role: .viewer, expires: expires, by: .console)
        let caller = try #require(try await bench.accounts.caller(key: key))
        #expect(caller == Caller(kind: .key, name: "nightly export", role: .viewer))
        #expect(caller.may(.see) && !caller.may(.administer))
        bench.pass(3599)
        #expect(try await bench.accounts.caller(key: key) != nil)
        bench.pass(1)
        #expect(try await bench.accounts.caller(key: key) == nil)

        let other = try await bench.accounts.addKey(name: "second", role: .administrator, expires: nil, by: .console)
        let listed = try #require(try await bench.accounts.keys().last)
        #expect(listed.name == "second" && listed.createdBy == "console")
        try await bench.accounts.revokeKey(number: listed.number)
        #expect(try await bench.accounts.caller(key: other) == nil)
        await #expect(throws: AccountError.noSuchKey) { try await bench.accounts.revokeKey(number: 99) }
    }

    @Test func storedDigestIsNoKey() async throws {
        let bench = Bench()
        let key = try await bench.accounts.addKey(name: "a", role: .viewer, expires: nil, by: .console)
        #expect(key.text.hasPrefix("tb_") && key.text.utf8.count == 46)
        let stored = try #require(await bench.store.keyRecords.first)
        #expect(try await bench.accounts.caller(key: Token(text: "tb_" + URLText.encode(stored.digest))) == nil)
        #expect(try await bench.accounts.session(key) == nil, "a key is no session")
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
