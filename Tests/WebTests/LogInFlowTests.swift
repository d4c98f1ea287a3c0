import Accounts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing

@testable import Web

@Suite struct LogInFlowTests {
    /// From the printed one-time log-in to the first page, as a browser goes.
    @Test(arguments: [false, true]) func fromOneTimeLogInToTheFirstPage(_ secure: Bool) async throws {
        let house = try House(behindProxy: secure)
        let code = try await house.accounts.addUser(name: "anna", role: .administrator)
        try await house.server.application().test(.router) { client in
            var browser = Browser(client: client)
            var page = try await browser.get("/login?next=/b/main/calls")
            #expect(page.status == .ok)
            let visitor = try #require(browser.cookies.first)
            page = try await browser.post("/login", ["name": "anna", "password": code, "next": "/b/main/calls"])
            #expect(page.status == .seeOther && page.headers[.location] == "/password")
            let early = browser.cookies
            #expect(try await browser.get("/b/main/calls").headers[.location] == "/password", "nothing else before a password is set")
            page = try await browser.get("/password")
            #expect(page.status == .ok)
            page = try await browser.post("/password", ["new": "short", "repeated": "short"])
            #expect(page.status == .unprocessableContent)
            page = try await browser.post("/password", ["new": "a long enough phrase", "repeated": "a long enough phrase"])
            #expect(page.status == .seeOther && page.headers[.location] == "/")
            #expect(browser.cookies != early, "a new session after the new password")
            #expect(try await browser.get("/").headers[.location] == "/b/main/")
            #expect(try await browser.get("/b/main/").status == .ok)

            let session = try #require(browser.cookies.first { $0.key.contains("session") })
            #expect(session.key == (secure ? "__Host-tollbook-session" : "tollbook-session"))
            #expect(!session.value.isEmpty && session.value != visitor.value, "an id from before the log-in is not taken over")
            for line in browser.set {
                #expect(line.contains("HttpOnly") && line.contains("SameSite=") && line.contains("Path=/"))
                #expect(line.contains("; Secure") == secure && line.hasPrefix("__Host-") == secure && !line.contains("Domain"))
            }
            _ = try await browser.get("/components")
            page = try await browser.post("/logout", [:])
            #expect(page.headers[.location] == "/login")
            browser.cookies[session.key] = session.value
            #expect(try await browser.get("/b/main/").headers[.location]?.hasPrefix("/login") == true, "dead on the server")
        }
        for secret in [code, "a long enough phrase"] { #expect(!house.log.text.contains(secret)) }
    }

    /// Unknown, wrong and disabled: the same page to the byte, but for the name that was typed and the token.
    @Test func refusalsLookAlike() async throws {
        let house = try House()
        _ = try await house.person("anna")
        _ = try await house.person("gone")
        try await house.accounts.setDisabled("gone", true)
        try await house.server.application().test(.router) { client in
            var pages: [String] = []
            for (name, password) in [("anna", "wrong"), ("gone", Person.password), ("nobody", "wrong")] {
                var browser = Browser(client: client)
                _ = try await browser.get("/login")
                let page = try await browser.post("/login", ["name": name, "password": password])
                #expect(page.status == .forbidden)
                #expect(!String(buffer: page.body).contains(password))
                pages.append(String(buffer: page.body).replacing(browser.token, with: "T").replacing("value=\"\(name)\"", with: "N"))
            }
            #expect(Set(pages).count == 1)
        }
        #expect(!house.log.text.contains("nobody"))
    }

    @Test func hostileNamesAndTargets() async throws {
        let house = try House()
        let person = try await house.person("anna")
        _ = person
        try await house.server.application().test(.router) { client in
            for text in Hostile.texts {
                var browser = Browser(client: client)
                _ = try await browser.get("/login")
                let page = try await browser.post("/login", ["name": text, "password": text, "next": text])
                #expect([.forbidden, .badRequest].contains(page.status), "\(text.prefix(20))")
            }
            for next in [
                "//evil.example", "/\\evil.example", "https://evil.example", "https:evil", "javascript:alert(1)", "/b/main/../..",
                "\r\nX: y",
            ] {
                var browser = Browser(client: client)
                _ = try await browser.get("/login")
                house.clock.pass(2_000)
                let page = try await browser.post("/login", ["name": "anna", "password": Person.password, "next": next])
                #expect(page.headers[.location] == "/", "\(next)")
            }
        }
    }

    @Test func tooManyAtOnceIsFiveHundredThree() async throws {
        let house = try House()
        try await house.server.application().test(.router) { client in
            let answer = house.server.responder.refusal(
                AccountError.busy, Request(head: .init(method: .get, scheme: nil, authority: nil, path: "/"), body: .init(buffer: .init())),
                route: .logIn, id: "x")
            #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] != nil)
        }
    }
}

/// As much of a browser as a log-in takes: cookies, and the token of the last form.
struct Browser {
    let client: any TestClientProtocol
    var cookies: [String: String] = [:]
    var set: [String] = []
    var token = ""

    init(client: any TestClientProtocol) { self.client = client }

    mutating func get(_ uri: String) async throws -> TestResponse {
        keep(try await client.execute(uri: uri, method: .get, headers: fields))
    }

    mutating func post(_ uri: String, _ form: [String: String]) async throws -> TestResponse {
        var fields = fields
        fields[.contentType] = "application/x-www-form-urlencoded"
        fields[HTTPField.Name("Sec-Fetch-Site")!] = "same-origin"
        let pairs = form.merging([Form.tokenField: token]) { $1 }.map { PathText.encode($0) + "=" + PathText.encode($1) }
        return keep(
            try await client.execute(uri: uri, method: .post, headers: fields, body: ByteBuffer(string: pairs.joined(separator: "&"))))
    }

    private var fields: HTTPFields { [.cookie: cookies.map { "\($0)=\($1)" }.joined(separator: "; ")] }

    private mutating func keep(_ answer: TestResponse) -> TestResponse {
        for line in answer.headers[values: .setCookie] {
            let pair = line.split(separator: ";")[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            cookies[pair[0]] = pair[1].isEmpty ? nil : pair[1]
            set.append(line)
        }
        let html = String(buffer: answer.body)
        if let found = html.firstRange(of: "name=\"form-token\" value=\"") {
            token = String(html[found.upperBound...].prefix { $0 != "\"" })
        }
        return answer
    }
}
