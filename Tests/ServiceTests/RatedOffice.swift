import Foundation
import Model
import Money
import Rendering
import Store
import Testing
import Time

@testable import Intake
@testable import Service

/// A book whose charges can be worked out by hand: 0.10 a begun minute, 0.04 of them the provider's; the party `b` and whoever bears the
/// account code 88 pay 0.50.
final class RatedOffice {
    let root: String
    let book: OpenBook
    let caller = Caller(kind: .console, name: "console:test", role: .administrator)
    let second = RandomOffice.Counter()
    private var files = 0

    init(price: String = "0.10") throws {
        root = NSTemporaryDirectory() + "rated-office-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try Book.create(path: root + "/office.book", name: "Office", at: Instant(seconds: 1_700_000_000)).close()
        let second = second
        // March is over.
        second.now = 1_776_000_000
        book = try OpenBook.open(root + "/office.book", for: .writing, clock: { Instant(seconds: second.now) })
        try site(price: price)
    }

    deinit {
        try? book.store.close()
        try? FileManager.default.removeItem(atPath: root)
    }

    func site(price: String, prefixes: String = "\"\"", dialPlan: String = "", extra: String = "") throws {
        second.now += 10
        let text = """
            site: {zone: UTC, currency: USD, defaultTable: {price: t, cost: c}}
            switches: [{id: main, format: tollbook-csv\(dialPlan)}]
            callTypes: [{id: mobile, name: Mobile, colour: ["#b45309", "#fbbf24"]}]
            numbering: [{prefix: "491", type: mobile, destination: M}]
            organisation: [{id: hq, kind: company, name: Head office}]
            parties:
              - {id: a, numbers: [{number: "101", from: 2026-01-01}]}
              - {id: b, numbers: [{number: "102", from: 2026-01-01}], member: [{of: hq, from: 2026-03-02}]}
              - {id: project, kind: account, numbers: [{number: "77", from: 2026-01-01}]}
            selection:
              - {scheme: price, when: {party: [b]}, table: dear}
              - {scheme: price, when: {account: ["88"]}, table: dear}
            rateTables:
              - {id: t, versions: [{from: 2026-01-01, rows: [{prefix: [\(prefixes)], all: {steps: [{at: 0, block: 60, price: "\(price)"}]}}]}]}
              - {id: dear, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.50"}]}}]}]}
              - {id: c, scheme: cost, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.04"}]}}]}]}
            \(extra)
            """
        files += 1
        let path = root + "/site\(files).yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        _ = try book.importSite(try SiteLoader().load(path), caller: caller)
    }

    static let head =
        "stamp,switch,called,calling,leg,start,duration,ring,span,direction,answered,extension,trunk,account,pulses,sourceIP,link,followsLegs,"
        + "charge,currency\n"

    /// A record at a time of a day of March 2026.
    static func line(
        _ day: Int, _ time: String, _ calling: String, seconds: Int, account: String = "", link: String = "", leg: String = "",
        called: String = "4917"
    ) -> String {
        let stamp = "2026-03-\(day < 10 ? "0" : "")\(day)T\(time)"
        return "\(stamp),main,\(called),\(calling),\(leg),\(stamp),\(seconds),,,out,yes,,,\(account),,,\(link),,,\n"
    }

    @discardableResult
    func add(_ lines: [String], source: String = "one") async throws -> ImportSummary {
        second.now += 10
        files += 1
        let order = ImportOrder(format: .id("tollbook-csv"), switch: "main", source: source, name: "file \(files)", year: nil)
        let bytes = Array((Self.head + lines.joined()).utf8)
        return try await book.importCalls(order, from: RandomOffice.File(bytes: bytes), caller: caller, progress: { _ in })
    }

    /// All records in the order of time.
    func rows(_ filter: CallFilter = CallFilter()) throws -> [CallRow] {
        var rows: [CallRow] = []
        try book.store.eachCall(filter) { row in
            rows.append(row)
            return true
        }
        return rows
    }

    /// What is billed in March.
    func bill(_ party: String) throws -> String {
        let data = try book.bill(of: PartyID(party), march, as: .json, caller: caller)
        let bill = try #require(try JSONSerialization.jsonObject(with: Data(data)) as? [String: Any])["bill"] as? [String: Any]
        return try #require(bill?["total"] as? String)
    }

    var march: DayRange {
        get throws { try #require(DayRange(year: 2026, month: 3)) }
    }

    /// What the book is worth: it agrees with itself, and made again it is the same.
    func checkAll(_ at: SourceLocation = #_sourceLocation) throws {
        #expect(try book.check(caller: caller) == [], sourceLocation: at)
        files += 1
        let path = root + "/again\(files).book"
        try book.rebuild(to: path, caller: caller)
        let made = try OpenBook.open(path, for: .writing)
        defer { try? made.store.close() }
        #expect(try BookDump.differences(book.store, made.store) == [], sourceLocation: at)
        #expect(try made.check(caller: caller) == [], sourceLocation: at)
    }
}

extension Outcome {
    /// `0.20`, or the state.
    var shown: String { charge.map { $0.amount.text(minorUnit: $0.currency.minorUnit) } ?? state.name }
}
