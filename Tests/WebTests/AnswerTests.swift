import Accounts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Rendering
import Testing

@testable import Web

@Suite struct AnswerTests {
    @Test(arguments: [false, true]) func securityFieldsOnEveryRoute(_ secure: Bool) async throws {
        let house = try House(behindProxy: secure)
        let person = try await house.person()
        let style = house.server.responder.assets.style.text
        try await house.server.application().test(.router) { client in
            for path in RouteTests.all().map(\.path) + ["/nothing", style, "/b/main/calls/boom"] {
                let answer = try await client.execute(uri: path, method: .get, headers: person.cookie)
                func field(_ name: String) -> String? { answer.headers[HTTPField.Name(name)!] }
                let policy = try #require(field("Content-Security-Policy"))
                #expect(policy.hasPrefix("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
                #expect(field("X-Content-Type-Options") == "nosniff")
                #expect(field("Referrer-Policy") == "no-referrer")
                #expect(field("Strict-Transport-Security") == (secure ? "max-age=31536000" : nil))
                #expect(answer.headers[.cacheControl] == (path == style ? "public, max-age=31536000, immutable" : "no-store"), "\(path)")
                #expect(field("Server") == nil && field("X-Powered-By") == nil)
            }
        }
    }

    @Test func errorsSayNothingOfTheInside() async throws {
        let house = try House()
        let person = try await house.person()
        try await house.server.application().test(.router) { client in
            let answer = try await client.execute(uri: "/b/main/calls/boom", method: .get, headers: person.cookie)
            #expect(answer.status == .internalServerError)
            let page = String(buffer: answer.body)
            for inside in ["SELECT", "secret", "/var/lib", "Boom", "Hummingbird", "Swift"] { #expect(!page.contains(inside)) }
            let id = try #require(page.firstMatch(of: /<code>([0-9a-v]{8})<\/code>/)).1
            let line = try #require(house.log.lines.first { $0.contains("request failed") })
            #expect(line.contains(id) && line.contains("SELECT secret"))
        }
    }

    /// Planted markers are in no line of the log (CHECKLIST Y2).
    @Test func logHoldsNoQueryNumberNameOrCookie() async throws {
        let house = try House()
        let person = try await house.person("anna-marker")
        try await house.server.application().test(.router) { client in
            _ = try await client.execute(uri: "/b/main/calls?q=4989123456", method: .get, headers: person.cookie)
            _ = try await client.execute(uri: "/b/main/calls/id-marker", method: .get, headers: person.cookie)
            _ = try await client.execute(uri: "/b/main/bills/party/party-marker", method: .get, headers: person.cookie)
            _ = try await client.execute(uri: "/path-marker?x=y", method: .get, headers: [.userAgent: "agent-marker"])
            var browser = Browser(client: client)
            _ = try await browser.get("/login")
            _ = try await browser.post("/login", ["name": "name-marker", "password": "password-marker"])
        }
        #expect(house.log.lines.filter { $0.contains("request") }.count >= 6)
        #expect(!house.log.text.contains("marker") && !house.log.text.contains("4989123456") && !house.log.text.contains(person.token.text))
    }

    /// Random requests over all routes: never 5xx (CHECKLIST W7).
    @Test func badInputIsNeverOurFault() async throws {
        let house = try House()
        let person = try await house.person()
        var generator = SystemRandomNumberGenerator()
        let pieces = [
            "/", "b", "main", "calls", "%", "%00", "%ff", "..", "?", "&", "=", "as=csv", "imports", "1", "x", "+", "~", "login", "problems",
            "'",
        ]
        var paths = RouteTests.all().map(\.path).flatMap { path in
            ["?\u{25}", "?a=%ff", "?a=%00", "?=&=&", "/", "%2f", "?as=x", "?" + String(repeating: "a&", count: 300)].map { path + $0 }
        }
        for _ in 0..<2_000 {
            paths.append(
                "/" + (0..<Int.random(in: 0...8, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined())
        }
        let all = paths
        try await house.server.application().test(.router) { client in
            for path in all where !path.contains("ready") {
                for method in [HTTPRequest.Method.get, .post] {
                    let body = ByteBuffer(bytes: Hostile.bytes.randomElement() ?? [])
                    let answer = try await client.execute(
                        uri: path, method: method, headers: person.form, body: method == .post ? body : nil)
                    #expect(answer.status.code < 500, "\(method) \(path): \(answer.status)")
                }
            }
        }
    }

    @Test func assetsAreServedByContent() async throws {
        let house = try House()
        let assets = house.server.responder.assets
        try await house.server.application().test(.router) { client in
            for path in [assets.style, assets.script, assets.icon] {
                let answer = try await client.execute(uri: path.text, method: .get)
                #expect(answer.status == .ok && answer.body.readableBytes > 100)
            }
            let css = String(buffer: try await client.execute(uri: assets.style.text, method: .get).body)
            for sign in ["@import", "url(", "http:", "https:"] { #expect(!css.contains(sign), "\(sign)") }
            #expect(css.hasPrefix("@layer reset, tokens, base, layout, components, pages, print;"))
            #expect(try await client.execute(uri: "/assets/x-tollbook.css", method: .get).status == .notFound)
            let head = try await client.execute(uri: assets.style.text, method: .head)
            #expect(head.status == .ok && head.body.readableBytes == 0)
        }
    }
}
