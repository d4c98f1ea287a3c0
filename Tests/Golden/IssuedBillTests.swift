import Foundation
import Testing

/// Bills that were issued: numbers, what stands on them, late calls, credit notes.
@Suite("Issued bills")
struct IssuedBillTests {
    /// A minute begun costs 0.10; two calls a month are free; 10 % are taken off all calls to 44.
    private static let site = """
        site: {zone: UTC, currency: USD, defaultTable: {price: t}}
        switches: [{id: main, format: tollbook-csv}]
        callTypes: [{id: mobile, name: Mobile, colour: ["#b45309", "#fbbf24"]}, {id: local, name: Local, colour: ["#15803d", "#4ade80"]}]
        numbering: [{prefix: "49", type: mobile, destination: M}, {prefix: "44", type: local, destination: L}]
        parties:
          - {id: a, name: Alice, numbers: [{number: "101", from: 2026-01-01}]}
          - {id: b, name: Bob, numbers: [{number: "102", from: 2026-01-01}]}
        rateTables: [{id: t, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.10"}]}}]}]}]
        packages:
          - id: p
            rules: [{when: {type: [mobile]}, allowance: {calls: 2}}, {when: {type: [local]}, percent: "10"}]
            assigned: [{party: a, from: 2026-01-01}]
        taxes: [{id: vat, name: VAT, rates: [{from: 2026-01-01, percent: "20"}], types: [mobile, local]}]
        recurring: [{id: line, name: Line, party: a, amount: "4.00", every: month, from: 2026-01-01, tax: vat}]

        """

    private static let heading =
        "stamp,switch,called,calling,leg,start,duration,ring,span,direction,answered,extension,trunk,account,pulses,sourceIP,link,"
        + "followsLegs,charge,currency\n"

    private static func call(_ stamp: String, _ called: String, _ seconds: Int, from: String = "101") -> String {
        "\(stamp),main,\(called),\(from),,\(stamp),\(seconds),,,out,yes,,,,,,,,,\n"
    }

    private struct Desk {
        let scratch: Scratch
        var book: String { scratch.path + "/a.book" }

        init() throws {
            scratch = try Scratch()
            let site = scratch.path + "/site.yaml"
            try IssuedBillTests.site.write(toFile: site, atomically: true, encoding: .utf8)
            try #require(Program.run("site", "import", "--book", book, site).status == 0)
        }

        func take(_ calls: String...) throws {
            let done = try Program.run(
                "import", "--book", book, "--format", "tollbook-csv", "-", input: Data((IssuedBillTests.heading + calls.joined()).utf8))
            #expect(done.status == 0, "\(done.errors)")
        }

        func bills(_ arguments: String...) throws -> Program.Result {
            try Program.run(["bills"] + [arguments[0], "--book", book] + arguments.dropFirst())
        }

        func issue(_ first: String, _ last: String, party: String = "a") throws -> Program.Result {
            try bills("issue", "--party", party, "--from", first, "--to", last, "--json")
        }

        func bill(_ number: Int) throws -> [String: Any] {
            try #require(bills("show", "\(number)", "--as", "json").object["bill"] as? [String: Any])
        }

        func reconcile(_ first: String, _ last: String) throws -> [[String: Any]] {
            let result = try Program.run("reconcile", "--book", book, "--from", first, "--to", last, "--json")
            #expect(result.status == 0, "\(result.output)\(result.errors)")
            return result.objects
        }
    }

    /// March of a: mobile 60 s and 120 s are the two free ones; the third, 60 s, costs 0.10; local 120 s, 0.20 less 10 % = 0.18. Sum 0.28,
    /// line 4.00, VAT 20 % of 4.28 = 0.856 → 0.86: 5.14.
    /// A mobile call of March 2, 180 s, that comes when that was billed: the two free ones are used up, it costs 0.30. A local one of 60 s:
    /// 0.09. On April's bill: mobile 60 s, free; earlier calls 0.39; line 4.00; VAT of 4.39 = 0.878 → 0.88: 5.27.
    @Test("Late calls go onto the next bill, by their own start and without the allowance of the billed month")
    func lateCalls() throws {
        let desk = try Desk()
        try desk.take(
            Self.call("2026-03-03T09:00:00", "4917", 60), Self.call("2026-03-04T09:00:00", "4917", 120),
            Self.call("2026-03-05T09:00:00", "4917", 60), Self.call("2026-03-06T09:00:00", "4420", 120),
            Self.call("2026-04-02T09:00:00", "4917", 60), Self.call("2026-03-04T10:00:00", "4917", 60, from: "102"))
        let first = try desk.issue("2026-03-01", "2026-03-31")
        #expect(first.object["number"] as? Int == 1 && first.object["total"] as? String == "5.14", "\(first.output)\(first.errors)")
        let march = try desk.bill(1)
        #expect(march["number"] as? Int == 1 && march["sum"] as? String == "0.28" && march["total"] as? String == "5.14")
        #expect((march["calls"] as? [[String: Any]])?.map { $0["final"] as? String } == ["0.00", "0.00", "0.10", "0.18"])

        try desk.take(Self.call("2026-03-02T09:00:00", "4917", 180), Self.call("2026-03-07T09:00:00", "4420", 60))
        #expect(try desk.bill(1)["total"] as? String == "5.14")
        #expect(try desk.reconcile("2026-03-01", "2026-03-31").map { $0["unbilled"] as? String } == ["0.39", "0.10"])
        let second = try desk.issue("2026-04-01", "2026-04-30")
        #expect(second.object["number"] as? Int == 2 && second.object["total"] as? String == "5.27", "\(second.output)\(second.errors)")
        let april = try desk.bill(2)
        #expect(april["sum"] as? String == "0.00" && april["earlierSum"] as? String == "0.39", "\(april)")
        #expect((april["earlierCalls"] as? [[String: Any]])?.map { $0["final"] as? String } == ["0.30", "0.09"])
        let a = try #require(desk.reconcile("2026-03-01", "2026-03-31").first)
        #expect([a["sum"], a["billed"], a["later"], a["unbilled"]].map { $0 as? String } == ["0.67", "0.28", "0.39", "0.00"])
        let page = try desk.bills("show", "2", "--as", "csv").output
        #expect(page.contains("Calls of earlier periods") && page.contains("Total to pay"), "\(page)")
        #expect(try Program.run("book", "check", "--book", desk.book).status == 0)
    }

    @Test("What is not over, billed already, or nothing, is refused in words; numbers have no hole")
    func refused() throws {
        let desk = try Desk()
        try desk.take(Self.call("2026-03-03T09:00:00", "4917", 60, from: "102"), Self.call("2026-03-20T09:00:00", "4420", 60))
        func words(_ result: Program.Result, _ words: String, _ place: SourceLocation = #_sourceLocation) {
            #expect(result.status == 1 && result.errors.contains(words), "\(result.output)\(result.errors)", sourceLocation: place)
        }
        words(try desk.issue("2026-03-01", "2099-03-31"), "is not over")
        words(try desk.issue("2026-05-01", "2026-05-31", party: "b"), "no calls to bill")
        words(try desk.issue("2026-03-01", "2026-03-31", party: "nobody"), "no party")
        #expect(try desk.issue("2026-03-01", "2026-03-15").object["number"] as? Int == 1)
        words(try desk.issue("2026-03-15", "2026-03-31"), "bill 1 holds some of these days already")
        #expect(try desk.issue("2026-03-16", "2026-03-31").object["number"] as? Int == 2)
        words(try desk.bills("credit", "7", "--reason", "wrong"), "no bill \"7\"")
        words(try desk.bills("credit", "1", "--reason", " "), "say why")
        #expect(try desk.bills("issue", "--all", "--from", "2026-03-01", "--to", "2026-03-31").output.hasPrefix("3  bill  b"))
        #expect(try desk.bills("list", "--json").objects.map { $0["number"] as? Int } == [3, 2, 1])
    }

    /// The whole of March 2: the call of 60 s is free. Credited and billed again with a call of March 1 that came late, which is free too.
    @Test("A credit note takes a bill back; its calls are billed again, with what came meanwhile in its place")
    func credited() throws {
        let desk = try Desk()
        try desk.take(
            Self.call("2026-03-02T09:00:00", "4917", 60), Self.call("2026-03-03T09:00:00", "4917", 60),
            Self.call("2026-03-04T09:00:00", "4917", 60))
        // 0.10, line 4.00, VAT 0.82: 4.92.
        #expect(try desk.issue("2026-03-01", "2026-03-31").object["total"] as? String == "4.92")
        try desk.take(Self.call("2026-03-01T09:00:00", "4917", 300))
        #expect(try desk.bills("credit", "1", "--reason", "A call was missing").output.hasPrefix("2  credit note for bill 1"))
        let note = try #require(desk.bills("show", "2", "--as", "json").object["credit"] as? [String: Any])
        #expect(note["total"] as? String == "-4.92" && note["bill"] as? Int == 1 && note["reason"] as? String == "A call was missing")
        let again = try desk.bills("credit", "1", "--reason", "again")
        #expect(again.status == 1 && again.errors.contains("credited already"), "\(again.errors)")
        // Now March 1 and 2 are the free ones: 0.20, VAT of 4.20 = 0.84: 5.04.
        #expect(try desk.issue("2026-03-01", "2026-03-31").object["total"] as? String == "5.04")
        #expect(try desk.bill(1)["total"] as? String == "4.92", "the first bill is as it was")
        #expect(try desk.bills("list", "--json").objects.map { $0["creditedBy"] as? Int } == [nil, nil, 2])
        let tied = try #require(desk.reconcile("2026-03-01", "2026-03-31").first)
        #expect(tied["billed"] as? String == "0.20" && tied["unbilled"] as? String == "0.00")
    }
}
