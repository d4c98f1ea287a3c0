import Foundation
import Testing

@Suite("tollbook rate")
struct RateCommandTests {
    struct Example: Sendable, CustomStringConvertible {
        let trunk: String
        let start: String
        var ring = 0
        let duration: Int
        let charge: String
        var description: String { "trunk \(trunk), \(start), \(duration) s" }
    }

    /// The worked examples, by the trunk that selects the example's table. 15 without its surcharge: 0.05 is raised to the minimum.
    static let examples = [
        Example(trunk: "1", start: "2026-03-02T09:15:00", duration: 61, charge: "0.11"),
        Example(trunk: "1", start: "2026-03-02T09:15:00", duration: 60, charge: "0.10"),
        Example(trunk: "3", start: "2026-03-02T09:15:00", duration: 185, charge: "9.00"),
        Example(trunk: "4", start: "2026-03-02T09:15:00", duration: 100, charge: "0.48"),
        Example(trunk: "5", start: "2026-03-02T09:15:00", duration: 36, charge: "0.12"),
        Example(trunk: "6", start: "2026-03-02T19:58:30", duration: 200, charge: "0.80"),
        Example(trunk: "7", start: "2026-03-02T19:58:30", duration: 200, charge: "1.20"),
        Example(trunk: "8", start: "2026-03-02T09:15:00", duration: 7, charge: "0.02"),
        Example(trunk: "9", start: "2026-03-02T09:15:00", duration: 200, charge: "3.25"),
        Example(trunk: "10", start: "2026-03-02T09:15:00", duration: 70, charge: "0.70"),
        Example(trunk: "10", start: "2026-03-02T09:15:00", duration: 10, charge: "0.00"),
        Example(trunk: "11", start: "2026-03-02T09:15:00", duration: 35, charge: "0.10"),
        Example(trunk: "11", start: "2026-03-02T09:15:00", duration: 29, charge: "0.00"),
        Example(trunk: "12", start: "2026-03-29T01:58:30", duration: 200, charge: "0.80"),
        Example(trunk: "13", start: "2026-03-02T19:59:50", ring: 15, duration: 60, charge: "0.10"),
        Example(trunk: "14r", start: "2026-03-02T09:15:00", duration: 31, charge: "0.48"),
        Example(trunk: "14r", start: "2026-03-02T09:15:00", duration: 37, charge: "0.48"),
        Example(trunk: "14t", start: "2026-03-02T09:15:00", duration: 31, charge: "0.36"),
        Example(trunk: "14t", start: "2026-03-02T09:15:00", duration: 37, charge: "0.54"),
        Example(trunk: "15", start: "2026-03-02T09:15:00", duration: 30, charge: "0.10"),
    ]

    @Test("The worked examples")
    func workedExamples() throws {
        let lines = Self.examples.map { example in
            """
            {"start":"\(example.start)","duration":\(example.duration),"ring":\(example.ring),"direction":"out","answered":true,\
            "calling":"101","called":"4930123456","extension":"101","trunk":"\(example.trunk)"}

            """
        }
        let result = try Program.run(
            "rate", "--tariff", Program.data("worked-examples.yaml"), "--calls", "-", input: Data(lines.joined().utf8))
        #expect(result.status == 0, "\(result.errors)")
        let found = result.objects
        #expect(found.count == Self.examples.count)
        for (example, found) in zip(Self.examples, found) {
            #expect(found["state"] as? String == "rated", "\(example): \(found)")
            #expect(found["charge"] as? String == example.charge, "\(example): \(found)")
            #expect(found["currency"] as? String == "EUR")
            #expect((found["trace"] as? [Any])?.isEmpty == false)
        }
    }

    @Test("A missing rate is unrated, an incoming call free, an hour that does not exist quarantined")
    func otherStates() throws {
        let site = """
            site: {zone: Europe/Berlin, currency: EUR, defaultTable: {price: t}}
            rateTables: [{id: t, versions: [{from: 2020-01-01, rows: [{prefix: ["49"], all: {steps: [{at: 0, block: 60, price: "0.10"}]}}]}]}]
            """
        let scratch = try Scratch()
        let calls = """
            {"start":"2026-03-02T09:15:00","duration":61,"direction":"out","answered":true,"calling":"101","called":"331"}
            {"start":"2026-03-02T09:15:00","duration":61,"direction":"in","answered":true,"calling":"331","called":"101"}
            {"start":"2026-03-29T02:15:00","duration":61,"direction":"out","answered":true,"calling":"101","called":"491"}
            {"start":"2019-03-02T09:15:00","duration":61,"direction":"out","answered":true,"calling":"101","called":"491"}
            {"start":"2026-03-02T09:15:00","duration":0,"direction":"out","answered":true,"calling":"101","called":"491"}
            """
        let result = try Program.run(
            "rate", "--tariff", scratch.file("site.yaml", site), "--calls", scratch.file("calls", calls))
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.objects.map { $0["state"] as? String } == ["unrated", "free", "quarantined", "unrated", "free"])
        #expect(result.objects.allSatisfy { $0["reason"] is String })
    }

    /// 02:50, then 02:10 and 02:20 are of the second hour, where the price is 2; those of another switch have an order of their own.
    @Test("In the hour that comes twice the order of a switch's lines decides")
    func hourThatComesTwice() throws {
        let site = """
            site: {zone: Europe/Berlin, currency: EUR, defaultTable: {price: t}}
            switches: [{id: main}, {id: two}]
            rateTables:
              - id: t
                zone: UTC
                versions:
                  - {from: 2025-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "1"}]}}]}
                  - {from: 2025-10-26T01:00:00, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "2"}]}}]}
            """
        let scratch = try Scratch()
        let calls = [("main", "02:50"), ("main", "02:10"), ("two", "02:15"), ("main", "02:20"), ("two", "02:16"), ("two", "03:00")]
            .map { place, time in
                #"{"switch":"\#(place)","start":"2025-10-26T\#(time):00","duration":50,"direction":"out","answered":true,"called":"491"}"#
            }
        let result = try Program.run(
            "rate", "--tariff", scratch.file("site.yaml", site), "--calls", scratch.file("calls", calls.joined(separator: "\n")))
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.objects.map { $0["charge"] as? String } == ["1.00", "2.00", "1.00", "2.00", "1.00", "2.00"])
    }

    @Test("A line that is no call is named and keeps its place; the others are charged; the exit code is 1")
    func badLines() throws {
        let scratch = try Scratch()
        let site = """
            site: {zone: Europe/Berlin, currency: EUR, defaultTable: {price: t}}
            numbering: [{prefix: "49", type: national}]
            rateTables: [{id: t, versions: [{from: 2020-01-01, rows: [{prefix: ["49"], all: {steps: [{at: 0, block: 60, price: "0.10"}]}}]}]}]
            """
        let good = #"{"start":"2026-03-02T09:15:00","duration":61.0,"direction":"out","called":"491"}"#
        let calls = [
            good, #"{"line":7,"skip":"page header"}"#, #"{"start":"2026-03-02T09:15:00","duration":1.5}"#,
            #"{"start":"2026-03-02T09:15:00","answered":"yes"}"#, #"{"start":"2026-03-02T09:15:00","called":491}"#, "no JSON", "[1]",
            #"{"duration":3}"#, #"{"start":"2026-03-02T09:15:00","switch":"other"}"#, "", good,
        ]
        let result = try Program.run(
            "rate", "--tariff", scratch.file("site.yaml", site), "--calls", scratch.file("calls", calls.joined(separator: "\n")))
        #expect(result.status == 1)
        let found = result.objects
        #expect(found.map { $0["charge"] as? String } == ["0.20"] + Array(repeating: nil, count: 8) + ["0.20"])
        #expect(found[1]["skip"] as? String == "page header" && found[1]["line"] as? Int == 7, "what `decode` left out stays left out")
        #expect(found[2...8].map { $0["line"] as? Int } == [3, 4, 5, 6, 7, 8, 9])
        #expect(found[0]["destination"] is NSNull && found[0]["row"] is NSNull, "what has no name is null")
        let named = ["line 3, duration", "line 4, answered", "line 5, called", "line 6", "line 7", "line 8, start", "line 9, switch"]
        for words in named { #expect(result.errors.contains(words), "\(words): \(result.errors)") }
        #expect(!result.errors.contains("line 2") && !result.errors.contains("line 10"))
    }

    /// The price lists of docs/tariffs.md, in their order, with the charges that the page names.
    @Test("What docs/tariffs.md tells to type in is read without a word and costs what it says")
    func documentedLists() throws {
        let page = try String(contentsOfFile: Program.data("../../../docs/tariffs.md"), encoding: .utf8)
        let lists = page.components(separatedBy: "```yaml\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        let calls = [
            ("price", "2026-03-02T09:15:00", 61, "84241234567", "0.20"), ("price", "2026-03-02T09:15:00", 7, "84901234567", "0.02"),
            ("price", "2026-03-02T19:58:30", 200, "84241234567", "0.85"), ("cost", "2026-03-02T09:15:00", 100, "84241234567", "800"),
        ]
        #expect(lists.count == calls.count)
        let scratch = try Scratch()
        for (list, (scheme, start, duration, called, charge)) in zip(lists, calls) {
            let file = try scratch.file("list.yaml", list)
            #expect(try Program.run("tariff", "check", file).output == "No problems.\n")
            let call = #"{"start":"\#(start)","duration":\#(duration),"direction":"out","answered":true,"called":"\#(called)"}"#
            let result = try Program.run("rate", "--tariff", file, "--scheme", scheme, "--calls", "-", input: Data(call.utf8))
            #expect(result.object["charge"] as? String == charge, "\(list): \(result)")
        }
    }
}
