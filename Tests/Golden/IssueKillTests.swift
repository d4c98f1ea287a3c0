import Foundation
import Testing

@Suite("kill -9 of a run of bills", .serialized)
struct IssueKillTests {
    private static let kills = KillTests.isSoak ? 300 : 12
    private static let parties = 30

    /// - Parameter more: further keys of each party.
    private static func site(_ more: String = "") -> String {
        let parties = (0..<Self.parties).map {
            "  - {id: \"p\(100 + $0)\", numbers: [{number: \"\(100 + $0)\", from: 2026-01-01}]\(more)}"
        }
        return """
            site: {zone: UTC, currency: USD, defaultTable: {price: t}}
            switches: [{id: main, format: tollbook-csv}]
            parties:
            \(parties.joined(separator: "\n"))
            rateTables: [{id: t, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.10"}]}}]}]}]
            packages: [{id: p, rules: [{allowance: {calls: 3}}], assigned: [{party: "p100", from: 2026-01-01}]}]

            """
    }

    private static var calls: String {
        var text =
            "stamp,switch,called,calling,leg,start,duration,ring,span,direction,answered,extension,trunk,account,pulses,sourceIP,link,"
            + "followsLegs,charge,currency\n"
        for party in 0..<parties {
            for call in 0..<20 {
                let stamp = "2026-0\(3 + call % 2)-\(10 + call)T09:\(10 + party):00"
                text += "\(stamp),main,4917\(call),\(100 + party),,\(stamp),\(30 + call * 20),,,out,yes,,,,,,,,,\n"
            }
        }
        return text
    }

    /// The same with a mail address for each party.
    private static var mailedSite: String {
        site(", email: [a@example.com]")
            + "mail: {server: 127.0.0.1, port: 9, security: none, from: t@example.com}\n"
    }

    /// Every bill is there once, numbers have no hole, each call is on one bill, and what is on bills is what was charged.
    private func check(_ book: String) throws {
        let numbers = try Program.run("bills", "list", "--book", book, "--json", "--limit", "1000").objects.compactMap {
            $0["number"] as? Int
        }
        #expect(numbers == (1...(2 * Self.parties)).reversed().map { $0 })
        let found = try Program.run("reconcile", "--book", book, "--from", "2026-03-01", "--to", "2026-04-30", "--json")
        #expect(found.status == 0, "\(found.output)")
        #expect(found.objects.count == Self.parties)
        for party in found.objects {
            #expect(party["sum"] as? String == party["billed"] as? String && party["unbilled"] as? String == "0.00", "\(party)")
            #expect(party["calls"] as? Int == 20)
        }
        let checked = try Program.run("book", "check", "--book", book)
        #expect(checked.status == 0, "\(checked.output)")
    }

    /// Starts a run and kills it at random moments, at most eight times, then lets it come to its end.
    /// - Parameter whole: how long a run that nobody disturbs takes, in seconds.
    /// - Returns: how often it was killed.
    private func kill(_ run: [String], _ whole: inout Double, _ random: inout OfficeCase.Random) throws -> Int {
        var (kills, finished) = (0, false)
        for _ in 0..<8 where !finished {
            let begin = Date()
            let process = try Program.start(run)
            usleep(UInt32(random.below(Int(whole * 1_000_000) + 1)))
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            finished = process.terminationReason == .exit
            if finished { whole = Date().timeIntervalSince(begin) } else { kills += 1 }
        }
        let last = try Program.run(run)
        #expect(last.status == 0, "\(last.errors)")
        return kills
    }

    @Test("No number is missing or used twice, no call is billed twice or left out")
    func killed() throws {
        let scratch = try Scratch()
        let site = try scratch.file("site.yaml", Self.site())
        let calls = try scratch.file("calls.csv", Self.calls)
        let seed = ProcessInfo.processInfo.environment["TOLLBOOK_SEED"].flatMap(UInt64.init) ?? UInt64(Date().timeIntervalSince1970)
        print("kill test of bills: seed \(seed)")
        var random = OfficeCase.Random(seed: seed)
        var (kills, round, whole) = (0, 0, 0.5)
        while kills < Self.kills {
            round += 1
            let book = scratch.path + "/round\(round).book"
            #expect(try Program.run("site", "import", "--book", book, site).status == 0)
            #expect(try Program.run("import", "--book", book, "--format", "tollbook-csv", calls).status == 0)
            let run = ["bills", "issue", "--book", book, "--all", "--from", "2026-03-01", "--to", "2026-04-30"]
            kills += try kill(run, &whole, &random)
            try check(book)
            try FileManager.default.removeItem(atPath: book)
        }
    }

    /// The run writes two files of each bill into a folder and a mail into the outbox. Cut off anywhere and run again, each is there once,
    /// with the bytes of a run that nobody disturbed.
    @Test("A whole run, with files and mails: none is missing or there twice")
    func killedWhole() throws {
        let scratch = try Scratch()
        let site = try scratch.file("site.yaml", Self.mailedSite)
        let calls = try scratch.file("calls.csv", Self.calls)
        let seed = ProcessInfo.processInfo.environment["TOLLBOOK_SEED"].flatMap(UInt64.init) ?? UInt64(Date().timeIntervalSince1970)
        print("kill test of a run of bills: seed \(seed)")
        var random = OfficeCase.Random(seed: seed)
        var (kills, round, whole) = (0, 0, 1.0)
        while kills < Self.kills {
            round += 1
            let (book, out) = (scratch.path + "/round\(round).book", scratch.path + "/out\(round)")
            #expect(try Program.run("site", "import", "--book", book, site).status == 0)
            #expect(try Program.run("import", "--book", book, "--format", "tollbook-csv", calls).status == 0)
            let run = [
                "bills", "run", "--book", book, "--from", "2026-03-01", "--to", "2026-04-30", "--folder", out, "--as", "csv", "--as",
                "json",
                "--mail",
            ]
            kills += try kill(run, &whole, &random)
            try check(book)
            let numbers = Set(1...(2 * Self.parties))
            let files = try FileManager.default.contentsOfDirectory(atPath: out)
            #expect(Set(files.filter { !$0.hasPrefix(".") }) == Set(numbers.flatMap { ["bill-\($0).csv", "bill-\($0).json"] }))
            for number in numbers {
                let shown = try Program.run("bills", "show", "\(number)", "--book", book, "--as", "json").output
                #expect(try String(contentsOfFile: out + "/bill-\(number).json", encoding: .utf8) == shown, "bill \(number)")
            }
            let counts = try #require(try Program.run("alerts", "--book", book, "--json").object["counts"] as? [String: Any])
            #expect(counts["waiting"] as? Int == 2 * Self.parties && counts["digest"] as? Int == 0, "\(counts)")
            try FileManager.default.removeItem(atPath: book)
        }
    }
}
