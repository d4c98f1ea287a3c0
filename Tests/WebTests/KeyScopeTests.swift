import Accounts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing
import Time

@testable import Service
@testable import Web

@Suite struct KeyScopeTests {
    /// What each scope opens, written down by hand; every other address is closed to a key that has it.
    private static let table: [KeyScope: Set<BookPage>] = [
        .calls: [.calls, .call("x1"), .changes],
        .bills: [.bills, .partyBill(PartyID("x1")), .organisationBill(NodeID("x1")), .issuedBills, .issuedBill(9), .billRun(3)],
        .reports: [.reports],
        .tariffs: [.selection, .testCall, .whatIf, .timeline, .reratings, .rerating(7)],
        .sources: [.sources, .alerts],
        .import: [.imports, .importResult(7)],
    ]

    /// Every scope × every address × both methods, with an administrator's role: only the table's are answered.
    @Test(arguments: KeyScope.allCases) func aScopeOpensItsAddressesAlone(_ scope: KeyScope) async throws {
        let house = try House()
        let key = try await house.accounts.addKey(
            name: "x", role: .administrator, expires: nil, limits: KeyLimits(scopes: [scope], perMinute: 0), by: .console)
        let fields: HTTPFields = [.authorization: "Bearer " + key.text, .contentType: "application/x-www-form-urlencoded"]
        try await house.server.application().test(.router) { client in
            for route in RouteTests.all() {
                for method in Method.allCases {
                    guard let access = route.access(method), access != .everybody, access != .session else { continue }
                    let answer = try await client.execute(
                        uri: route.path, method: method == .read ? .get : .post, headers: fields,
                        body: method == .change ? ByteBuffer(string: "a=b") : nil)
                    var isOpen = route == .api
                    if case .book(_, let page) = route {
                        isOpen = Self.table[scope]?.contains(page) == true && (method == .read || scope == .import)
                    }
                    // An upload that is none is the page's own refusal.
                    let isRefused = answer.status == .forbidden
                    #expect(isRefused == !isOpen, "\(scope) \(method) \(route): \(answer.status)")
                }
            }
        }
    }

    /// A key of before has no scopes: its role says what it may.
    @Test func withoutScopesTheRoleDecides() async throws {
        let house = try House()
        let key = try await house.accounts.addKey(name: "x", role: .viewer, expires: nil, by: .console)
        let fields: HTTPFields = [.authorization: "Bearer " + key.text]
        try await house.server.application().test(.router) { client in
            for (path, status) in [
                ("/b/main/calls", 200), ("/b/main/tariffs", 200), ("/b/main/journal", 403), ("/b/main/settings/keys", 403),
            ] {
                let answer = try await client.execute(uri: path, method: .get, headers: fields)
                #expect(answer.status.code == status, "\(path)")
            }
        }
    }

    /// A viewer's key does not become more by its scopes.
    @Test func aScopeIsNoRight() async throws {
        let house = try House()
        let key = try await house.accounts.addKey(
            name: "x", role: .viewer, expires: nil, limits: KeyLimits(scopes: Set(KeyScope.allCases)), by: .console)
        let fields: HTTPFields = [.authorization: "Bearer " + key.text, .contentType: "application/x-www-form-urlencoded"]
        try await house.server.application().test(.router) { client in
            let answer = try await client.execute(uri: "/b/main/imports", method: .post, headers: fields, body: ByteBuffer(string: "a=b"))
            #expect(answer.status == .forbidden)
        }
    }

    @Test func tooOftenIsToldWithTheTimeToWait() async throws {
        let house = try House()
        let key = try await house.accounts.addKey(
            name: "x", role: .viewer, expires: nil, limits: KeyLimits(perMinute: 3), by: .console)
        let fields: HTTPFields = [.authorization: "Bearer " + key.text]
        try await house.server.application().test(.router) { client in
            for _ in 0..<3 { #expect(try await client.execute(uri: "/b/main/calls", method: .get, headers: fields).status == .ok) }
            house.clock.pass(20)
            let answer = try await client.execute(uri: "/b/main/calls", method: .get, headers: fields)
            #expect(answer.status == .tooManyRequests && answer.headers[.retryAfter] == "40")
            #expect(answer.headers[.contentType] == "application/json")
            house.clock.pass(40)
            #expect(try await client.execute(uri: "/b/main/calls", method: .get, headers: fields).status == .ok)
        }
        #expect(!house.log.text.contains(key.text), "no key in the log")
    }

    /// The address that counts is the one that a proxy of ours saw, never one that the client claims.
    @Test func addressesAreThoseOfTheConnection() async throws {
        let limits = KeyLimits(addresses: [try #require(AddressRange("192.0.2.0/24"))])
        for (proxies, forwarded, status) in [
            (Set(["local"]), "192.0.2.9", 200), (["local"], "198.51.100.1", 403), (["local"], "198.51.100.1, 192.0.2.9", 200),
            (["local"], "192.0.2.9, 198.51.100.1", 403), ([], "192.0.2.9", 403),
        ] {
            let house = try House(proxies: proxies)
            let key = try await house.accounts.addKey(name: "x", role: .viewer, expires: nil, limits: limits, by: .console)
            var fields: HTTPFields = [.authorization: "Bearer " + key.text]
            fields[HTTPField.Name("X-Forwarded-For")!] = forwarded
            let asking = fields
            try await house.server.application().test(.router) { client in
                let answer = try await client.execute(uri: "/b/main/calls", method: .get, headers: asking)
                #expect(answer.status.code == status, "\(proxies) \(forwarded)")
            }
        }
    }

    @Test func thePageMakesBoundKeysAndSaysWhatIsWrong() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person("anna")
        try await served.server.application().test(.router) { client in
            func post(_ body: String) async throws -> (Int, String) {
                let answer = try await client.execute(
                    uri: "/b/main/settings/keys", method: .post, headers: person.form, body: person.body(body))
                return (answer.status.code, String(buffer: answer.body))
            }
            for (body, words) in [
                ("name=a&role=viewer", "at least one scope"), ("name=a&role=king&scope=calls", "no role"),
                ("name=a&role=viewer&scope=gold", "no scope"), ("name=a&role=viewer&scope=calls&addresses=10.0.0.1/8", "no address"),
                ("name=a&role=viewer&scope=calls&perMinute=-1", "no number"),
                ("name=a&role=viewer&scope=calls&until=2020-01-01", "no day to come"),
                ("name=&role=viewer&scope=calls", "1 to 64 bytes"),
            ] {
                let (status, page) = try await post(body)
                #expect(status == 422 && page.contains(words), "\(body): \(status)")
                #expect(!page.contains("fresh-key"))
            }
            let (status, page) = try await post(
                "name=books&role=viewer&scope=calls&scope=bills&addresses=10.0.0.0/8+2001:db8::/32&perMinute=60&until=2027-12-31")
            #expect(status == 200 && page.contains("tb_") && page.contains("10.0.0.0/8 2001:db8::/32") && page.contains("2027-12-31"))
        }
        let key = try #require(try await served.book.keys(caller: .console).first)
        #expect(key.limits.scopes == [.calls, .bills] && key.limits.perMinute == 60 && key.limits.addresses.count == 2)
        // 2028-01-01T00:00 in Ho Chi Minh City is 17:00 of the day before in UTC.
        #expect(key.expires?.utcText == "2027-12-31T17:00:00Z")
        #expect(try await served.book.keys(caller: .console).count == 1)
        let all = try await served.book.addKey(
            {
                var order = KeyOrder(); order.name = "all"; order.scopes = ["all"]; return order
            }(), caller: .console)
        #expect(all.hasPrefix("tb_"))
        #expect(
            KeyList.text(try await served.book.keys(caller: .console)).contains("all, viewer: all, from anywhere, 600 requests a minute"))
        try served.remove()
    }
}
