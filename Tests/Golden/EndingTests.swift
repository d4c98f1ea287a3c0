import Foundation
import Testing

@Suite("An import that is asked to end, or has too little of something, loses nothing (X8)", .serialized)
struct EndingTests {
    let scratch: Scratch
    let book: String

    init() throws {
        scratch = try Scratch()
        book = scratch.path + "/test.book"
        #expect(try Program.run("site", "import", "--book", book, scratch.file("site.yaml", OfficeCase.site)).status == 0)
    }

    private func count(_ sums: [String: Any], _ name: String) -> Int { sums[name] as? Int ?? -1 }

    @Test("SIGTERM ends it with what had arrived stored, also while it waits for a silent pipe", arguments: [SIGTERM, SIGINT])
    func asked(signal: Int32) throws {
        let log = OfficeCase.log(lines: 4000, seed: 9)
        let half = log.prefix(log.count / 2)
        let process = try Program.start(["import", "--book", book, "--format", "avaya-ip-office-smdr", "-"])
        let input = try #require(process.standardInput as? Pipe)
        try input.fileHandleForWriting.write(contentsOf: half)
        // The raw log has taken all of it: the program waits for more.
        let raw = book + "/raw/import-main-avaya-ip-office-smdr"
        for _ in 0..<200 {
            usleep(50_000)
            let files = (try? FileManager.default.contentsOfDirectory(atPath: raw)) ?? []
            let sizes = files.map { (try? FileManager.default.attributesOfItem(atPath: raw + "/" + $0)[.size] as? Int) ?? 0 }
            if sizes.reduce(0, +) >= half.count { break }
        }
        usleep(300_000)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 1)
        let said = String(decoding: (process.standardError as? Pipe)?.fileHandleForReading.readDataToEndOfFile() ?? Data(), as: UTF8.self)
        #expect(said.contains("stopped"), "\(said)")
        let calls = try Program.run("calls", "--book", book, "--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv")
        #expect(calls.output.components(separatedBy: "\r\n").count > 1900, "what was whole of the half is in the book")
        let again = try Program.run(
            "import", "--book", book, "--format", "avaya-ip-office-smdr", "--json", "-", input: log)
        #expect(again.status == 0, "\(again.errors)")
        let fresh = scratch.path + "/fresh.book"
        _ = try Program.run("site", "import", "--book", fresh, scratch.path + "/site.yaml")
        _ = try Program.run("import", "--book", fresh, "--format", "avaya-ip-office-smdr", "-", input: log)
        let whole = try Program.run("calls", "--book", fresh, "--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv").output
        #expect(try Program.run("calls", "--book", book, "--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv").output == whole)
        #expect(try Program.run("book", "check", "--book", book).output == "All is well.\n")
    }

    @Test("In 256 MB of memory: a line of 300 MB without an end, then a good one (C3)")
    func longLine() throws {
        let file = scratch.path + "/long.log"
        try Data().write(to: URL(fileURLWithPath: file))
        let handle = try #require(FileHandle(forWritingAtPath: file))
        let size: UInt64 = KillTests.isSoak ? 1_000_000_000 : 300_000_000
        try handle.truncate(atOffset: size)
        try handle.seek(toOffset: size)
        let good = "\n" + OfficeCase.line("2026/03/02 09:15:00", "00:01:01", from: "101", to: "05551234", id: 1)
        try handle.write(contentsOf: Data(good.utf8))
        try handle.close()
        let result = try Program.limited(
            "--data=268435456", "import", "--book", book, "--format", "avaya-ip-office-smdr", "--json", file)
        #expect(result.status == 0, "\(result.errors)")
        #expect(count(result.object, "lines") == 2)
        #expect(count(result.object, "new") == 1)
        #expect((result.object["skipped"] as? [String: Int]) == ["too long": 1])
    }

    @Test("In 256 MB of memory: many calls")
    func manyCalls() throws {
        let log = scratch.path + "/many.log"
        try OfficeCase.log(lines: KillTests.isSoak ? 1_000_000 : 150_000, seed: 10).write(to: URL(fileURLWithPath: log))
        let result = try Program.limited(
            "--data=268435456", "import", "--book", book, "--format", "avaya-ip-office-smdr", "--json", log)
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test("Without file descriptors it says so and ends; later all is there", arguments: [10, 11, 12, 13, 14, 15, 16])
    func noDescriptors(limit: Int) throws {
        let log = scratch.path + "/calls.log"
        try OfficeCase.log(lines: 500, seed: 12).write(to: URL(fileURLWithPath: log))
        let poor = try Program.limited(
            "--nofile=\(limit)", "import", "--book", book, "--format", "avaya-ip-office-smdr", "--json", log)
        #expect(poor.status == 0 || poor.status == 1, "no signal ends it")
        #expect(poor.status == 0 || poor.errors.contains("open files"), "\(poor.errors)")
        let rich = try Program.run("import", "--book", book, "--format", "avaya-ip-office-smdr", "--json", log)
        #expect(rich.status == 0, "\(rich.errors)")
        #expect(try Program.run("book", "check", "--book", book).output == "All is well.\n")
    }

    @Test("What it makes is for its owner alone, whatever the umask (S1)")
    func rights() throws {
        let log = scratch.path + "/calls.log"
        try OfficeCase.log(lines: 500, seed: 13).write(to: URL(fileURLWithPath: log))
        let other = "other.book"
        let site = scratch.path + "/site.yaml"
        _ = try Program.limited("--core=0", "site", "import", "--book", scratch.path + "/" + other, site)
        _ = try Program.limited(
            "--core=0", "import", "--book", scratch.path + "/" + other, "--format", "avaya-ip-office-smdr", log)
        _ = try Program.limited("--core=0", "book", "backup", "--book", scratch.path + "/" + other, scratch.path + "/\(other)/copy")
        let rights = try scratch.rights(below: other)
        #expect(rights["copy"] == 0o600)
        #expect(rights.count > 5)
        for (path, mode) in rights { #expect(mode == 0o600 || mode == 0o700, "\(path)") }
    }
}
