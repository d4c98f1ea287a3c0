import Foundation
import Testing

@testable import Collection

struct TCPClientTests {
    private func client(_ port: UInt16, _ script: LoginScript = LoginScript()) -> Transport {
        var settings = TCPClientSettings(host: "127.0.0.1", port: port)
        settings.script = script
        return .tcpClient(settings)
    }

    @Test func connectsAgainWheneverTheSwitchIsBack() async throws {
        var listener: Listener? = try .reopenable()
        let port = try #require(listener?.port)
        let rig = Rig()
        await rig.collector.apply([definition("pbx", client(port))])
        var peer: Client? = try await listener?.accept()
        peer?.send("one\n")
        try await eventually("heard") { try await rig.text("pbx") == "one\n" }
        (peer, listener) = (nil, nil)
        try await eventually("it waits") { await rig.health("pbx").state == .waiting }
        #expect(await rig.health("pbx").lastError?.isEmpty == false)
        let again = try await Listener.again(on: port)
        let second = try await again.accept()
        second.send("two\n")
        try await eventually("heard again") { try await rig.text("pbx") == "one\ntwo\n" }
        let health = await rig.health("pbx")
        #expect(health.reconnects == 1 && health.state == .running && health.connections == 1)
        #expect(try await rig.parts("pbx").map(\.hasEnded) == [true, false])
        await rig.stop()
    }

    @Test func whoIsRefusedWaitsLongerAndLonger() {
        var (pauses, refused, heard) = (Pauses(), Conversation(), Conversation())
        refused.isRefused = true
        (heard.isLoggedIn, heard.hasBytes) = (true, true)
        let after = (0..<12).map { _ in pauses.next(after: refused) }
        #expect(after.first == 250 && after.last == 300_000)
        let away = (0..<12).map { _ in pauses.next(after: nil) }
        #expect(away.last == 8_000, "a switch that is away is looked for soon")
        let (again, refusedAgain) = (pauses.next(after: heard), pauses.next(after: refused))
        #expect(again == 250 && refusedAgain == 250)
    }

    @Test func logsInAndHidesTheSecret() async throws {
        let listener = try Listener()
        let rig = Rig()
        let script = LoginScript([
            .expect(["Password:"], refusals: ["locked"], seconds: 5), .sendSecret(Secret("hunter-22"), before: "", after: "\r\n"),
            .pause(20), .expect(["Welcome", "Ready\r\n"], refusals: ["Wrong"], seconds: 5), .send("SMDR ON\r\n"),
        ])
        await rig.collector.apply([definition("pbx", client(listener.port, script))])
        let peer = try await listener.accept()
        // The prompt comes cut, the answer is echoed, and the first record hangs on the last prompt.
        peer.send("Pass")
        try await Task.sleep(for: .milliseconds(30))
        peer.send("word: ")
        #expect(await peer.hears("hunter-22\r\n"))
        peer.send("hunter-22\r\nReady\r\nrecord 1\r\n")
        #expect(await peer.hears("SMDR ON\r\n"))
        peer.send("record 2\r\n")
        try await eventually("heard") { try await rig.text("pbx").hasSuffix("record 2\r\n") }
        let parts = try await rig.parts("pbx")
        #expect(parts.map(\.text) == ["Password: *********\r\nReady\r\n", "record 1\r\nrecord 2\r\n"])
        #expect(parts[0].name.hasSuffix("log-in") && parts[0].hasEnded)
        let trace = await rig.trace("pbx")
        #expect(trace.contains("••••") && trace.contains("Password:") && !trace.contains("hunter"))
        #expect(!"\(script)".contains("hunter") && !String(reflecting: script).contains("hunter"))
        await rig.stop()
    }

    @Test(arguments: [
        ("Wrong password\r\n", "the switch answered \"Wrong\""), ("", "the switch hung up"),
        ("Something else\r\n", "did not come within 1 s"),
    ])
    func saysWhyItCannotLogIn(_ answer: String, _ words: String) async throws {
        let listener = try Listener()
        let rig = Rig()
        let script = LoginScript([.expect(["Welcome"], refusals: ["Wrong"], seconds: 1)])
        await rig.collector.apply([definition("pbx", client(listener.port, script))])
        var peer: Client? = try await listener.accept()
        if answer.isEmpty { peer = nil } else { peer?.send(answer) }
        try await eventually("it is said") { await rig.health("pbx").lastError?.contains(words) == true }
        // What the switch said is kept all the same, and it is tried again.
        try await eventually("kept") { try await rig.text("pbx") == answer }
        // A greeting that comes more than a second late meets nobody any more: then it comes again.
        var peers: [Client] = []
        try await eventually("logged in") {
            if await isReadable(listener.number, within: 0) {
                peers.append(try await listener.accept())
                peers.last?.send("Welcome\nrecord\n")
            }
            return try await rig.text("pbx").hasSuffix("Welcome\nrecord\n")
        }
        await rig.stop()
        #expect(peer == nil || answer.isEmpty == false)
    }

    @Test func answersWhenTheRecordIsDurable() async throws {
        let listener = try Listener()
        let rig = Rig()
        let script = LoginScript(answers: [.init(to: [0x03], [0x06]), .init(to: Array("READY?".utf8), Array("YES\r\n".utf8))])
        await rig.collector.apply([definition("pbx", client(listener.port, script))])
        let peer = try await listener.accept()
        peer.send("\u{2}record\u{3}")
        #expect(await peer.receive() == [0x06])
        // Durable before the answer, not some time later.
        #expect(try await rig.text("pbx") == "\u{2}record\u{3}")
        peer.send("REA")
        #expect(await peer.receive(within: 100) == nil)
        peer.send("DY?")
        #expect(await peer.receive() == Array("YES\r\n".utf8))
        await rig.stop()
    }

    @Test func asteriskManager() async throws {
        let listener = try Listener()
        let rig = Rig()
        let script = LoginScript.asteriskManager(user: "tolls\r\nAction: x", secret: Secret("amp111-secret"))
        await rig.collector.apply([definition("asterisk", client(listener.port, script))])
        let peer = try await listener.accept()
        peer.send("Asterisk Call Manager/9.0.0\r\n")
        let login = String(decoding: try #require(await peer.receive()), as: UTF8.self)
        #expect(login == "Action: Login\r\nUsername: tollsAction: x\r\nSecret: amp111-secret\r\nEvents: cdr\r\n\r\n")
        let event = "Event: Cdr\r\nSource: 101\r\nDestination: 5551234\r\nBillableSeconds: 7\r\n\r\n"
        peer.send("Response: Success\r\nMessage: Authentication accepted\r\n\r\n" + event)
        try await eventually("the event is kept") { try await rig.text("asterisk").hasSuffix(event) }
        await rig.stop()
    }

    @Test func findsWhatIsToBeAnsweredHoweverItIsCut() {
        let text = Array("ab?abc??ab?".utf8)
        let answers = [LoginScript.Answer(to: Array("ab?".utf8), [1]), .init(to: Array("c?".utf8), [2])]
        for cut in 0...text.count {
            for second in cut...text.count {
                var answerer = Answerer(answers)
                let pieces = [text[..<cut], text[cut..<second], text[second...]]
                #expect(pieces.flatMap { answerer.take($0) } == [[1], [2], [1]], "\(cut), \(second)")
            }
        }
    }

    @Test func pausesGrowAndComeBack() {
        var pause = Backoff(first: 250, longest: 8_000)
        #expect((0..<7).map { _ in pause.next() } == [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000])
        pause.reset()
        #expect(pause.next() == 250)
    }
}
