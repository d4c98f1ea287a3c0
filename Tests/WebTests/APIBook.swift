import Foundation
import Logging
import Model
import Store
import Testing
import Time

@testable import Service
@testable import Web

/// A served book of a few calls with one of everything that programs can ask for.
struct APIBook {
    let served: MendingBook
    /// Number of a run of bills.
    let run: Int64
    var house: House { served.house }
    var server: WebServer { served.server }
    var book: OpenBook { served.book }

    init() async throws {
        served = try await MendingBook()
        let lines = [
            MendingBook.line(1, to: "90049891234561", talk: 61, id: 1), MendingBook.line(2, to: "9005612345", talk: 30, id: 2),
            MendingBook.line(3, to: "90049891234562", talk: 0, id: 3), MendingBook.line(4, to: "90049891234563", talk: 600, id: 4),
        ]
        let order = ImportOrder(format: .id("avaya-ip-office-smdr"), switch: "main", source: nil, name: "calls", year: nil)
        let file = served.folder + "/calls.txt"
        try lines.joined().write(toFile: file, atomically: true, encoding: .utf8)
        _ = try await served.book.importCalls(order, from: InputFile(file), caller: .console, progress: { _ in })
        let march = try #require(DayRange(CivilDay(number: 20_513), CivilDay(number: 20_543)))
        let rows = try served.book.calls(CallQuery(CallFilter()), caller: .console).rows
        for row in rows where row.state == .rated {
            _ = try served.book.correct(row.id, .private, "", reason: "home", caller: .console)
        }
        let bill = try served.book.issueBill(of: PartyID("201"), march, caller: .console)
        try served.book.creditBill(bill.number, reason: "wrong", caller: .console)
        let number = try served.book.proposeRerating(RerateChoice(), march, caller: .console)
        try served.book.finishRerating(number, caller: .console)
        run = try served.book.beginBillRun(BillRunOrder(march), caller: .console)
    }

    func remove() throws { try served.remove() }

    /// What is asked of a page, and whether it is there; the first is one that is.
    func addresses(_ page: BookPage, call: String) -> [(String, Bool)] {
        let days = "from=2026-03-01&to=2026-03-31&"
        func at(_ page: BookPage, _ query: String = "") -> String { Route.book(BookID("main"), page).path + "?\(query)as=json" }
        return switch page {
        case .calls: [(at(page), true), (at(page, days + "limit=1&"), true), (at(page, "from=x&"), false), (at(page, "at=x&"), false)]
        case .call: [(at(.call(call)), true), (at(page), false)]
        case .changes:
            [
                (at(page), true), (at(page, "limit=1&"), true), (at(page, "after=now&"), true), (at(page, "after=x&"), false),
                (at(page, "limit=0&"), false),
            ]
        case .bills: [(at(page, days), true)]
        case .partyBill: [(at(.partyBill(PartyID("201")), days), true), (at(page, days), false)]
        case .organisationBill: [(at(.bills, days), true), (at(page, days), false)]
        case .issuedBills: [(at(page), true), (at(page, "limit=1&"), true), (at(page, "after=AAAA&"), false)]
        case .issuedBill: [(at(.issuedBill(1)), true), (at(.issuedBill(2)), true), (at(.issuedBill(9)), false)]
        case .billRun: [(at(.billRun(run)), true), (at(.billRun(999)), false)]
        case .report: [(at(.report("b10-days"), days), true), (at(page, days), false)]
        case .selection: [(at(page), true), (at(page, "called=90049891234561&caller=201&duration=60&"), true)]
        case .testCall: [(at(page, "called=90049891234561&caller=201&duration=60&"), true), (at(page), false)]
        case .whatIf: [(at(page, days + "table=office&"), true)]
        case .rerating: [(at(.rerating(1)), true), (at(.rerating(9)), false)]
        default: [(at(page), true)]
        }
    }
}
