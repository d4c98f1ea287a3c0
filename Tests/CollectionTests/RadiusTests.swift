import Crypto
import Testing
import Time

@testable import Collection

struct RadiusPacketTests {
    private let sender = RadiusSender()

    private func client(_ edit: (inout RadiusSettings.Client) -> Void = { _ in }) throws -> RadiusSettings.Client {
        var client = RadiusSettings.Client(address: try #require(IPAddress("192.0.2.1")), secret: Secret(sender.secret))
        edit(&client)
        return client
    }

    /// Made by another program: Python's hashlib and hmac.
    @Test func knowsAPacketMadeElsewhere() throws {
        let hex =
            "042a0037dad166feeaef4e1b8d994268b55f737c2806000000022c053737462e060000000c501253a92296f146815951a3866681837764"
        let bytes = stride(from: 0, to: hex.utf8.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
        let packet = try RadiusPacket(bytes[...], of: try client { $0.requiresMessageAuthenticator = true })
        #expect(packet.identifier == 42)
        #expect(packet.attributes.map(\.type) == [40, 44, 46, 80])
        #expect(sender.accepts(packet.answer(to: try client()), to: bytes))
        var signed = sender
        signed.signs = true
        #expect(signed.packet([.init(40, 2), .init(44, "77F"), .init(46, 12)], identifier: 42) == bytes)
    }

    @Test func paddingBehindIsLeftOut() throws {
        let packet = sender.packet(RadiusSender.stop) + [1, 2, 3]
        #expect(try RadiusPacket(packet[...], of: try client()).attributes.count == 6)
    }

    @Test func whatIsWrongGetsItsReason() throws {
        let good = sender.packet(RadiusSender.stop)
        func changed(_ index: Int, _ value: UInt8) -> [UInt8] {
            var bytes = good
            bytes[index] = value
            return sender.signed(bytes)
        }
        let short = good.count - 1
        let wrong: [(RadiusPacket.Refusal, [UInt8])] = [
            (.wrongLength, []), (.wrongLength, [4, 1, 0]), (.wrongLength, Array(good[..<19])),
            (.wrongLength, Array(good[..<short])), (.wrongLength, changed(3, 19)), (.wrongLength, changed(2, 16)),
            (.notAccounting, sender.packet(RadiusSender.stop, code: 1)), (.notAccounting, sender.packet(RadiusSender.stop, code: 5)),
            (.notAccounting, sender.packet([], code: 12)),
            (.wrongAttribute, changed(21, 0)), (.wrongAttribute, changed(21, 1)), (.wrongAttribute, changed(21, 255)),
            // The last attribute is a type without a length.
            (.wrongAttribute, sender.signed([4, 7, 0, 21] + [UInt8](repeating: 0, count: 16) + [40])),
            (.wrongAuthenticator, good.dropLast() + [good[short] ^ 1]), (.wrongAuthenticator, RadiusSender(secret: "another").packet([])),
            (.wrongAuthenticator, good[..<4] + [good[4] ^ 1] + good[5...]),
            (.wrongMessageAuthenticator, sender.packet([.init(80, [UInt8](repeating: 0, count: 16))])),
            (.wrongMessageAuthenticator, sender.packet([.init(80, [1, 2, 3])])),
            (.wrongMessageAuthenticator, RadiusSender(signs: true).packet([.init(80, [UInt8](repeating: 0, count: 16))])),
        ]
        for (index, (reason, bytes)) in wrong.enumerated() {
            #expect(throws: reason, "\(index)") { try RadiusPacket(bytes[...], of: try client()) }
        }
    }

    @Test func theMessageAuthenticatorCountsWhereItIsAndWhereItMustBe() throws {
        let signed = RadiusSender(signs: true).packet(RadiusSender.stop)
        let strict = try client { $0.requiresMessageAuthenticator = true }
        #expect(try RadiusPacket(signed[...], of: strict).attributes.count == 7)
        #expect(throws: RadiusPacket.Refusal.noMessageAuthenticator) {
            try RadiusPacket(sender.packet(RadiusSender.stop)[...], of: strict)
        }
        var broken = signed
        broken[broken.count - 1] ^= 1
        #expect(throws: RadiusPacket.Refusal.wrongMessageAuthenticator) { try RadiusPacket(sender.signed(broken)[...], of: try client()) }
    }

    @Test func theAnswerBearsWhatItMust() throws {
        let items = RadiusSender.stop + [.init(33, "first proxy"), .init(33, "second")]
        let request = sender.packet(items, identifier: 200)
        let plain = try RadiusPacket(request[...], of: try client()).answer(to: try client())
        #expect(sender.accepts(plain, to: request))
        #expect(Array(plain[20...]) == [33, 13] + Array("first proxy".utf8) + [33, 8] + Array("second".utf8))
        let signing = try client { $0.answersWithMessageAuthenticator = true }
        let signed = try RadiusPacket(request[...], of: signing).answer(to: signing)
        #expect(sender.accepts(signed, to: request))
        #expect(Array(signed[20..<22]) == [80, 18])
        // Over the answer with the request's authenticator and sixteen zeros in its own place.
        var over = signed
        over.replaceSubrange(4..<20, with: request[4..<20])
        over.replaceSubrange(22..<38, with: [UInt8](repeating: 0, count: 16))
        let code = HMAC<Insecure.MD5>.authenticationCode(for: over, using: SymmetricKey(data: Array(sender.secret.utf8)))
        #expect(Array(code) == Array(signed[22..<38]))
    }

    @Test func theRecordIsABlockOfADetailFile() throws {
        let items = [
            RadiusSender.Item(40, 2), .init(1, "o\"brien\\\n\u{1}é"), .init(1, [0xFF, 65, 0]), .init(4, [192, 0, 2, 9]),
            .init(5, 285_213_686),
            .init(61, 0), .init(41, 5), .init(55, 1_772_442_000), .init(95, [UInt8](repeating: 0, count: 15) + [1]), .init(250, [1, 255]),
            .vendor(9, 1, "h323-remote-id=Trunk00"), .vendor(9_148, 3, "a@b"), .vendor(9_148, 200, "x"), .vendor(4_711, 1, "y"),
            .init(26, [0, 0, 0, 9, 25, 200]), .init(46, [1]),
        ]
        let packet = try RadiusPacket(sender.packet(items)[...], of: try client())
        let peer = Peer(address: try #require(IPAddress("192.0.2.1")), port: 1_646)
        let text = RadiusRecord.text(
            packet, from: peer, digest: String(repeating: "ab", count: 16), arrival: Instant(seconds: 1_772_442_005), zone: .utc)
        #expect(
            String(decoding: text, as: UTF8.self) == """
                Mon Mar  2 09:00:05 2026
                \tPacket-Src-IP-Address = 192.0.2.1
                \tAcct-Status-Type = Stop
                \tUser-Name = "o\\"brien\\\\\\n\\001é"
                \tUser-Name = "\\377A"
                \tNAS-IP-Address = 192.0.2.9
                \tNAS-Port = 285213686
                \tNAS-Port-Type = Async
                \tAcct-Delay-Time = 5
                \tEvent-Timestamp = "Mar  2 2026 09:00:00 UTC"
                \tNAS-IPv6-Address = ::1
                \tAttr-250 = 0x01ff
                \tCisco-AVPair = "h323-remote-id=Trunk00"
                \tAcme-Session-Ingress-CallId = "a@b"
                \tAcme-Packet-Attr-200 = 0x78
                \tVendor-4711-Attr-1 = 0x79
                \tAttr-26 = 0x0000000919c8
                \tAcct-Session-Time = 0x01
                \tTollbook-Digest = 0xabababababababababababababababab
                \tTimestamp = 1772442000


                """)
        #expect(RadiusRecord.digests(in: text + text) == [String](repeating: String(repeating: "ab", count: 16), count: 2))
    }

    @Test func aSecretMustBeLongAndOfItsOwn() throws {
        let short = RadiusSettings.Client(address: try #require(IPAddress("192.0.2.2")), secret: Secret("fifteen-letters"))
        let twin = RadiusSettings.Client(address: try #require(IPAddress("192.0.2.3")), secret: Secret(sender.secret))
        #expect(throws: SourceError.self) { try RadiusSource.check(RadiusSettings(clients: [short])) }
        #expect(throws: SourceError.self) { try RadiusSource.check(RadiusSettings(clients: [try client(), twin])) }
        #expect(throws: SourceError.self) { try RadiusSource.check(RadiusSettings(clients: [try client(), try client()])) }
        #expect(try RadiusSource.check(RadiusSettings(clients: [try client()])).count == 1)
    }
}

struct RadiusSourceTests {
    private func radius() throws -> Transport {
        var settings = RadiusSettings(clients: [
            .init(address: try #require(IPAddress("127.0.0.1")), secret: Secret(RadiusSender().secret)),
            .init(address: try #require(IPAddress("127.0.0.2")), secret: Secret("another-secret-of-its-own")),
        ])
        settings.port = 0
        return .radius(settings)
    }

    @Test func answersWhenDurableAndKeepsAResendOnce() async throws {
        let rig = Rig(keepsFolder: true)
        await rig.collector.apply([definition("gw", try radius())])
        let sender = RadiusSender()
        let client = try Client(udp: try await rig.port("gw"))
        let first = sender.packet(RadiusSender.stop + [.init(41, 0)], identifier: 1)
        client.send(first)
        #expect(sender.accepts(try #require(await client.receive()), to: first))
        let text = try await rig.text("gw")
        #expect(text.contains("\tAcct-Session-Id = \"0A1B2C\"\n") && text.hasSuffix("\n\n"))
        #expect(try await rig.parts("gw").map(\.name) == ["radius 127.0.0.1"])
        // Sent again: another identifier, authenticator and delay.
        let second = sender.packet(RadiusSender.stop + [.init(41, 9)], identifier: 2)
        client.send(second)
        #expect(sender.accepts(try #require(await client.receive()), to: second))
        #expect(try await rig.text("gw") == text)
        #expect(await rig.health("gw").refused == ["sent again": 1])
        await rig.stop()
        // And over a restart, as after a kill before the answer.
        let again = Rig(folder: rig.folder)
        await again.collector.apply([definition("gw", try radius())])
        let later = try Client(udp: try await again.port("gw"))
        let third = sender.packet(RadiusSender.stop + [.init(41, 60)], identifier: 3)
        later.send(third)
        #expect(sender.accepts(try #require(await later.receive()), to: third))
        #expect(try await again.text("gw") == text)
        let other = sender.packet([.init(40, 2), .init(44, "another")], identifier: 4)
        later.send(other)
        #expect(sender.accepts(try #require(await later.receive()), to: other))
        #expect(try await again.text("gw").contains("another"))
        await again.stop()
    }

    @Test func whoeverIsWrongGetsNoAnswerAndIsCounted() async throws {
        let rig = Rig()
        await rig.collector.apply([definition("gw", try radius())])
        let port = try await rig.port("gw")
        let client = try Client(udp: port), other = try Client(udp: port, from: "127.0.0.2"),
            stranger = try Client(udp: port, from: "127.0.0.3")
        let packet = RadiusSender().packet(RadiusSender.stop)
        stranger.send(packet)
        other.send(packet)
        client.send(Array(packet.prefix(30)))
        client.send([1, 2, 3])
        try await eventually("all are counted") { await rig.health("gw").refused.values.reduce(0, +) == 4 }
        #expect(
            await rig.health("gw").refused == ["not a known client": 1, "wrong authenticator or secret": 1, "wrong packet length": 2])
        for silent in [client, other, stranger] { #expect(await silent.receive(within: 50) == nil) }
        #expect(await rig.health("gw").durable == 0)
        await rig.stop()
    }

    @Test func noAnswerWhileTheDiskIsFull() async throws {
        let full = FullDisk()
        let rig = Rig(disk: full.disk)
        await rig.collector.apply([definition("gw", try radius())])
        let sender = RadiusSender()
        let client = try Client(udp: try await rig.port("gw"))
        full.fill(true)
        let packet = sender.packet(RadiusSender.stop)
        client.send(packet)
        #expect(await client.receive(within: 500) == nil)
        full.fill(false)
        #expect(sender.accepts(try #require(await client.receive()), to: packet))
        #expect(try await rig.text("gw").contains("0A1B2C"))
        await rig.stop()
    }

    @Test func aShortSecretStopsTheSource() async throws {
        let rig = Rig()
        let client = RadiusSettings.Client(address: try #require(IPAddress("127.0.0.1")), secret: Secret("short"))
        await rig.collector.apply([definition("gw", .radius(RadiusSettings(clients: [client])))])
        try await eventually("it is said") { await rig.health("gw").state == .failed }
        #expect(await rig.health("gw").lastError?.contains("short. Use one of 16 characters or more.") == true)
        await rig.stop()
    }
}
