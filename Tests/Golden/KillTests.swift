import Foundation
import Testing

@Suite("kill -9", .serialized)
struct KillTests {
    static let isSoak = ProcessInfo.processInfo.environment["TOLLBOOK_SOAK"] == "1"
    static let kills = isSoak ? 1000 : 50

    /// Every table whose content must not depend on the kills; times of day and what names them are left out.
    static let queries = [
        "SELECT * FROM \"call\" ORDER BY 1, 2, 3, 4, 5", "SELECT * FROM summary_day ORDER BY 1, 2, 3, 4, 5",
        "SELECT * FROM summary_hour ORDER BY 1, 2, 3, 4, 5, 6", "SELECT * FROM name ORDER BY kind, number",
        "SELECT * FROM raw_position ORDER BY 1",
        "SELECT import, line, line_count, raw_offset, raw_count, reason FROM skip ORDER BY 1, 2",
        "SELECT import, kind, reason, number FROM import_count ORDER BY 1, 2, 3",
        "SELECT physical_lines, lines_in_records, records, new, duplicate, repeated, conflict, quarantined, state FROM import",
        "SELECT stamp, switch, called, calling, leg, duration, raw_offset, raw_count, decision FROM conflict ORDER BY 1, 2, 3, 4, 5, 6",
    ]

    private func tables(_ book: String) throws -> [String] {
        try Self.queries.map { try rows(book, $0) }
    }

    private func rows(_ book: String, _ query: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        process.arguments = ["-readonly", "-quote", book + "/book.sqlite", query]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }

    @Test("An importer killed at random moments ends in the tables of an undisturbed run")
    func importer() throws {
        let scratch = try Scratch()
        let site = try scratch.file("site.yaml", OfficeCase.site)
        let log = scratch.path + "/calls.log"
        try OfficeCase.log(lines: 60_000, seed: 23).write(to: URL(fileURLWithPath: log))
        let undisturbed = scratch.path + "/undisturbed.book"
        _ = try Program.run("site", "import", "--book", undisturbed, site)
        let begin = Date()
        #expect(try Program.run("import", "--book", undisturbed, "--format", "avaya-ip-office-smdr", log).status == 0)
        let whole = Date().timeIntervalSince(begin)
        let expected = try tables(undisturbed)

        let seed = ProcessInfo.processInfo.environment["TOLLBOOK_SEED"].flatMap(UInt64.init) ?? UInt64(begin.timeIntervalSince1970)
        print("kill test: seed \(seed)")
        var random = OfficeCase.Random(seed: seed)
        var kills = 0
        var round = 0
        while kills < Self.kills {
            round += 1
            let book = scratch.path + "/round\(round).book"
            _ = try Program.run("site", "import", "--book", book, site)
            var finished = false
            for _ in 0..<10 where !finished {
                let process = try Program.start(["import", "--book", book, "--format", "avaya-ip-office-smdr", log])
                usleep(UInt32(random.below(Int(whole * 1_000_000) + 1)))
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                finished = process.terminationReason == .exit
                if !finished { kills += 1 }
                // Killed behind its last commit, before it could end: importing again would be another import.
                finished = try finished || rows(book, "SELECT count(*) FROM import WHERE state = 'done'") == "1\n"
            }
            if !finished { #expect(try Program.run("import", "--book", book, "--format", "avaya-ip-office-smdr", log).status == 0) }
            let found = try tables(book)
            for (index, query) in Self.queries.enumerated() where found[index] != expected[index] {
                Issue.record("seed \(seed), round \(round): \(query) differs")
            }
            try FileManager.default.removeItem(atPath: book)
        }
    }
}
