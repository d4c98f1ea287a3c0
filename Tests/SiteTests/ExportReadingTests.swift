import Model
import Reading
import Testing
import Time

@testable import Site

@Suite("Exports in the site file")
struct ExportReadingTests {
    private let text = """
        site: {zone: UTC, currency: USD}
        exports:
          - {id: billing, folder: billing, header: true, fields: [{field: start, pattern: "yyMMdd HHmmss"}, {field: called}]}
          - id: switch
            tcp: {host: cdr.example.com, port: 9000}
            form: fixed
            lineEnd: crlf
            encoding: latin-1
            fields:
              - {field: duration, width: 6, align: right, fill: "0", as: hhmmss}
              - {text: "|", width: 1}
              - {field: direction, width: 3, values: {out: O, in: I}}
            filter: ["direction=out,in", "duration=1..600"]
            changes: true
            paused: true
          - {id: lines, folder: lines, form: json, fields: [{field: id}, {field: price, name: amount}, {text: x, name: kind}]}
          - {id: plain, tcp: {host: "2001:db8::7", port: 1}, separator: "\\t", quote: "", fields: [{field: calling, name: from}]}

        """

    @Test("What is written is what was read, and reads as the same again")
    func roundTrip() throws {
        let reading = Sample.read(text)
        #expect(reading.problems.description == "")
        let site = try #require(reading.site)
        #expect(site.exports.map(\.id.text) == ["billing", "switch", "lines", "plain"])
        #expect(site.exports[1].way == .tcp(host: "cdr.example.com", port: 9000) && site.exports[1].form == .fixed)
        #expect(site.exports[1].columns.map(\.width) == [6, 1, 3] && site.exports[1].columns[0].seconds == .digits)
        #expect(site.exports[1].columns[2].values == [.init(from: "out", to: "O"), .init(from: "in", to: "I")])
        #expect(site.exports[1].sendsChanges && site.exports[1].isPaused && site.exports[1].filter.count == 2)
        #expect(site.exports[2].columns.map(\.name) == ["id", "amount", "kind"])
        #expect(site.exports[3].separator == "\t" && site.exports[3].quote == "")
        let written = SiteWriter.write(site)
        #expect(Sample.read(written).site == site)
        #expect(SiteDiff.between(site, try #require(Sample.read(written).site)).isEmpty)
    }

    @Test("A changed field is a change of its export")
    func compared() throws {
        let old = try #require(Sample.read(text).site)
        var new = old
        new.exports[0].columns[1].name = "number"
        new.exports.remove(at: 3)
        let paths = SiteDiff.between(old, new).map(\.path)
        #expect(paths == ["exports[billing].fields", "exports[plain]"])
    }

    @Test(
        "Patterns of moments",
        arguments: [
            ("yyyy-MM-dd HH:mm:ss", "2026-03-02 09:05:07"), ("ddMMyy HHmm", "020326 0905"), ("yyyyMMddTHHmmssZ", "20260302T090507Z"),
            ("MM/dd", "03/02"), ("s", nil), ("hh", nil), ("", nil), ("yyyyé", nil), ("yyy", nil), ("HH\n", nil),
        ] as [(String, String?)])
    func patterns(_ pattern: String, _ expected: String?) throws {
        let moment = try #require(WallTime(text: "2026-03-02T09:05:07"))
        #expect(ExportPattern(pattern)?.text(moment) == expected)
    }
}
