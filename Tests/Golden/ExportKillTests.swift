import Doubles
import Foundation
import Testing

@Suite("A server with exports", .serialized)
struct ExportKillTests {
    private static let kills = KillTests.isSoak ? 100 : 6

    private static func status(_ book: String) throws -> String { try Program.run("export", "--book", book).output }

    /// Waits for something, as long as it takes within reason.
    private static func wait(_ what: String, _ isThere: () throws -> Bool) throws {
        for _ in 0..<300 {
            if try isThere() { return }
            usleep(200_000)
        }
        Issue.record("it never came: \(what)")
    }

    private static func append(_ bytes: Data, to path: String) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: bytes)
    }

    private static func ids(_ book: String) throws -> Set<String> {
        let list = try Program.run("calls", "--book", book, "--from", "2026-01-01", "--to", "2026-12-31", "--as", "json").output
        let calls = try #require(try JSONSerialization.jsonObject(with: Data(list.utf8)) as? [[String: Any]])
        return Set(calls.compactMap { $0["id"] as? String })
    }

    /// How many calls a log makes, taken in at once.
    private static func stored(_ log: Data, _ scratch: Scratch) throws -> Int {
        let (book, file) = (scratch.path + "/reference.book", try scratch.file("whole.log", ""))
        try log.write(to: URL(fileURLWithPath: file))
        _ = try Program.run("site", "import", "--book", book, try scratch.file("reference.yaml", OfficeCase.site))
        _ = try Program.run("import", "--book", book, "--source", "once", "--format", "avaya-ip-office-smdr", file)
        return try ids(book).count
    }

    /// The server is killed while a log file grows and two exports send what comes of it: the file has each call once, the receiver each
    /// call at least once.
    @Test("Killed at random moments: every call goes out")
    func killed() throws {
        let scratch = try Scratch()
        let (log, book) = (scratch.path + "/smdr.log", scratch.path + "/live.book")
        let receiver = try #require(LineReceiver())
        defer { receiver.stop() }
        let more = """
            sources:
              - {id: tail, switch: main, tail: {path: \(log)}}
            exports:
              - {id: kept, folder: kept, fields: [{field: id}]}
              - {id: sent, tcp: {host: 127.0.0.1, port: \(receiver.port)}, fields: [{field: id}]}

            """
        _ = try Program.run("site", "import", "--book", book, try scratch.file("site.yaml", OfficeCase.site + more))
        _ = try scratch.file("smdr.log", "")
        let bytes = OfficeCase.log(lines: 1_500, seed: 11)
        let expected = try Self.stored(bytes, scratch)
        let seed = ProcessInfo.processInfo.environment["TOLLBOOK_SEED"].flatMap(UInt64.init) ?? UInt64(Date().timeIntervalSince1970)
        print("export kill test: seed \(seed)")
        var random = OfficeCase.Random(seed: seed)
        var sent = 0
        for round in 1...Self.kills {
            let server = try Program.serve(book)
            // An export sends what comes after it began.
            if round == 1 { try Self.wait("a beginning") { try Self.status(book).components(separatedBy: "lines sent").count == 3 } }
            let end = round == Self.kills ? bytes.count : min(bytes.count, sent + bytes.count / Self.kills)
            while sent < end {
                let piece = bytes[sent..<min(end, sent + 1 + random.below(8_000))]
                try Self.append(piece, to: log)
                sent += piece.count
                usleep(UInt32(random.below(60_000)))
            }
            usleep(UInt32(random.below(700_000)))
            kill(server.processIdentifier, SIGKILL)
            server.waitUntilExit()
        }
        let server = try Program.serve(book)
        // What the log holds is out: of the file's lines each is counted once, of the receiver's some more than once.
        try Self.wait("all of the log") {
            let status = try Self.status(book)
            return status.contains("  \(expected) lines sent") && status.components(separatedBy: " 0 changes waiting").count == 3
        }
        server.terminate()
        server.waitUntilExit()
        let ids = try Self.ids(book)
        #expect(ids.count == expected && expected > 500)
        var kept: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: book + "/drop/kept") {
            let text = try String(contentsOfFile: book + "/drop/kept/" + name, encoding: .utf8)
            kept += text.split(separator: "\n").map(String.init)
        }
        #expect(Set(kept) == ids && kept.count == ids.count, "seed \(seed): \(kept.count) lines for \(ids.count) calls")
        #expect(ids.isSubset(of: Set(receiver.lines)), "seed \(seed)")
    }
}
