import Doubles
import Foundation
import Mediation
import Model
import Rating
import RawLog
import Site
import Store
import Testing
import Time

@testable import Intake

/// A book with a site of two switches, and the way in.
final class Office: @unchecked Sendable {
    static let berlin = Zone(
        name: "Europe/Berlin", changes: [1_774_746_000, 1_792_890_000], offsets: [3600, 7200, 3600])
    let root: String
    let path: String
    let book: Book
    var disk = Disk.live
    var rater: Rater

    init(path known: String? = nil, rates: String = Office.rates) throws {
        root = NSTemporaryDirectory() + "intake-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        path = known ?? root + "/office.book"
        if FileManager.default.fileExists(atPath: path) {
            book = try Book(path: path)
        } else {
            book = try Book.create(path: path, name: "Office", at: Instant(seconds: 1_700_000_000))
        }
        rater = try Office.rater(rates)
    }

    deinit {
        try? book.close()
        try? FileManager.default.removeItem(atPath: root)
    }

    static func rater(_ rates: String) throws -> Rater {
        let reading = SiteReader.read(file: "site.yaml", bytes: Array((site + rates).utf8), decks: { _ in nil }) { name in
            name == berlin.name ? berlin : nil
        }
        let site = try #require(reading.site, "\(reading.problems)")
        let numbers = Dictionary(uniqueKeysWithValues: site.rateTables.map { ($0.id, $0.versions.indices.map { Int32($0) + 1 }) })
        return Rater(site: site, numbering: site.numberingPlan, versionNumbers: numbers)
    }

    /// Imports bytes in pieces of random sizes.
    @discardableResult
    func run(
        _ bytes: [UInt8], format: String = "avaya-ip-office-smdr", on pbx: String = "pbx", source: String? = nil,
        name: String = "file", pieces seed: UInt64 = 0
    ) async throws -> ImportInfo {
        let request = ImportRequest(
            format: try #require(FormatCatalogue.format(format)), switch: SwitchID(pbx), source: source ?? pbx + "-line", name: name,
            year: nil, actor: "test")
        let importer = Importer(book: book, raw: RawFolder(path: path + "/raw", disk: disk), rater: rater, zone: Office.berlin) {
            Instant(seconds: 1_800_000_000)
        }
        return try await importer.run(request, from: Pieces(bytes, seed)) { _, _ in }
    }

    /// All calls, without where they came from.
    func calls() throws -> [CallRow] {
        var rows: [CallRow] = []
        try book.eachCall(CallFilter()) { row in
            var row = row
            (row.source, row.rawOffset, row.rawCount) = ("", 0, 0)
            rows.append(row)
            return true
        }
        return rows
    }

    /// Both summaries, cell by cell.
    func summaries() throws -> Set<SummaryRow> {
        let days = try #require(DayRange(CivilDay(number: 0), CivilDay(number: 30_000)))
        let daily = try book.summary(SummaryQuery(days: days, groups: [.day, .party, .callType, .direction, .currency]))
        let hourly = try book.summary(SummaryQuery(days: days, groups: [.day, .hour, .trunk, .callType, .direction, .currency]))
        return Set(daily + hourly)
    }

    static let site = """
        site: {name: Office, zone: Europe/Berlin, currency: EUR, defaultTable: {price: office}}
        switches:
          - id: pbx
            format: avaya-ip-office-smdr
            dialPlan: {countryCode: "49", areaCode: "30", trunkPrefix: "0", internationalPrefix: ["00"], outside: ["0"], extensionLength: [3]}
          - id: gate
            format: asterisk-cdr-csv
            dialPlan: {countryCode: "49", areaCode: "30", trunkPrefix: "0", internationalPrefix: ["00"], extensionLength: [4]}
        numbering: [{prefix: "4930", type: local, destination: Berlin}, {prefix: "49", type: national, destination: Germany}]
        parties:
          - {id: "101", name: Reception, numbers: [{number: "101", from: 2020-01-01}]}
          - {id: "1001", name: Workshop, numbers: [{number: "1001", from: 2020-01-01}]}

        """
    static let rates = """
        rateTables:
          - id: office
            rounding: {to: "0.01", mode: up}
            versions:
              - from: 2020-01-01
                rows:
                  - {prefix: ["4930"], name: Berlin, all: {steps: [{at: 0, block: 60, price: "0.05"}]}}
                  - {prefix: ["49"], name: Germany, all: {increments: "60/6", price: "0.12", per: 60}}

        """
}

/// Bytes that come in pieces as a pipe gives them.
final class Pieces: ImportBytes {
    private let bytes: [UInt8]
    private var place = 0
    private var dice: Dice

    init(_ bytes: [UInt8], _ seed: UInt64) {
        self.bytes = bytes
        dice = Dice(seed)
    }

    func read(upTo limit: Int) -> [UInt8] {
        let count = min(limit, 1 + dice.below(max(bytes.count / 3, 1)), bytes.count - place)
        defer { place += count }
        return Array(bytes[place..<place + count])
    }

    func rewind() -> Bool {
        place = 0
        return true
    }
}
