import Model
import RawLog
import Testing

@testable import Collection

struct TCPServerTests {
    private func server(_ allowed: [String], edit: (inout TCPServerSettings) -> Void = { _ in }) throws -> Transport {
        var settings = TCPServerSettings(port: 0, allowed: try AddressList(allowed))
        edit(&settings)
        return .tcpServer(settings)
    }

    @Test func bytesAsTheyComeEachPeerAPart() async throws {
        let rig = Rig()
        await rig.collector.apply([definition("pbx", try server(["127.0.0.0/8"]))])
        let port = try await rig.port("pbx")
        let first = try Client(tcp: port), second = try Client(tcp: port, from: "127.0.0.2")
        first.send("one\r\nhal")
        second.send([0, 0xFF, 10])
        try await eventually("both are durable") { await rig.health("pbx").durable == 11 }
        first.send("f\r\n")
        try await eventually("the rest too") { await rig.health("pbx").durable == 14 }
        let parts = try await rig.parts("pbx").sorted { $0.name < $1.name }
        #expect(parts.map(\.text) == ["one\r\nhalf\r\n", "\0\u{FFFD}\n"])
        #expect(parts[0].name.hasPrefix("tcp 127.0.0.1:") && parts[1].name.hasPrefix("tcp 127.0.0.2:"))
        #expect(await rig.health("pbx").connections == 2)
        #expect(rig.announced("pbx") == 14)
        await rig.stop()
        #expect(await rig.health("pbx").state == .stopped)
    }

    @Test func nobodyIsLetInUnlessListed() async throws {
        let rig = Rig()
        await rig.collector.apply([definition("shut", try server([])), definition("open", try server(["127.0.0.2"]))])
        for (id, address) in [("shut", "127.0.0.1"), ("open", "127.0.0.1")] {
            let client = try Client(tcp: try await rig.port(id), from: address)
            client.send("forged\n")
            #expect(await client.receive() == [])
            #expect(await rig.health(id).refused["address not allowed"] == 1)
        }
        let friend = try Client(tcp: try await rig.port("open"), from: "127.0.0.2")
        friend.send("true\n")
        try await eventually("the friend is heard") { try await rig.text("open") == "true\n" }
        #expect(await rig.health("shut").durable == 0)
        await rig.stop()
    }

    @Test func aNewConnectionReplacesTheHalfOpenOne() async throws {
        let rig = Rig()
        await rig.collector.apply([definition("pbx", try server(["127.0.0.1"]))])
        let port = try await rig.port("pbx")
        let old = try Client(tcp: port)
        old.send("before\n")
        try await eventually("the old one is heard") { await rig.health("pbx").durable == 7 }
        let new = try Client(tcp: port)
        new.send("after\n")
        try await eventually("the new one is heard") { await rig.health("pbx").durable == 13 }
        #expect(await old.receive() == [])
        let parts = try await rig.parts("pbx")
        #expect(parts.map(\.text) == ["before\n", "after\n"] && !parts[1].hasEnded)
        try await eventually("its part is ended") { try await rig.parts("pbx")[0].hasEnded }
        let health = await rig.health("pbx")
        #expect(health.connections == 1 && health.reconnects == 1)
        await rig.stop()
    }

    /// A switch that connects for each batch: what it sent before it hung up is still on its way when it comes again.
    @Test func whatIsOnItsWayIsHeardToItsEnd() async throws {
        let rig = Rig()
        await rig.collector.apply([definition("pbx", try server(["127.0.0.1"]))])
        let port = try await rig.port("pbx")
        let batch = [UInt8](repeating: 120, count: 6 << 20)
        for _ in 0..<6 { #expect(try Client(tcp: port).send(batch)) }
        try await eventually("all of it", within: 30) { await rig.health("pbx").durable == 36 << 20 }
        #expect(await rig.health("pbx").refused.isEmpty)
        await rig.stop()
    }

    @Test func aCrowdOfSilentConnectionsKeepsNoSwitchOut() async throws {
        let rig = Rig()
        await rig.collector.apply([definition("pbx", try server(["any", "127.0.0.9"]))])
        let port = try await rig.port("pbx")
        var crowd: [Client] = []
        for index in 0..<400 { crowd.append(try Client(tcp: port, from: "127.0.\(1 + index / 200).\(1 + index % 200)")) }
        let known = try Client(tcp: port, from: "127.0.0.9"), unknown = try Client(tcp: port, from: "127.0.0.10")
        known.send("known\n")
        unknown.send("unknown\n")
        try await eventually("both are heard") { await rig.health("pbx").durable == 14 }
        let health = await rig.health("pbx")
        #expect(health.connections <= 64)
        #expect(crowd.count == 400)
        await rig.stop()
    }

    @Test func changingOneTouchesNoOther() async throws {
        let rig = Rig()
        let first = definition("first", try server(["127.0.0.1"]))
        var second = definition("second", try server(["127.0.0.1"]))
        await rig.collector.apply([first, second])
        let kept = try Client(tcp: try await rig.port("first")), lost = try Client(tcp: try await rig.port("second"))
        lost.send("a")
        try await eventually("heard") { await rig.health("second").durable == 1 }
        second.transport = try server(["127.0.0.1"]) { $0.perPeer = 2 }
        await rig.collector.apply([first, second])
        #expect(await lost.receive() == [])
        lost.send("b")
        let again = try await changed(rig)
        again.send("c")
        kept.send("still here\n")
        try await eventually("the other goes on") { try await rig.text("first") == "still here\n" }
        try await eventually("the changed one too") { try await rig.text("second") == "ac" }
        await rig.collector.apply([first])
        #expect(await rig.collector.health.keys.map(\.text) == ["first"])
        await rig.collector.stop(first.id)
        #expect(await rig.health("first").state == .stopped)
        await rig.collector.start(first.id)
        let back = try Client(tcp: try await rig.port("first"))
        back.send("back\n")
        try await eventually("it runs again") { try await rig.text("first") == "still here\nback\n" }
        await rig.stop()
    }

    /// A connection to the source "second" once it listens anew.
    private func changed(_ rig: Rig) async throws -> Client {
        for _ in 0..<200 {
            if let port = await rig.health("second").port, let client = try? Client(tcp: port) { return client }
            try await Task.sleep(for: .milliseconds(20))
        }
        return try Client(tcp: try await rig.port("second"))
    }

    @Test func aPortThatIsTakenFailsAloneAndIsTakenWhenFree() async throws {
        var taken: Listener? = try Listener()
        let port = try #require(taken?.port)
        let rig = Rig()
        var settings = TCPServerSettings(port: port, allowed: try AddressList(["127.0.0.1"]))
        settings.address = "127.0.0.1"
        await rig.collector.apply([definition("unlucky", .tcpServer(settings)), definition("lucky", try server(["127.0.0.1"]))])
        try await eventually("it fails") { await rig.health("unlucky").state == .failed }
        #expect(await rig.health("unlucky").lastError?.contains("Address already in use") == true)
        let lucky = try Client(tcp: try await rig.port("lucky"))
        lucky.send("fine\n")
        try await eventually("the other runs") { try await rig.text("lucky") == "fine\n" }
        taken = nil
        #expect(try await rig.port("unlucky") == port)
        await rig.stop()
    }
}
