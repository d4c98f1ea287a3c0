import Billing
import Model
import Money
import Testing
import Time

@testable import Service

/// A party `p` with the number 101 whose calls cost 1.00 a begun minute: of 180 seconds, 3.00 each. It is June 2026.
final class MonthsOffice {
    let office: SmallOffice
    private var imports = 0

    init(_ own: String = "", package: String = "", more: String = "", price: String = "\"1.00\"") async throws {
        office = try await SmallOffice(now: "2026-06-01T12:00:00", yaml: Self.yaml(own, package, more, price))
    }

    /// - Parameters:
    ///   - own: what else the party has.
    ///   - package: the rules of the one package that it has.
    private static func yaml(_ own: String, _ package: String, _ more: String, _ price: String) -> String {
        """
        site: {zone: UTC, currency: USD, defaultTable: {price: t}}
        switches: [{id: main, format: tollbook-csv}]
        parties: [{id: p, numbers: [{number: "101", from: 2025-01-01}]\(own.isEmpty ? "" : ", " + own)}]
        rateTables:
          - {id: t, currency: \(more.contains("EUR") ? "EUR" : "USD"),
             versions: [{from: 2025-01-01, rows: [{prefix: [""], all: {increments: "60/60", price: \(price)}}]}]}
        \(package.isEmpty ? "" : "packages: [{id: k, rules: [\(package)], assigned: [{party: p}]}]")
        \(more)

        """
    }

    static func minutes(_ count: Int) -> String { "{allowance: {minutes: \(count)}}" }

    func site(_ own: String = "", package: String = "", more: String = "", price: String = "\"1.00\"") throws {
        _ = try office.book.importSite(try office.loaded(Self.yaml(own, package, more, price)), caller: .console)
    }

    /// Calls at ten o'clock of days like `02-05`, in one file.
    func call(_ days: String..., seconds: Int = 180, at hour: String = "10") async throws {
        imports += 1
        let lines = days.map { SmallOffice.line("2026-\($0)T\(hour):00:00", to: "1", seconds) }
        try await office.take(lines, name: "file-\(imports)")
    }

    static func days(_ first: String, _ last: String) throws -> DayRange {
        let begin = try #require(CivilDay(text: "2026-" + first))
        let end = try #require(CivilDay(text: "2026-" + last))
        return try #require(DayRange(begin, end))
    }

    /// What a bill comes to.
    @discardableResult
    func issue(_ first: String, _ last: String) throws -> String {
        try office.book.issueBill(of: PartyID("p"), Self.days(first, last), caller: .console).total.text
    }

    func credit(_ number: Int64) throws { try office.book.creditBill(number, reason: "wrong", caller: .console) }

    /// What the bill of some days would come to now.
    func hot(_ first: String, _ last: String) throws -> String {
        let bill = try office.book.settled(PartyID("p"), Self.days(first, last), unbilled: true).bill
        return Money(bill.total, bill.currency).text
    }

    /// Nothing is left to be settled, every call agrees with its bill, and the book is whole.
    func check(_ place: SourceLocation = #_sourceLocation) throws {
        let settled = try office.book.settleStale(caller: .console)
        #expect(settled.faults == [], sourceLocation: place)
        #expect(try office.book.settleStale(caller: .console).periods == 0, sourceLocation: place)
        try office.book.reconcile(nil, Self.days("01-01", "05-31"), caller: .console) { found in
            #expect(found.ties, "\(found.text)", sourceLocation: place)
        }
        #expect(try office.book.check(caller: .console) == [], sourceLocation: place)
    }
}
