import Foundation
import Testing

/// Layouts and languages from the command line.
@Suite("Layouts on the command line")
struct LayoutCommandTests {
    private static let site = """
        site: {name: House, zone: UTC, currency: USD, defaultTable: {price: t}}
        switches: [{id: main, format: tollbook-csv}]
        parties: [{id: a, name: Alice, numbers: [{number: "101", from: 2026-01-01}]}]
        rateTables: [{id: t, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.10"}]}}]}]}]
        layout: {letterhead: [House Ltd], logo: house.png}
        layouts: [{id: quiet, numbers: shortened}]

        """

    private static let png =
        Data(base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==") ?? Data()

    private static let calls = """
        stamp,switch,called,calling,leg,start,duration,ring,span,direction,answered,extension,trunk,account,pulses,sourceIP,link,\
        followsLegs,charge,currency
        2026-03-02T09:00:00,main,4917612345678,101,,2026-03-02T09:00:00,60,,,out,yes,,,,,,,,,

        """

    @Test("The picture comes with the site and leaves with it; bills take the language and layout that are asked for")
    func layouts() throws {
        let scratch = try Scratch()
        let (book, site) = (scratch.path + "/a.book", try scratch.file("site.yaml", Self.site))
        let missing = try Program.run("site", "import", "--book", book, site)
        #expect(missing.status != 0 && missing.errors.contains("site.yaml:5: layout.logo: \"house.png\": There is no such file"))
        try Self.png.write(to: URL(fileURLWithPath: scratch.path + "/house.png"))
        #expect(try Program.run("site", "import", "--book", book, site).status == 0)
        let calls = try scratch.file("calls.csv", Self.calls)
        #expect(try Program.run("import", "--book", book, "--format", "tollbook-csv", calls).status == 0)
        try FileManager.default.createDirectory(atPath: scratch.path + "/out", withIntermediateDirectories: true)
        #expect(try Program.run("site", "export", "--book", book, scratch.path + "/out/site.yaml").status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/out/house.png")) == Self.png)
        #expect(try Program.run("site", "diff", "--book", book, scratch.path + "/out/site.yaml").output == "No changes.\n")

        func bill(_ more: String...) throws -> Program.Result {
            try Program.run(["bill", "--book", book, "--party", "a", "--from", "2026-03-01", "--to", "2026-03-31", "--as", "html"] + more)
        }
        let german = try bill("--language", "de").output
        #expect(german.contains("Telefonrechnung: Alice") && german.contains("0,10") && german.contains("data:image/png;base64,iVBOR"))
        #expect(german.contains("4917612345678"))
        let quiet = try bill("--layout", "quiet").output
        #expect(quiet.contains("4917612345xxx") && !quiet.contains("4917612345678") && quiet.contains("House Ltd"))
        #expect(try bill("--layout", "loud").errors.contains("no layout \"loud\""))
        #expect(try bill("--language", "tlh").errors.contains("en, de, fr, es, vi, ar, zh"))
        let report = try Program.run(
            "report", "--book", book, "--id", "a04-organisation-summary", "--from", "2026-03-01", "--to", "2026-03-31", "--as", "json",
            "--language", "fr")
        #expect(report.output.contains("\"language\": \"fr\"") && report.output.contains("mars 2026"))
        let run = try Program.run(
            "bills", "run", "--book", book, "--from", "2026-03-01", "--to", "2026-03-31", "--folder", scratch.path + "/bills", "--as",
            "html",
            "--layout", "quiet", "--language", "es")
        #expect(run.status == 0 && run.output.contains("1 bills, 1 files, 0 mails"), "\(run.errors)")
        let file = try String(contentsOfFile: scratch.path + "/bills/bill-1.html", encoding: .utf8)
        #expect(file.contains("Factura telefónica: Alice") && file.contains("4917612345xxx") && !file.contains("4917612345678"))
    }
}
