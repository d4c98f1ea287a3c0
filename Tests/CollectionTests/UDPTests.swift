import Testing

@testable import Collection

struct UDPTests {
    private func udp(_ allowed: [String], edit: (inout UDPSettings) -> Void = { _ in }) throws -> Transport {
        var settings = UDPSettings(port: 0, allowed: try AddressList(allowed))
        edit(&settings)
        return .udp(settings)
    }

    @Test func eachDatagramIsALineOfItsPeer() async throws {
        let rig = Rig()
        await rig.collector.apply([definition("gw", try udp(["127.0.0.1", "127.0.0.2"]))])
        let port = try await rig.port("gw")
        let first = try Client(udp: port), second = try Client(udp: port, from: "127.0.0.2"),
            forger = try Client(udp: port, from: "127.0.0.3")
        first.send("<134>Mar  1 10:00:00 gw CDR: one")
        second.send("two\r\n")
        forger.send("forged\n")
        first.send("three")
        try await eventually("all came") { await rig.health("gw").datagrams == 4 }
        try await eventually("all is durable") { await rig.health("gw").durable == 32 + 1 + 5 + 6 }
        let parts = try await rig.parts("gw").sorted { $0.name < $1.name }
        #expect(parts.map(\.name) == ["udp 127.0.0.1", "udp 127.0.0.2"])
        #expect(parts.map(\.text) == ["<134>Mar  1 10:00:00 gw CDR: one\nthree\n", "two\r\n"])
        #expect(await rig.health("gw").refused["address not allowed"] == 1)
        await rig.stop()
    }

    @Test func bytesStayAsTheyAreIfWanted() async throws {
        let rig = Rig()
        await rig.collector.apply([definition("gw", try udp(["any"]) { $0.endsLines = false })])
        let client = try Client(udp: try await rig.port("gw"))
        client.send("ab")
        client.send([])
        client.send("cd")
        try await eventually("all came") { await rig.health("gw").durable == 4 }
        #expect(try await rig.text("gw") == "abcd")
        await rig.stop()
    }

    @Test func whatTheSystemDropsIsShown() async throws {
        let rig = Rig()
        await rig.collector.apply([definition("gw", try udp(["any"]) { $0.buffer = 4_096 })])
        let client = try Client(udp: try await rig.port("gw"))
        let payload = [UInt8](repeating: UInt8(ascii: "x"), count: 900)
        var sent: Int64 = 0
        // Until something was dropped, and some more.
        for _ in 0..<200 where await rig.health("gw").lost == 0 {
            for _ in 0..<500 where client.send(payload) { sent += 1 }
            try await Task.sleep(for: .milliseconds(20))
        }
        try await eventually("sent = received + lost") {
            let health = await rig.health("gw")
            return health.datagrams + health.lost == sent
        }
        let health = await rig.health("gw")
        #expect(health.lost > 0 && health.lastError?.contains("lost") == true)
        #expect(health.bytes == health.datagrams * 901)
        await rig.stop()
    }
}
