import Foundation
import Testing

@Suite("Bad input and faults give a clear error or a counted skip, and lose nothing")
struct BadInputTests {
    let scratch: Scratch
    let book: String
    private let good = OfficeCase.line("2026/03/02 09:15:00", "00:01:01", from: "101", to: "05551234", id: 1)

    init() throws {
        scratch = try Scratch()
        book = scratch.path + "/test.book"
        #expect(try Program.run("site", "import", "--book", book, scratch.file("site.yaml", OfficeCase.site)).status == 0)
    }

    private func importing(_ data: Data) throws -> Program.Result {
        try Program.run("import", "--book", book, "--format", "avaya-ip-office-smdr", "--json", "-", input: data)
    }

    @Test("A file that is no CDR file is kept, counted and pointed out")
    func foreignFile() throws {
        let text = (1...500).map { "This is line \($0) of a novel, not of a switch.\n" }.joined()
        let result = try importing(Data(text.utf8))
        #expect(result.status == 0)
        #expect(result.object["records"] as? Int == 0)
        #expect((result.object["skipped"] as? [String: Int])?.values.reduce(0, +) == 500)
        #expect(result.errors.contains("right file"))
    }

    @Test("NULs, broken UTF-8 and a line of 40 MB are skipped; the call behind them is stored")
    func garbage() throws {
        var data = Data([0, 0, 0xFF, 0xFE, 10])
        data.append(Data(repeating: UInt8(ascii: "x"), count: 40 << 20))
        data.append(10)
        data.append(Data(good.utf8))
        let result = try importing(data)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.object["lines"] as? Int == 3)
        #expect(result.object["new"] as? Int == 1)
        #expect((result.object["skipped"] as? [String: Int])?["too long"] == 1)
    }

    @Test("Random bytes never stop a run, and every line is accounted for")
    func randomBytes() throws {
        let seed = UInt64(Date().timeIntervalSince1970)
        print("random bytes: seed \(seed)")
        var random = OfficeCase.Random(seed: seed)
        let data = Data((0..<200_000).map { _ in random.below(20) == 0 ? 10 : UInt8(random.below(256)) })
        let result = try importing(data)
        #expect(result.status == 0)
        let skipped = (result.object["skipped"] as? [String: Int])?.values.reduce(0, +) ?? -1
        #expect(result.object["lines"] as? Int == (result.object["linesInRecords"] as? Int ?? -1) + skipped)
    }

    @Test("A full disk stops the import with words; with room again it goes on and ends as if nothing had been")
    func fullDisk() throws {
        let log = scratch.path + "/calls.log"
        try OfficeCase.log(lines: 20_000, seed: 3).write(to: URL(fileURLWithPath: log))
        // A limit on the size of files is the disk that anybody may have in a test.
        let limited = Process()
        limited.executableURL = URL(fileURLWithPath: "/usr/bin/prlimit")
        limited.arguments = ["--fsize=1000000", Program.path, "import", "--book", book, "--format", "avaya-ip-office-smdr", log]
        let errors = Pipe()
        limited.standardError = errors
        limited.standardOutput = FileHandle.nullDevice
        try limited.run()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        limited.waitUntilExit()
        #expect(limited.terminationReason == .exit, "no signal ends the program")
        #expect(limited.terminationStatus == 1)
        #expect(!said.isEmpty)
        let again = try Program.run("import", "--book", book, "--format", "avaya-ip-office-smdr", "--json", log)
        #expect(again.status == 0, "\(again.errors)")
        #expect(try Program.run("book", "check", "--book", book).status == 0)
        let other = scratch.path + "/other.book"
        _ = try Program.run("site", "import", "--book", other, scratch.path + "/site.yaml")
        _ = try Program.run("import", "--book", other, "--format", "avaya-ip-office-smdr", log)
        let period = ["--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv"]
        #expect(
            try Program.run(["calls", "--book", book] + period).output == Program.run(["calls", "--book", other] + period).output)
    }

    @Test("A second process on the book is refused with the first one's number")
    func secondProcess() throws {
        let server = try Program.start(["serve", "--book", book, "--listen", "127.0.0.1:0"])
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        let output = server.standardOutput as? Pipe
        let greeting = String(decoding: output?.fileHandleForReading.availableData ?? Data(), as: UTF8.self)
        #expect(greeting.contains("http://127.0.0.1:"))
        let result = try importing(Data(good.utf8))
        #expect(result.status == 1)
        #expect(result.errors.contains("\(server.processIdentifier)"))
        let reading = try Program.run("calls", "--book", book, "--from", "2026-03-01", "--to", "2026-03-31", "--as", "json")
        #expect(reading.status == 0, "reading goes on beside a server: \(reading.errors)")
    }

    @Test("A port in use, an address that others reach, a wrong address")
    func listening() throws {
        let server = try Program.start(["serve", "--book", book, "--listen", "127.0.0.1:0"])
        let output = server.standardOutput as? Pipe
        let greeting = String(decoding: output?.fileHandleForReading.availableData ?? Data(), as: UTF8.self)
        let port = greeting.split(separator: "\n").first?.split(separator: ":").last?.split(separator: "/").first ?? "0"
        let other = scratch.path + "/second.book"
        _ = try Program.run("site", "import", "--book", other, scratch.path + "/site.yaml")
        let taken = try Program.run("serve", "--book", other, "--listen", "127.0.0.1:\(port)")
        #expect(taken.status == 1)
        #expect(taken.errors.contains(String(port)))
        server.terminate()
        server.waitUntilExit()
        #expect(server.terminationReason == .exit, "SIGTERM ends the server in order")
        #expect(server.terminationStatus == 0)
        let open = try Program.run("serve", "--book", other, "--listen", "0.0.0.0:8080")
        #expect(open.status == 1)
        #expect(open.errors.contains("--certificate"))
    }

    @Test("A book from a newer version is refused and not touched")
    func newerBook() throws {
        let file = book + "/book.sqlite"
        let raise = Process()
        raise.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        raise.arguments = [file, "PRAGMA journal_mode=DELETE; PRAGMA user_version = 9999"]
        raise.standardOutput = FileHandle.nullDevice
        try raise.run()
        raise.waitUntilExit()
        let before = try Data(contentsOf: URL(fileURLWithPath: file))
        let result = try importing(Data(good.utf8))
        #expect(result.status == 1)
        #expect(result.errors.contains("newer"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
    }

    @Test("A tariff with a hole is told by the check, with file and line")
    func hole() throws {
        let site = OfficeCase.site.replacingOccurrences(of: "bands: split", with: "bands: start").replacingOccurrences(
            of: "    rounding: {to: \"0.01\", mode: up}",
            with: "    rounding: {to: \"0.01\", mode: up}\n    week: {day: [\"Mon-Fri 08:00-20:00\"]}")
        let result = try Program.run("tariff", "check", scratch.file("hole.yaml", site))
        #expect(result.status == 1)
        #expect(result.output.contains("hole.yaml:"))
    }
}
