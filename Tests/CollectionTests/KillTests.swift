import Foundation
import RawLog
import Testing

@testable import Collection

/// A process of its own is killed in the middle of its work, and another one goes on with what it left.
struct KillTests {
    /// The source of a test, in the process that is killed and in the one after it.
    private static func radius() throws -> SourceDefinition {
        let address = try #require(IPAddress("127.0.0.1"))
        var settings = RadiusSettings(clients: [.init(address: address, secret: Secret(RadiusSender().secret))])
        settings.port = 0
        return definition("gw", .radius(settings))
    }

    private static func packet(_ session: String, delay: UInt32) -> [UInt8] {
        RadiusSender().packet([.init(40, 2), .init(44, session), .init(41, delay)])
    }

    private static func note(_ line: String, _ path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        let bytes = Array((line + "\n").utf8)
        _ = write(file, bytes, bytes.count)
        close(file)
    }

    private func lines(_ path: String) -> [Substring] {
        ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n")
    }

    @Test(arguments: [30, 120, 310]) func whatWasAnsweredIsThereOnce(_ milliseconds: Int) async throws {
        let folder = Folder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, milliseconds] in
            let rig = Rig(folder: path, keepsFolder: true)
            await rig.collector.apply([try Self.radius()])
            let port = try await rig.port("gw")
            await withThrowingTaskGroup(of: Void.self) { group in
                for sender in 0..<4 {
                    group.addTask {
                        let client = try Client(udp: port)
                        for number in 0..<100_000 {
                            client.send(Self.packet("s\(sender)-\(number)-", delay: 0))
                            guard await client.receive() != nil else { continue }
                            Self.note("s\(sender)-\(number)-", path + "/answered")
                        }
                    }
                }
                group.addTask {
                    // From the first answer on.
                    while access(path + "/answered", F_OK) != 0 { try await Task.sleep(for: .milliseconds(1)) }
                    try await Task.sleep(for: .milliseconds(milliseconds))
                    kill(getpid(), SIGKILL)
                }
            }
        }
        let answered = lines(path + "/answered").map(String.init)
        #expect(!answered.isEmpty)
        let rig = Rig(folder: path, keepsFolder: true)
        await rig.collector.apply([try Self.radius()])
        let client = try Client(udp: try await rig.port("gw"))
        // The gateways that got no answer, and those whose answer was lost, send again.
        for session in answered.suffix(20) + (0..<4).map({ "s\($0)-99999-" }) {
            client.send(Self.packet(session, delay: 7))
            #expect(await client.receive()?.first == 5)
        }
        let text = try await rig.text("gw")
        for session in answered { #expect(text.components(separatedBy: "\"\(session)\"").count == 2, "\(session)") }
        #expect(text.components(separatedBy: "-99999-\"").count == 5)
        await rig.stop()
    }

    @Test(arguments: [50, 200, 450]) func aFileIsFollowedToTheByte(_ milliseconds: Int) async throws {
        let folder = Folder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, milliseconds] in
            let rig = Rig(folder: path, keepsFolder: true)
            await rig.collector.apply([definition("log", .tail(TailSettings(path: path + "/cdr.log")))])
            let killer = Task {
                while await rig.health("log").durable == 0 { try await Task.sleep(for: .milliseconds(1)) }
                try await Task.sleep(for: .milliseconds(milliseconds))
                kill(getpid(), SIGKILL)
            }
            Self.note("record 0", path + "/cdr.log")
            // What was turned away before anybody followed the file is none of the follower's.
            while await rig.health("log").durable == 0 { try await Task.sleep(for: .milliseconds(1)) }
            for number in 1..<100_000 {
                if number % 50 == 49 { rename(path + "/cdr.log", path + "/cdr.log.\(100 - number / 50)") }
                Self.note("record \(number)", path + "/cdr.log")
                try await Task.sleep(for: .milliseconds(2))
            }
            try await killer.value
        }
        Self.note("last", path + "/cdr.log")
        let rig = Rig(folder: path, keepsFolder: true)
        await rig.collector.apply([definition("log", .tail(TailSettings(path: path + "/cdr.log")))])
        try await eventually("the last line came") { try await rig.text("log").hasSuffix("last\n") }
        let written = try await rig.text("log").split(separator: "\n")
        let expected = (0..<written.count - 1).map { "record \($0)" } + ["last"]
        #expect(written.map(String.init) == expected)
        await rig.stop()
    }
}
