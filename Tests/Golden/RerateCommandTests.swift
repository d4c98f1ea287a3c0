import Foundation
import Testing

@Suite("Rating again and correcting by the program", .serialized)
struct RerateCommandTests {
    private let scratch: Scratch
    private let book: String
    private static let period = ["--from", "2026-03-01", "--to", "2026-03-31"]

    init() throws {
        scratch = try Scratch()
        book = scratch.path + "/office.book"
        #expect(try Program.run("site", "import", "--book", book, scratch.file("site.yaml", OfficeCase.site)).status == 0)
    }

    /// The price of local calls is doubled.
    private func raise(_ book: String) throws {
        let dearer = try scratch.file("dearer.yaml", OfficeCase.site.replacingOccurrences(of: "\"0.05\"", with: "\"0.10\""))
        #expect(try Program.run("site", "import", "--book", book, dearer).status == 0)
    }

    private func importing(_ data: Data) throws {
        #expect(try Program.run("import", "--book", book, "--format", "avaya-ip-office-smdr", "-", input: data).status == 0)
    }

    private func calls() throws -> [[String: Any]] {
        let result = try Program.run(["calls", "--book", book, "--as", "json"] + Self.period)
        return try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    }

    private func prices() throws -> [String] { try calls().map { $0["price"] as? String ?? $0["state"] as? String ?? "" } }

    private func two() throws {
        let lines = [
            OfficeCase.line("2026/03/02 09:15:00", "00:01:01", from: "101", to: "0305551234", id: 1),
            OfficeCase.line("2026/03/02 09:25:00", "00:01:01", from: "102", to: "00171555123", id: 2),
        ]
        try importing(Data(lines.joined().utf8))
    }

    /// Two begun minutes at 0.05 become two at 0.10.
    @Test("Proposed, shown, listed, accepted; the rest of the command is as it was")
    func proposeAccept() throws {
        try two()
        #expect(try prices() == ["0.10", "0.14"])
        try raise(book)
        let unrated = try Program.run(["rerate", "--book", book, "--json"] + Self.period)
        #expect(unrated.status == 0 && unrated.object["changed"] as? Int == 0)
        let proposed = try Program.run(["rerate", "--book", book, "--all"] + Self.period)
        #expect(proposed.status == 0, "\(proposed.errors)")
        for part in ["Re-rating 1 (ready): 2026-03-01 to 2026-03-31, all calls", "2 records looked at, 1 calls would change", "--accept 1"]
        {
            #expect(proposed.output.contains(part), "\(proposed.output)")
        }
        #expect(try prices() == ["0.10", "0.14"])
        let report = try Program.run("rerate", "--book", book, "--report", "1", "--json").object
        let parties = try #require(report["parties"] as? [[String: Any]])
        #expect(parties.map { $0["party"] as? String } == ["101", "102"])
        #expect(parties.map { $0["difference"] as? String } == ["0.10", "0.00"])
        #expect(report["differing"] as? Int == 1 && report["state"] as? String == "ready")
        #expect(try Program.run("rerate", "--book", book, "--list").output.contains("1  ready"))
        let accepted = try Program.run("rerate", "--book", book, "--accept", "1", "--json")
        #expect(accepted.status == 0 && accepted.object["state"] as? String == "accepted" && accepted.object["changed"] as? Int == 1)
        #expect(try prices() == ["0.20", "0.14"])
        #expect(try Program.run("book", "check", "--book", book).output == "All is well.\n")
        #expect(try Program.run("rerate", "--book", book, "--accept", "1").status == 1)

        let other = try Program.run(["rerate", "--book", book, "--party", "102", "--json"] + Self.period)
        #expect(other.object["party"] as? [String] == ["102"] && other.object["differing"] as? Int == 0)
        #expect(try Program.run("rerate", "--book", book, "--drop", "2").status == 0)
        #expect(try Program.run("rerate", "--book", book, "--report", "2").status == 1)
    }

    @Test("What does not go together is wrong usage; what is not there is an error in words")
    func wrong() throws {
        try two()
        for wrong in [
            ["--all"], ["--list", "--accept", "1"], ["--all", "--party", "101"] + Self.period, ["--accept", "1"] + Self.period,
        ] {
            let result = try Program.run(["rerate", "--book", book] + wrong)
            #expect(result.status == 2 && result.output.isEmpty && !result.errors.isEmpty, "\(wrong): \(result.errors)")
        }
        let nobody = try Program.run(["rerate", "--book", book, "--party", "nobody"] + Self.period)
        #expect(nobody.status == 1 && nobody.errors.contains("there is no party \"nobody\""))
        #expect(try Program.run("rerate", "--book", book, "--accept", "9").status == 1)
    }

    @Test("A call is corrected by its id, and the correction undone by its number")
    func correct() throws {
        try two()
        let id = try #require(calls()[0]["id"] as? String)
        func correct(_ arguments: String...) throws -> Program.Result {
            try Program.run(["calls", "correct", "--book", book] + arguments)
        }
        let made = try correct("--call", id, "--write-off", "--reason", "wrong number")
        #expect(made.status == 0 && made.output == "Correction 1 is made. It is undone with --undo 1.\n", "\(made.errors)")
        #expect(try prices() == ["writtenOff", "0.14"] && calls()[0]["reason"] as? String == "written off")
        #expect(try correct("--call", id, "--private", "--reason", "home").status == 0)
        #expect(try calls()[0]["private"] as? Bool == true)
        #expect(try correct("--call", id, "--to-party", "102", "--reason", "his").status == 0)
        #expect(try calls()[0]["party"] as? String == "102")
        #expect(try correct("--undo", "3", "--reason", "not his").output == "Correction 3 is undone.\n")
        let later = try correct("--undo", "3", "--reason", "again")
        #expect(later.status == 1 && later.errors.contains("undone already"))
        #expect(try correct("--undo", "1", "--reason", "right number").status == 0)
        #expect(try prices() == ["0.10", "0.14"])
        #expect(try correct("--call", id, "--write-off", "--private", "--reason", "x").status == 2)
        #expect(try correct("--call", id, "--write-off").status == 2)
        #expect(try correct("--call", id, "--account", "", "--reason", "x").status == 1)
        #expect(try Program.run("book", "check", "--book", book).output == "All is well.\n")
        let again = scratch.path + "/again.book"
        #expect(try Program.run("book", "rebuild", "--book", book, "--to", again).status == 0)
        #expect(try Program.run(["calls", "--book", again, "--as", "json"] + Self.period).output.contains("\"private\":true"))
    }

    @Test("Killed while charges are proposed and taken, at random moments: it goes on, and ends in the tables of an undisturbed run")
    func killed() throws {
        try importing(OfficeCase.log(lines: 30_000, seed: 5))
        try raise(book)
        let undisturbed = scratch.path + "/undisturbed.book"
        try FileManager.default.copyItem(atPath: book, toPath: undisturbed)
        let begin = Date()
        #expect(try Program.run(["rerate", "--book", undisturbed, "--all"] + Self.period).status == 0)
        #expect(try Program.run("rerate", "--book", undisturbed, "--accept", "1").status == 0)
        let whole = Date().timeIntervalSince(begin) / 2
        let seed = ProcessInfo.processInfo.environment["TOLLBOOK_SEED"].flatMap(UInt64.init) ?? UInt64(begin.timeIntervalSince1970)
        print("kill test of re-rating: seed \(seed)")
        var random = OfficeCase.Random(seed: seed)
        var kills = 0
        /// Killed again and again; what is left in the end is done without a kill.
        func disturb(_ first: [String], goOn: [String], tries: Int) throws {
            var arguments = first
            for _ in 0..<tries {
                let process = try Program.start(["rerate", "--book", book] + arguments)
                usleep(UInt32(random.below(Int(whole * 700_000) + 1)))
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                if process.terminationReason == .uncaughtSignal { kills += 1 }
                if try !Program.run("rerate", "--book", book, "--list", "--json").output.isEmpty { arguments = goOn }
            }
            let last = try Program.run(["rerate", "--book", book] + arguments)
            #expect(last.status == 0 || last.errors.contains("is accepted"), "\(last.errors)")
        }
        try disturb(["--all"] + Self.period, goOn: ["--continue", "1"], tries: 6)
        try disturb(["--accept", "1"], goOn: ["--accept", "1"], tries: 10)
        // On a machine that others use some tries come too late to kill anything.
        #expect(kills > 2)
        let (found, expected) = (try tables(book), try tables(undisturbed))
        for (table, content) in expected { #expect(found[table] == content, "\(table), seed \(seed)") }
        #expect(try Program.run("book", "check", "--book", book).output == "All is well.\n")
    }

    private func tables(_ book: String) throws -> [String: String] {
        let queries = [
            "call": "SELECT * FROM \"call\" ORDER BY 1, 2, 3, 4, 5", "summary_day": "SELECT * FROM summary_day ORDER BY 1, 2, 3, 4, 5",
            "summary_hour": "SELECT * FROM summary_hour ORDER BY 1, 2, 3, 4, 5, 6",
            "rerating": "SELECT number, state, calls, differing, changed, anew FROM rerating",
            "rerating_sum": "SELECT * FROM rerating_sum ORDER BY 1, 2, 3, 4, 5, 6", "step": "SELECT kind, count(*) FROM step GROUP BY kind",
        ]
        return try queries.mapValues { query in
            let result = try Program.run(["-readonly", "-quote", book + "/book.sqlite", query], program: "/usr/bin/sqlite3")
            #expect(result.status == 0)
            return result.output
        }
    }
}
