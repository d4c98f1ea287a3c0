import Foundation
import Testing

@Suite("From a file to a bill")
struct ImportCommandTests {
    let scratch: Scratch
    let book: String

    init() throws {
        scratch = try Scratch()
        book = scratch.path + "/test.book"
        let made = try Program.run("site", "import", "--book", book, scratch.file("site.yaml", OfficeCase.site))
        #expect(made.status == 0, "\(made.errors)")
    }

    private func importing(_ data: Data) throws -> [String: Any] {
        let result = try Program.run("import", "--book", book, "--format", "avaya-ip-office-smdr", "--json", "-", input: data)
        #expect(result.status == 0, "\(result.errors)")
        return result.object
    }

    private func sum(_ reasons: Any?) -> Int { (reasons as? [String: Int])?.values.reduce(0, +) ?? 0 }

    private func checkConservation(_ sums: [String: Any]) {
        let count = { (name: String) in sums[name] as? Int ?? -1 }
        #expect(count("lines") == count("linesInRecords") + sum(sums["skipped"]))
        #expect(count("records") == count("new") + count("duplicate") + count("conflict") + count("quarantined"))
    }

    @Test("Importing again stores nothing new and says so; the sums hold")
    func again() throws {
        let log = OfficeCase.log(lines: 3000, seed: 7)
        let first = try importing(log)
        checkConservation(first)
        #expect(first["lines"] as? Int == log.filter { $0 == 10 }.count)
        let stored = try #require(first["new"] as? Int)
        #expect(stored > 2000)
        #expect((first["conflict"] as? Int ?? 0) > 0)
        #expect(sum(first["unrated"]) > 0)
        let before = try Program.run("calls", "--book", book, "--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv").output
        let second = try importing(log)
        checkConservation(second)
        #expect(second["new"] as? Int == 0)
        #expect(second["records"] as? Int == first["records"] as? Int)
        #expect(try Program.run("calls", "--book", book, "--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv").output == before)
        #expect(try Program.run("book", "check", "--book", book).status == 0)
    }

    @Test("A bill worked out by hand")
    func bill() throws {
        // 61 s to Berlin: 2 blocks of 0.05 = 0.10. 61 s to Hamburg: 0.12 + 1 × 6 s × 0.12/60 = 0.132, up to 0.14. Paris has no rate.
        let log =
            OfficeCase.line("2026/03/02 09:15:00", "00:01:01", from: "101", to: "05551234", id: 1)
            + OfficeCase.line("2026/03/03 09:15:00", "00:01:01", from: "101", to: "0040555123", id: 2)
            + OfficeCase.line("2026/03/04 09:15:00", "00:01:01", from: "101", to: "00033155512", id: 3)
            + OfficeCase.line("2026/03/05 09:15:00", "00:01:01", from: "102", to: "05551234", id: 4)
            + OfficeCase.line("2026/04/01 00:00:00", "00:01:01", from: "101", to: "05551234", id: 5)
        let sums = try importing(Data(log.utf8))
        #expect(sums["new"] as? Int == 5)
        #expect(sum(sums["unrated"]) == 1)
        let arguments = ["bill", "--book", book, "--party", "101", "--from", "2026-03-01", "--to", "2026-03-31", "--as"]
        let json = try Program.run(arguments + ["json"])
        #expect(json.status == 0, "\(json.errors)")
        #expect(json.output.contains("\"0.10\""))
        #expect(json.output.contains("\"0.14\""))
        #expect(json.output.contains("\"0.24\""), "0.10 + 0.14: \(json.output)")
        #expect(json.output.contains("no prefix"), "the call to Paris is listed as unrated: \(json.output)")
        let csv = try Program.run(arguments + ["csv"])
        #expect(csv.output.contains("0.24"))
        let html = try Program.run(arguments + ["html"])
        #expect(html.output.contains("0.24"))
        #expect(html.output.contains("Reception"))
    }

    @Test("Our own CSV, imported into an empty book with the same site, gives the same calls")
    func roundTrip() throws {
        _ = try importing(OfficeCase.log(lines: 2000, seed: 11))
        let period = ["--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv"]
        let calls = try Program.run(["calls", "--book", book] + period).output
        let other = scratch.path + "/other.book"
        #expect(try Program.run("site", "import", "--book", other, scratch.path + "/site.yaml").status == 0)
        let result = try Program.run("import", "--book", other, "--format", "tollbook-csv", "--json", "-", input: Data(calls.utf8))
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.object["new"] as? Int == calls.split(separator: "\r\n").count - 1)
        let again = try Program.run(["calls", "--book", other] + period).output
        // The source tells by which way a record came; all else is the same.
        let rows = calls.replacingOccurrences(of: "import-main-avaya-ip-office-smdr", with: "import-main-tollbook-csv").split(
            separator: "\r\n")
        let rowsAgain = again.split(separator: "\r\n")
        #expect(rows.count == rowsAgain.count)
        for (row, rowAgain) in zip(rows, rowsAgain) where row != rowAgain { Issue.record("\(row)\n\(rowAgain)") }
    }

    @Test("What is wrong is said, and nothing is made of it")
    func wrong() throws {
        let noBook = try Program.run(
            "import", "--book", scratch.path + "/none.book", "--format", "avaya-ip-office-smdr", "-", input: Data())
        #expect(noBook.status == 1)
        #expect(noBook.errors.contains("none.book"))
        let broken = try scratch.file("broken.yaml", OfficeCase.site.replacingOccurrences(of: "EUR", with: "EUX"))
        let refused = try Program.run("site", "import", "--book", scratch.path + "/new.book", broken)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("EUX"))
        #expect(refused.errors.contains("broken.yaml:1"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/new.book/book.sqlite"))
        let party = try Program.run(
            "bill", "--book", book, "--party", "nobody", "--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv")
        #expect(party.status == 1)
        #expect(party.errors.contains("nobody"))
        let dates = try Program.run(
            "bill", "--book", book, "--party", "101", "--from", "2026-03-31", "--to", "2026-03-01", "--as", "csv")
        #expect(dates.status == 2)
    }
}
