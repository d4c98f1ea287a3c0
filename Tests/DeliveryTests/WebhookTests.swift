import Crypto
import Doubles
import Foundation
import Model
import Site
import Testing
import Time

@testable import Delivery

@Suite struct WebhookTests {
    @Test(arguments: [
        ("8.8.8.8", true), ("2606:4700::1111", true), ("127.0.0.1", false), ("127.9.9.9", false), ("10.1.2.3", false),
        ("172.16.0.1", false),
        ("172.32.0.1", true), ("192.168.1.1", false), ("169.254.169.254", false), ("100.64.0.1", false), ("0.0.0.0", false),
        ("255.255.255.255", false), ("224.0.0.1", false), ("198.18.0.1", false), ("::1", false), ("::", false), ("::ffff:127.0.0.1", false),
        ("::ffff:8.8.8.8", true), ("::127.0.0.1", false), ("64:ff9b::7f00:1", false), ("64:ff9b::808:808", true), ("2002:7f00:1::", false),
        ("fe80::1", false), ("fc00::1", false), ("fd12::1", false), ("ff02::1", false), ("2001:db8::1", false), ("fec0::1", false),
    ]) func addresses(text: String, isAllowed: Bool) throws {
        let address = try #require(HostAddress(text))
        #expect(AddressGuard.isAllowed(address, listed: []) == isAllowed)
        #expect(AddressGuard.isAllowed(address, listed: ["0.0.0.0/0", "::/0"]))
    }

    @Test func listedNetworksAreOpen() throws {
        let address = try #require(HostAddress("10.1.2.3"))
        for (listed, isAllowed) in [
            ("10.1.2.3", true), ("10.0.0.0/8", true), ("10.1.2.4", false), ("10.1.2.0/23", true), ("11.0.0.0/8", false),
        ] {
            #expect(AddressGuard.isAllowed(address, listed: [listed]) == isAllowed)
        }
    }

    @Test(arguments: [
        "ftp://a.example/", "https://", "https://a b/", "https://a@b.example/", "https://a.example:0/", "https://a.example:99999/",
        "https://a.example:080/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://a.example\\@b/",
        "https://a.example/#x",
        "https://[::1/", "https://[fe80::1%25eth0]/", "https://-a.example/", "https://a..example/", "https://a.example/\r\nX: y",
    ]) func noAddressOfAWebhook(text: String) { #expect(WebhookURL(text) == nil) }

    /// A program that answers once with what is given.
    private func call(_ answer: String, allowed: [String] = ["127.0.0.1"]) throws -> (DeliveryOutcome, String) {
        let server = try #require(HTTPDouble(answer))
        defer { server.stop() }
        let path = FileManager.default.temporaryDirectory.path + "/hook-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let secret = "a secret of sixteen and more"
        _ = FileManager.default.createFile(atPath: path, contents: Data(secret.utf8), attributes: [.posixPermissions: 0o600])
        let url = try #require(WebhookURL("http://127.0.0.1:\(server.port)/hook"))
        let hook = try WebhookCall(Webhook(url: url, secretFile: path, allowed: allowed))
        let outcome = hook.send(Array("{\"a\":1}".utf8), id: "7", at: Instant(seconds: 1000))
        return (outcome, server.heard)
    }

    @Test func signedWithTimeAndID() throws {
        let (outcome, heard) = try call("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        #expect(outcome == DeliveryOutcome(.sent, "HTTP 204"))
        #expect(heard.hasPrefix("POST /hook HTTP/1.1\r\n") && heard.hasSuffix("\r\n\r\n{\"a\":1}"))
        #expect(heard.contains("Tollbook-Id: 7\r\n") && heard.contains("Tollbook-Time: 1000\r\n"))
        // Reckoned by hand as RFC 2104 says, without the library's HMAC.
        var key = [UInt8]("a secret of sixteen and more".utf8)
        key += [UInt8](repeating: 0, count: 64 - key.count)
        let inner = SHA256.hash(data: Data(key.map { $0 ^ 0x36 } + Array("7.1000.{\"a\":1}".utf8)))
        let outer = SHA256.hash(data: Data(key.map { $0 ^ 0x5c } + Array(inner)))
        let digits = outer.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(heard.contains("Tollbook-Signature: v1=\(digits)\r\n"))
    }

    @Test func aRedirectIsNotFollowed() throws {
        let (outcome, heard) = try call("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nConnection: close\r\n\r\n")
        #expect(outcome.state == .givenUp && outcome.answer.hasPrefix("HTTP 302"))
        #expect(heard.contains("/hook"))
    }

    @Test(arguments: [("500 Oops", DeliveryState.failed), ("429 Slow", .failed), ("404 Gone", .givenUp), ("200 OK", .sent)])
    func answers(status: String, state: DeliveryState) throws {
        let body = String(repeating: "secret ", count: 30_000)
        let (outcome, _) = try call("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n" + body)
        #expect(outcome.state == state)
        #expect(!outcome.answer.contains("secret"), "nothing of an answer is shown")
    }

    @Test func anotherAddressOfANameIsTriedToo() throws {
        let server = try #require(HTTPDouble("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"))
        defer { server.stop() }
        let path = FileManager.default.temporaryDirectory.path + "/hook-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = FileManager.default.createFile(
            atPath: path, contents: Data("a secret of sixteen and more".utf8), attributes: [.posixPermissions: 0o600])
        let url = try #require(WebhookURL("http://hooks.example.com:\(server.port)/hook"))
        var hook = try WebhookCall(Webhook(url: url, secretFile: path, allowed: ["127.0.0.0/8"]))
        // Nobody listens at the first one.
        hook.resolve = { _ in [HostAddress("127.0.0.77"), HostAddress("127.0.0.1")].compactMap { $0 } }
        #expect(hook.send(Array("{}".utf8), id: "7", at: Instant(seconds: 1000)) == DeliveryOutcome(.sent, "HTTP 204"))
    }

    @Test func whatIsNotListedIsNotCalled() throws {
        let (outcome, heard) = try call("HTTP/1.1 200 OK\r\n\r\n", allowed: ["10.0.0.0/8"])
        #expect(outcome.state == .givenUp && heard.isEmpty)
    }

    @Test func aNameIsLookedUpOnceAndAnyClosedAddressRefusesIt() throws {
        let url = try #require(WebhookURL("https://hooks.example.com/"))
        let path = FileManager.default.temporaryDirectory.path + "/hook-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = FileManager.default.createFile(atPath: path, contents: Data("a secret of sixteen".utf8), attributes: [.posixPermissions: 0o600])
        var hook = try WebhookCall(Webhook(url: url, secretFile: path))
        hook.resolve = { _ in [HostAddress("8.8.8.8"), HostAddress("127.0.0.1")].compactMap { $0 } }
        #expect(hook.send([], id: "1", at: Instant(seconds: 0)).state == .givenUp)
    }
}
