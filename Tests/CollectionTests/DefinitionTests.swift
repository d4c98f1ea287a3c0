import Testing

@testable import Collection

struct DefinitionTests {
    private func errors(_ transport: Transport, id: String = "pbx") -> [Bool] { definition(id, transport).findings.map(\.isError) }

    @Test func whoMaySendIsAskedFor() throws {
        func server(_ allowed: [String]) throws -> Transport {
            .tcpServer(TCPServerSettings(port: 2_300, allowed: try AddressList(allowed)))
        }
        #expect(errors(try server(["192.0.2.1"])).isEmpty)
        #expect(errors(try server([])) == [false])
        #expect(errors(try server(["any"])) == [false])
        #expect(errors(try server(["192.0.2.1"]), id: "Main PBX") == [true])
        #expect(errors(.udp(UDPSettings(port: 514, allowed: AddressList()))) == [false])
    }

    @Test func secretsAreLongAndNotEchoed() throws {
        var client = TCPClientSettings(host: "pbx.example.com", port: 23)
        client.script = LoginScript([.expect(["Password"], refusals: [], seconds: 5), .sendSecret(Secret("x"), before: "", after: "\r")])
        #expect(errors(.tcpClient(client)) == [false])
        client.script.steps.append(.expect([">"], refusals: [], seconds: 5))
        #expect(errors(.tcpClient(client)).isEmpty)
        #expect(errors(.post(PostSettings(key: Secret("short")))) == [true])
        var gateway = RadiusSettings.Client(address: try #require(IPAddress("192.0.2.1")), secret: Secret("sixteen-letters-"))
        #expect(errors(.radius(RadiusSettings(clients: [gateway]))) == [false])
        gateway.requiresMessageAuthenticator = true
        #expect(errors(.radius(RadiusSettings(clients: [gateway]))).isEmpty)
    }

    @Test func whatCannotRunIsAnError() {
        #expect(errors(.serial(SerialSettings(device: "/dev/ttyS0", speed: 9_601))) == [true])
        #expect(errors(.tcpClient(TCPClientSettings(host: "", port: 23))) == [true])
        #expect(errors(.tail(TailSettings(path: ""))) == [true])
        var folder = FolderSettings(path: "/drop")
        folder.after = .move("/drop")
        #expect(errors(.folder(folder)) == [true])
        var silent = definition("pbx", .tail(TailSettings(path: "/log")))
        silent.silentAfter = 0
        #expect(silent.findings.map(\.isError) == [true])
    }
}
