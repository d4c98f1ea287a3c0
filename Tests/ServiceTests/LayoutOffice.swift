import Document
import Foundation
import Model
import Reading
import Site
import Testing
import Time

@testable import Service

/// A book of six calls of one party in Germany, whose bills can be worked out on paper whatever their layout.
///
/// A minute begun costs 0.10, to 0800, 116 123 and 112 nothing. Mobile 60 s and 61 s: 0.10 and 0.20; Berlin 120 s: 0.20. Sum 0.50, VAT of
/// 20 % 0.10, to pay 0.60 EUR. With the three free calls (600 s, 60 s, 90 s) there are 6 calls of 0:16:31, without them 3 of 0:04:01.
struct LayoutOffice {
    static let secrets = ["4917612345678", "4930555123", "116123", "49800123456"]

    /// 120 × 40 points.
    static let png = Array(
        Data(
            base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAHgAAAAoCAIAAAC6iKlyAAAAcUlEQVR42u3ZsQkAIAxFwezkTC7jxoKCGwQrCXiQ9j"
                + "VX/sReM7nWR3La+zZggQYNGjRo0LBAgwYNuiw0jjctaNCgQYMGDRoWaNCgQdeFxmHrAA0aNGjQsECDBg0atJ8hDlsH"
                + "aNCgQYOGBRo0aNCgv24PdeY9u2cCTH4AAAAASUVORK5CYII="
        ) ?? Data())

    static func yaml(_ layout: String, party: String = "", country: String = "DE") -> String {
        """
        site: {name: Haus am Markt, zone: UTC, country: \(country), currency: EUR, defaultTable: {price: t}}
        switches: [{id: main, format: tollbook-csv}]
        callTypes:
          - {id: mobile, name: Mobile, colour: ["#b45309", "#fbbf24"]}
          - {id: national, name: National, colour: ["#1d4ed8", "#60a5fa"]}
          - {id: toll-free, name: Toll-free}
          - {id: emergency, name: Emergency}
        numbering:
          - {prefix: "4917", type: mobile, destination: "Germany, mobile"}
          - {prefix: "4930", type: national, destination: "Germany, Berlin"}
          - {prefix: "49800", type: toll-free, destination: Freephone}
          - {prefix: "116123", type: toll-free, destination: Emotional support, short: true}
          - {prefix: "112", type: emergency, destination: Fire brigade, short: true}
        organisation: [{id: house, kind: tenant, name: House}, {id: sales, kind: department, parent: house, name: Sales}]
        parties:
          - id: anna
            name: Anna
            numbers: [{number: "101", from: 2026-01-01}]
            member: [{of: sales, from: 2026-01-01}]
            email: [anna@example.com]
            \(party)
        rateTables:
          - id: t
            versions:
              - from: 2026-01-01
                rows:
                  - {prefix: ["49"], all: {increments: "60/60", price: "0.10"}}
                  - {prefix: ["49800"], all: {increments: "60/60", price: "0"}}
                  - {prefix: ["116123", "112"], short: true, all: {increments: "60/60", price: "0"}}
        taxes: [{id: vat, name: VAT, rates: [{from: 2026-01-01, percent: "20"}], types: [mobile, national]}]
        mail: {server: 127.0.0.1, port: 9, security: none, from: t@example.com}
        \(layout)

        """
    }

    static let calls = [
        SmallOffice.line("2026-03-02T09:00:00", to: "4917612345678", 60), SmallOffice.line("2026-03-03T10:00:00", to: "4930555123", 120),
        SmallOffice.line("2026-03-04T11:00:00", to: "116123", 600), SmallOffice.line("2026-03-05T12:00:00", to: "49800123456", 60),
        SmallOffice.line("2026-03-06T13:00:00", to: "4917612345678", 61), SmallOffice.line("2026-03-07T14:00:00", to: "112", 90),
    ]

    let office: SmallOffice
    var book: OpenBook { office.book }

    /// - Parameters:
    ///   - layout: sections of the site file.
    ///   - party: further keys of the party.
    init(_ layout: String, party: String = "", country: String = "DE") async throws {
        office = try await SmallOffice(
            now: "2026-04-02T08:00:00", yaml: "site: {zone: UTC}\nswitches: [{id: main, format: tollbook-csv}]\n")
        let yaml = Array(Self.yaml(layout, party: party, country: country).utf8)
        let (result, files) = SiteLoader().read(file: "site.yaml", yaml) { $0 == "house.png" ? Self.png : nil }
        guard let site = result.site else { throw result.problems }
        _ = try book.importSite(
            LoadedSite(main: yaml, decks: files, site: site, problems: result.problems, lines: result.lines), caller: .console)
        try await office.take(Self.calls)
    }

    var march: DayRange { get throws { try #require(DayRange(year: 2026, month: 3)) } }
    let anna = PartyID("anna")

    /// The tables of a document, a row a line: kind and cells as programs read them.
    static func lines(_ document: Document) -> [String] {
        document.tables.flatMap(\.rows).map { row in
            ([row.kind.rawValue] + row.cells.map(\.value.text)).joined(separator: "|")
        }
    }

    /// The text of a PDF as other people's program reads it; isolates and thin blanks taken out.
    static func text(_ pdf: [UInt8]) throws -> String {
        let file = NSTemporaryDirectory() + "bill-\(UUID().uuidString).pdf"
        try Data(pdf).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        if let folder = ProcessInfo.processInfo.environment["TOLLBOOK_LOOK"] {
            try Data(pdf).write(to: URL(fileURLWithPath: folder + "/\(pdf.count).pdf"))
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["pdftotext", "-layout", "-enc", "UTF-8", file, "-"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let read = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let hidden: [Unicode.Scalar] = ["\u{202F}", "\u{2066}", "\u{2069}", "\u{202A}", "\u{202B}", "\u{202C}"]
        let kept = String(decoding: read, as: UTF8.self).unicodeScalars.filter { !hidden.contains($0) }
        return String(String.UnicodeScalarView(kept))
    }
}
