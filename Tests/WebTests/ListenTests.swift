import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Testing

@testable import Web

/// Where the server listens, and where not (CHECKLIST W1, X8).
@Suite struct ListenTests {
    @Test func addresses() throws {
        for (text, host, port) in [
            ("8080", "127.0.0.1", 8080), ("0.0.0.0:80", "0.0.0.0", 80), ("[::1]:9", "::1", 9), ("localhost:1", "localhost", 1),
        ] {
            #expect(try ListenAddress(text) == ListenAddress(host: host, port: port))
        }
        for text in ["", "x", "1.2.3:80", "127.0.0.1:", "127.0.0.1:99999", "::1:80:", "example.org:80", "127.0.0.1:-1", "[::1]"] {
            #expect(throws: WebError.badListenAddress(text)) { try ListenAddress(text) }
        }
    }

    @Test func otherMachinesNeedTLSOrAWord() throws {
        for host in ["0.0.0.0", "::", "192.0.2.1"] {
            let address = ListenAddress(host: host, port: 8080)
            #expect(throws: WebError.needsTLS(address)) { try WebConfiguration(listen: address) }
            #expect(try WebConfiguration(listen: address, behindProxy: true).isSecure)
        }
        #expect(try !WebConfiguration(listen: ListenAddress(host: "127.0.0.1", port: 0)).isSecure)
    }

    @Test func badCertificates() {
        #expect(throws: WebError.self) { try WebConfiguration.tls(certificateFile: "/nonexistent", keyFile: "/nonexistent") }
        #expect(WebError.portInUse(ListenAddress(host: "127.0.0.1", port: 1)).description.contains("--listen"))
    }

    @Test func portInUse() async throws {
        let house = try House()
        try await house.server.application().test(.live) { client in
            let taken = ListenAddress(host: "localhost", port: try #require(client.port))
            let second = try House(listen: taken)
            await #expect(throws: WebError.portInUse(taken)) { try await second.server.run() }
        }
    }

    private func tls() throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.chain.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(TestCertificate.key.utf8), format: .pem)
        return WebConfiguration.tls(chain: chain, key: key)
    }

    @Test(arguments: [(TLSVersion.tlsv11, false), (.tlsv12, true), (.tlsv13, true)]) func oldTLSIsRefused(
        _ version: TLSVersion, _ good: Bool
    ) async throws {
        let tls = try tls()
        let house = try House { $0.tls = tls }
        try await house.server.application().test(.live) { outer in
            var own = TLSConfiguration.makeClientConfiguration()
            own.certificateVerification = .none
            own.minimumTLSVersion = .tlsv1
            own.maximumTLSVersion = version
            let client = TestClient(
                host: "localhost", port: try #require(outer.port),
                // A busy machine answers late; a refusal comes at once.
                configuration: .init(tlsConfiguration: own, timeout: .seconds(60), serverName: "localhost"),
                eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton))
            client.connect()
            let status = try? await client.get("/live").status
            #expect((status == .ok) == good)
            try? await client.shutdown()
        }
    }

    @Test func clientAddresses() throws {
        func text(_ ip: String, _ forwarded: String? = nil, _ proxies: Set<String> = []) throws -> String {
            var fields = HTTPFields()
            if let forwarded { fields[.init("X-Forwarded-For")!] = forwarded }
            return ClientAddress.text(peer: try SocketAddress(ipAddress: ip, port: 1), fields: fields, proxies: proxies)
        }
        #expect(try text("192.0.2.1") == "192.0.2.1")
        #expect(try text("::ffff:192.0.2.1") == "192.0.2.1")
        #expect(try text("2001:db8:1:2:aaaa::1") == text("2001:db8:1:2:bbbb::2"))
        #expect(try text("2001:db8:1:2::1") != text("2001:db8:1:3::1"))
        #expect(try text("192.0.2.1", "198.51.100.7") == "192.0.2.1", "nobody named this proxy")
        #expect(try text("192.0.2.1", "203.0.113.9, 198.51.100.7", ["192.0.2.1"]) == "198.51.100.7", "what the proxy itself wrote")
        #expect(try text("192.0.2.1", "<script>", ["192.0.2.1"]) == "192.0.2.1")
    }
}
