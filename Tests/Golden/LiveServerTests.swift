import Foundation
import Testing

@Suite("A server with sources", .serialized)
struct LiveServerTests {
    private static let kills = KillTests.isSoak ? 200 : 10

    /// The calls without the source that brought them.
    private static func calls(_ book: String, _ source: String) throws -> String {
        try Program.run("calls", "--book", book, "--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv").output
            .replacingOccurrences(of: ",\(source),", with: ",a source,")
    }

    private static func newest(_ book: String) throws -> Int {
        let list = try Program.run("sources", "--book", book, "--json").output
        let views = try JSONSerialization.jsonObject(with: Data(list.utf8)) as? [[String: Any]]
        return views?.first?["import"] as? Int ?? 0
    }

    @Test("Killed at random moments while a log file grows and is rotated: every call is there once")
    func killed() throws {
        let scratch = try Scratch()
        let log = scratch.path + "/smdr.log"
        let bytes = OfficeCase.log(lines: 6_000, seed: 5)
        let reference = scratch.path + "/reference.book"
        let site = try scratch.file("site.yaml", OfficeCase.site)
        let whole = try scratch.file("whole.log", "")
        try bytes.write(to: URL(fileURLWithPath: whole))
        _ = try Program.run("site", "import", "--book", reference, site)
        #expect(try Program.run("import", "--book", reference, "--source", "once", "--format", "avaya-ip-office-smdr", whole).status == 0)

        let live = scratch.path + "/live.book"
        let sources = "sources:\n  - {id: tail, switch: main, tail: {path: \(log)}}\n"
        _ = try Program.run("site", "import", "--book", live, try scratch.file("live.yaml", OfficeCase.site + sources))
        let seed = ProcessInfo.processInfo.environment["TOLLBOOK_SEED"].flatMap(UInt64.init) ?? UInt64(Date().timeIntervalSince1970)
        print("live kill test: seed \(seed)")
        var random = OfficeCase.Random(seed: seed)
        _ = try scratch.file("smdr.log", "")
        var sent = 0
        for round in 1...Self.kills {
            let server = try Program.serve(live)
            let end = round == Self.kills ? bytes.count : min(bytes.count, sent + bytes.count / Self.kills)
            while sent < end {
                let piece = bytes[sent..<min(end, sent + 1 + random.below(20_000))]
                try Self.append(piece, to: log)
                sent += piece.count
                usleep(UInt32(random.below(30_000)))
            }
            kill(server.processIdentifier, SIGKILL)
            server.waitUntilExit()
        }
        try Self.settle(live, reference)
        #expect(try Self.calls(live, "tail") == Self.calls(reference, "once"), "seed \(seed)")
        #expect(try Program.run("book", "check", "--book", live).status == 0, "seed \(seed)")
    }

    /// Serves until everything is stored, then ends in order.
    private static func settle(_ live: String, _ reference: String) throws {
        let server = try Program.serve(live)
        let expected = try calls(reference, "once")
        for _ in 0..<100 {
            usleep(200_000)
            if try calls(live, "tail") == expected { break }
        }
        server.terminate()
        server.waitUntilExit()
        #expect(server.terminationReason == .exit)
    }

    private static func append(_ bytes: Data, to path: String) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: bytes)
    }

    @Test("Records over TCP are stored while the server runs; a peer that is not listed is refused; a change of the site ends the source")
    func network() throws {
        let scratch = try Scratch()
        let book = scratch.path + "/net.book"
        let port = 20_000 + Int(getpid() % 12_000)
        func site(_ allowed: String, on: Bool = true) throws -> String {
            try scratch.file(
                "site.yaml",
                OfficeCase.site
                    + "sources:\n  - {id: smdr, switch: main, on: \(on), tcpServer: {address: 127.0.0.1, port: \(port), allowed: [\(allowed)]}}\n"
            )
        }
        _ = try Program.run("site", "import", "--book", book, try site("192.0.2.1"))
        let refused = try Program.serve(book)
        #expect(try Self.send(OfficeCase.line("2026/03/02 09:00:00", "00:01:00", from: "101", to: "05551234", id: 1), port) == false)
        refused.terminate()
        refused.waitUntilExit()
        _ = try Program.run("site", "import", "--book", book, try site("127.0.0.1"))
        let server = try Program.serve(book)
        let lines = (0..<50).map { OfficeCase.line("2026/03/02 09:\(10 + $0):00", "00:01:00", from: "101", to: "05551234", id: $0) }
        #expect(try Self.send(lines.joined(), port))
        var count = 0
        for _ in 0..<100 where count < 50 {
            usleep(100_000)
            count = try Self.calls(book, "smdr").split(separator: "\r\n").count - 1
        }
        #expect(count == 50)
        #expect(try Self.newest(book) > 0)
        server.terminate()
        server.waitUntilExit()
        #expect(try Program.run("book", "check", "--book", book).status == 0)
    }

    /// Connects, sends and waits a moment: whether the other side took the connection and kept it.
    private static func send(_ text: String, _ port: Int) throws -> Bool {
        for _ in 0..<50 {
            let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(socket) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
            let connected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
            }
            guard connected == 0 else {
                usleep(100_000)
                continue
            }
            let bytes = Array(text.utf8)
            let sent = write(socket, bytes, bytes.count)
            usleep(300_000)
            var byte: UInt8 = 0
            // A connection that was refused has ended by now.
            let rest = recv(socket, &byte, 1, Int32(MSG_DONTWAIT))
            return sent == bytes.count && rest < 0 && errno == EAGAIN
        }
        return false
    }
}
