import Foundation
import Model
import Service
import Store
import Testing

@Suite("Our own export, imported into an empty book with the same site, gives the same calls (O1)")
struct RoundTripTests {
    let scratch: Scratch
    private static let period = ["--from", "2026-01-01", "--to", "2026-12-31", "--as", "csv"]
    private static let hostile = [
        "<script>", "'><img src=x onerror=y>", "' OR 1=1--", "=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", " =1", "'=1", "{{x}}", "%n",
        "../../x", "a\u{0}b", "\u{1B}[2J", "\u{202E}x", "\u{600}<", "\u{FEFF}", "'101", "a;b",
        String(repeating: "9=", count: 5000),
    ]
    private static let site = OfficeCase.site.replacingOccurrences(
        of: "trunks:",
        with: """
              - id: gate
                format: asterisk-cdr-csv
                dialPlan: {countryCode: "49", areaCode: "30", trunkPrefix: "0", internationalPrefix: ["00"], extensionLength: [4]}
            trunks:
            """)

    init() throws { scratch = try Scratch() }

    private func newBook(_ name: String) throws -> String {
        let book = scratch.path + "/" + name
        let made = try Program.run("site", "import", "--book", book, scratch.file("site.yaml", Self.site))
        #expect(made.status == 0, "\(made.errors)")
        return book
    }

    @discardableResult
    private func importing(_ data: Data, into book: String, _ options: String...) throws -> [String: Any] {
        let result = try Program.run(["import", "--book", book, "--json"] + options + ["-"], input: data)
        #expect(result.status == 0, "\(result.errors)")
        return result.object
    }

    private func export(_ book: String) throws -> String {
        let result = try Program.run(["calls", "--book", book] + Self.period)
        #expect(result.status == 0, "\(result.errors)")
        return result.output
    }

    /// Exports, imports, exports again: but for the source all is the same.
    private func check(_ book: String) throws {
        let first = try export(book)
        let other = try newBook("copy.book")
        let sums = try importing(Data(first.utf8), into: other, "--format", "tollbook-csv", "--switch", "main")
        #expect(sums["duplicate"] as? Int == 0)
        #expect(sums["conflict"] as? Int == 0)
        let second = try export(other)
        func plain(_ text: String) -> [String] {
            text.replacing(/import-[a-z]+-[a-z-]+/, with: "").components(separatedBy: "\r\n")
        }
        let (one, two) = (plain(first), plain(second))
        #expect(one.count == two.count)
        for (a, b) in zip(one, two) where a != b {
            Issue.record("\(a)\n\(b)")
            break
        }
        #expect(try Program.run("book", "check", "--book", other).status == 0)
    }

    @Test("Transfers, conflicts that were accepted, quarantined calls")
    func decisions() throws {
        let book = try newBook("first.book")
        var log = OfficeCase.log(lines: 3000, seed: 41)
        // The hour that does not exist, and one in the future.
        log += Data(OfficeCase.line("2026/03/29 02:30:00", "00:01:01", from: "101", to: "05551234", id: 1).utf8)
        log += Data(OfficeCase.line("2099/01/01 02:30:00", "00:01:01", from: "101", to: "05551234", id: 2).utf8)
        let sums = try importing(log, into: book, "--format", "avaya-ip-office-smdr")
        #expect(sums["quarantined"] as? Int == 2)
        #expect((sums["free"] as? [String: Int])?["leg of another record"] ?? 0 > 100)
        do {
            let opened = try OpenBook.open(book, for: .writing)
            let caller = Caller(kind: .console, name: "test", role: .administrator)
            let open = try opened.conflicts(caller: caller)
            #expect(open.count > 10)
            for (index, conflict) in open.enumerated() {
                let decision: ConflictDecision = [.instead, .own, .rejected][index % 3]
                try opened.decide(conflict.number, decision, reason: "as the test says", caller: caller)
            }
            try opened.store.close()
        }
        #expect(try Program.run("book", "check", "--book", book).output == "All is well.\n")
        try check(book)
        // The decisions hold when the log comes again.
        let before = try export(book)
        let again = try importing(log, into: book, "--format", "avaya-ip-office-smdr")
        #expect(again["new"] as? Int == 0)
        #expect(again["conflict"] as? Int ?? -1 < sums["conflict"] as? Int ?? 0)
        #expect(try export(book) == before)
    }

    @Test("Texts that mean something elsewhere")
    func hostile() throws {
        let book = try newBook("first.book")
        var log = ""
        for (index, text) in Self.hostile.enumerated() {
            let quoted = "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
            let stamp = "\"2026-03-02 10:\(10 + index):00\""
            log += "\(quoted),\(quoted),\(quoted),\"pre-rec\",\"x\",\"SIP/\(index)-1\",\"SIP/x-1\",\"Dial\",\"x\","
            log += "\(stamp),\(stamp),\(stamp),9,9,\"ANSWERED\",\"DOCUMENTATION\",\"1.\(index)\",\(quoted)\n"
        }
        let sums = try importing(Data(log.utf8), into: book, "--format", "asterisk-cdr-csv", "--switch", "gate")
        #expect(sums["new"] as? Int == Self.hostile.count)
        try check(book)
        let json = try Program.run("calls", "--book", book, "--from", "2026-03-02", "--to", "2026-03-02", "--as", "json")
        let calls = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
        #expect(calls?.count == Self.hostile.count)
        let callers = Set(calls?.compactMap { $0["calling"] as? String } ?? [])
        for text in Self.hostile where !text.contains("\u{0}") { #expect(callers.contains(text)) }
    }

    @Test("The night in which the clocks are put back")
    func doubleHour() throws {
        let book = try newBook("first.book")
        // In the order in which they ended: a long call that began before others of its hour stands behind them.
        let log = [
            ("02:20:00", "00:01:00"), ("02:10:00", "01:00:00"), ("02:40:00", "00:45:00"), ("02:20:30", "00:02:00"),
            ("03:00:00", "00:01:00"),
            ("03:00:00", "00:01:00"),
        ].enumerated().map { index, call in
            OfficeCase.line("2026/10/25 " + call.0, call.1, from: "101", to: "0555\(1000 + index)", id: index + 1)
        }.joined()
        try importing(Data(log.utf8), into: book, "--format", "avaya-ip-office-smdr")
        // The last but one of them lies in the second pass of the hour.
        #expect(try export(book).contains("2026-10-25T01:20:30Z"))
        try check(book)
    }
}
