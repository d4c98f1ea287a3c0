import Accounts
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

/// Each limit exceeded over a real connection: 431, 413, 408 or closed, and the pages go on (CHECKLIST W6).
@Suite(.serialized) struct LimitTests {
    private func live(_ edit: (inout WebLimits) -> Void, _ test: @escaping @Sendable (Int) async throws -> Void) async throws {
        let house = try House { edit(&$0.limits) }
        try await house.server.application().test(.live) { client in
            let port = try #require(client.port)
            try await test(port)
            await Self.expectPages(port)
        }
    }

    private static func expectPages(_ port: Int) async {
        let client = await RawClient.connect(port)
        await client.send("GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(await client.read().text.hasPrefix("HTTP/1.1 200"), "the pages go on")
        client.close()
    }

    @Test func headTooLong() async throws {
        try await live { _ in
        } _: { port in
            for head in ["X-Long: " + String(repeating: "a", count: 17_000) + "\r\n", String(repeating: "X-A: b\r\n", count: 3_000)] {
                let client = await RawClient.connect(port)
                await client.send("GET /live HTTP/1.1\r\nHost: x\r\n" + head + "\r\n")
                let answer = await client.read()
                #expect(answer.text.hasPrefix("HTTP/1.1 431") && answer.closed)
                client.close()
            }
            let client = await RawClient.connect(port)
            await client.send("GET /" + String(repeating: "a", count: 20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")
            let answer = await client.read(atMost: 12)
            #expect(answer.text.hasPrefix("HTTP/1.1 4"))
            client.close()
        }
    }

    @Test func noHTTPAtAll() async throws {
        try await live { _ in
        } _: { port in
            let client = await RawClient.connect(port)
            await client.send("\u{16}\u{3}\u{1} garbage\r\n\r\n")
            let answer = await client.read()
            #expect(answer.text.hasPrefix("HTTP/1.1 400") && answer.closed)
            client.close()
        }
    }

    @Test func silentAndDrippedHead() async throws {
        try await live {
            $0.headSeconds = 1
        } _: { port in
            let silent = await RawClient.connect(port)
            let dripping = await RawClient.connect(port)
            for letter in "GET /live HTTP/1.1\r\nX: " {
                guard await dripping.send(String(letter)) else { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(await silent.read() == ("", 0, true))
            #expect(await dripping.read() == ("", 0, true))
            silent.close()
            dripping.close()
        }
    }

    @Test func drippedBody() async throws {
        try await live {
            $0.graceSeconds = 1; $0.slowest = 1_000_000
        } _: { port in
            let client = await RawClient.connect(port)
            await client.send(
                "POST /login HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n"
            )
            for _ in 0..<40 {
                guard await client.send("a") else { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            let answer = await client.read()
            #expect(answer.text.hasPrefix("HTTP/1.1 408") && answer.closed)
            client.close()
        }
    }

    @Test func bodyTooLong() async throws {
        try await live { _ in
        } _: { port in
            let head =
                "POST /login HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            let announced = await RawClient.connect(port)
            await announced.send(head + "Content-Length: 99999999999\r\n\r\n")
            let early = await announced.read()
            #expect(early.text.hasPrefix("HTTP/1.1 413") && early.closed, "before the body is sent")
            announced.close()
            let chunked = await RawClient.connect(port)
            await chunked.send(head + "Transfer-Encoding: chunked\r\n\r\n")
            let chunk = "10000\r\n" + String(repeating: "a", count: 65_536) + "\r\n"
            for _ in 0..<20 { guard await chunked.send(chunk) else { break } }
            let answer = await chunked.read()
            #expect(answer.text.hasPrefix("HTTP/1.1 413") && answer.closed)
            chunked.close()
        }
    }

    @Test func slowReader() async throws {
        let house = try House {
            $0.limits.graceSeconds = 1; $0.limits.slowest = 100_000_000
        }
        let person = try await house.person()
        try await house.server.application().test(.live) { client in
            let port = try #require(client.port)
            let reader = await RawClient.connect(port)
            await reader.send("GET /b/main/calls/big HTTP/1.1\r\nHost: x\r\nCookie: tollbook-session=\(person.token.text)\r\n\r\n")
            try await Task.sleep(for: .seconds(3))
            let answer = await reader.read()
            #expect(answer.text.hasPrefix("HTTP/1.1 200"))
            #expect(answer.bytes < StubPages.big && answer.closed, "\(answer.bytes) bytes")
            reader.close()
            await Self.expectPages(port)
        }
    }

    @Test func connectionsPerAddress() async throws {
        let house = try House {
            $0.limits.connectionsPerAddress = 4; $0.limits.headSeconds = 60
        }
        try await house.server.application().test(.live) { client in
            #expect(try await client.execute(uri: "/live", method: .get).status == .ok)
            let port = try #require(client.port)
            var open: [RawClient] = []
            for _ in 0..<10 { open.append(await RawClient.connect(port)) }
            try await Task.sleep(for: .milliseconds(300))
            var served = 0
            for one in open {
                await one.send("GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                if await one.read().text.hasPrefix("HTTP/1.1 200") { served += 1 }
                one.close()
            }
            #expect((3...4).contains(served), "\(served) were served")
            try await Task.sleep(for: .milliseconds(300))
            let later = await RawClient.connect(port)
            await later.send("GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(await later.read().text.hasPrefix("HTTP/1.1 200"), "a place is free again")
            later.close()
        }
    }

    @Test func census() {
        let census = ConnectionCensus(most: 3, mostPerAddress: 2)
        #expect(census.enter("a") && census.enter("a") && !census.enter("a"))
        #expect(census.enter("b") && !census.enter("c"), "three in all")
        census.leave("a")
        #expect(census.enter("c") && census.all == 3)
    }
}
