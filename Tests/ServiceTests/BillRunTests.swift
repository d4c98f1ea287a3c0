import Foundation
import Model
import Money
import Rendering
import Site
import Store
import Testing
import Time

@testable import Service

@Suite("A run of bills")
struct BillRunTests {
    private func office() async throws -> SmallOffice {
        let office = try await SmallOffice(
            now: "2026-04-02T08:00:00",
            yaml: SmallOffice.yaml.replacing("    name: Anna\n", with: "    name: Anna\n    email: [anna@example.com]\n")
                + "mail: {server: 127.0.0.1, port: 9, security: none, from: t@example.com}\n")
        try await office.take(SmallOffice.march)
        return office
    }

    private var march: DayRange { get throws { try #require(DayRange(year: 2026, month: 3)) } }

    @Test("Every party is billed once, gets her mail once, and has a file; run again nothing is there twice")
    func twice() async throws {
        let office = try await office()
        var order = BillRunOrder(try march)
        (order.folder, order.forms, order.mails) = (office.folder + "/out", [.pdf, .json], true)
        let first = try office.book.runBills(order, caller: .console)
        #expect(first.failures.isEmpty && !first.bills.isEmpty && first.mails == 1, "\(first)")
        #expect(first.files == first.bills.count * 2)
        func files() throws -> [String: Data] {
            try Dictionary(
                uniqueKeysWithValues: FileManager.default.contentsOfDirectory(atPath: office.folder + "/out").map { name in
                    (name, try Data(contentsOf: URL(fileURLWithPath: office.folder + "/out/" + name)))
                })
        }
        let before = try files()
        #expect(Set(before.keys) == Set(first.bills.flatMap { ["bill-\($0.number).pdf", "bill-\($0.number).json"] }))
        let again = try office.book.runBills(order, caller: .console)
        #expect(again.bills.map(\.number) == first.bills.map(\.number) && again.mails == 0)
        #expect(try files() == before)
        #expect(try office.book.check(caller: .console) == [])
    }

    @Test("Cut off between two bills it goes on with the next: no number is missing or there twice")
    func cutOff() async throws {
        let office = try await office()
        let parties = try office.book.site().site.parties.map(\.id)
        _ = try? office.book.issueBill(of: try #require(parties.first), march, caller: .console)
        let run = try office.book.runBills(BillRunOrder(try march), caller: .console)
        let numbers = run.bills.map(\.number)
        #expect(numbers == Array(1...Int64(numbers.count)) && Set(run.bills.map(\.party)).count == numbers.count)
    }

    @Test("Of a period that is billed in part a run bills the rest, before and behind")
    func rest() async throws {
        let months = try await MonthsOffice()
        try await months.call("02-05", "02-15", "02-25")
        #expect(try months.issue("02-11", "02-20") == "3.00")
        let order = BillRunOrder(try MonthsOffice.days("02-01", "03-31"))
        let bills = try months.office.book.runBills(order, caller: .console).bills
        #expect(try bills.map(\.days) == [("02-11", "02-20"), ("02-01", "02-10"), ("02-21", "02-28")].map(MonthsOffice.days))
        #expect(bills.map(\.total.text) == ["3.00", "3.00", "3.00"])
        #expect(try months.office.book.runBills(order, caller: .console).bills.map(\.number) == [1, 2, 3])
        try months.check()
    }

    /// The period February 15 to March 14 ends in March, its first part in February.
    @Test("The first part of a period that ends within the days is given out though it ends before them")
    func firstPart() async throws {
        let months = try await MonthsOffice("billingCycle: [{day: 15}]")
        try await months.call("02-16", "03-05")
        #expect(try months.issue("02-20", "03-14") == "3.00")
        let order = BillRunOrder(try MonthsOffice.days("03-01", "03-31"))
        let run = try months.office.book.runBills(order, caller: .console)
        #expect(try run.bills.map(\.days) == [MonthsOffice.days("02-20", "03-14"), MonthsOffice.days("02-15", "02-19")])
    }

    /// Anna belongs to Sales until March 9; the case of the law firm to nobody.
    @Test("A run of a part of the organisation bills those below it when the days end, and gives out no others")
    func part() async throws {
        let office = try await office()
        var order = BillRunOrder(try march)
        order.node = NodeID("sales")
        #expect(try office.book.runBills(order, caller: .console).bills.isEmpty)
        #expect(try office.book.runBills(BillRunOrder(march), caller: .console).bills.isEmpty == false)
        order.drop = "march"
        #expect(try office.book.runBills(order, caller: .console).files == 0)
        order.node = NodeID("nobody")
        #expect(throws: ServiceError.self) { try office.book.runBills(order, caller: .console) }
    }

    @Test("As a job: it waits, runs, tells what it came to; files lie in the book's own folder")
    func job() async throws {
        let office = try await office()
        let days = try march
        var order = BillRunOrder(days)
        (order.drop, order.forms, order.mails) = ("march-bills", [.pdf, .csv], true)
        let number = try office.book.beginBillRun(order, caller: .console)
        var run = try office.book.billRun(number, caller: .console)
        #expect(run.state == .waiting && run.outcome == nil && run.days == days && run.forms == ["pdf", "csv"])
        var steps: [Int64] = []
        let job = try JobRunner(book: office.book).finish(number) { done, _ in steps.append(done) }
        #expect(job.state == .done && steps == steps.sorted() && steps.last == 1000, "\(job) \(steps)")
        run = try office.book.billRun(number, caller: .console)
        let bills = try office.book.bills(caller: .console)
        #expect(run.state == .done && run.thousandths == 1000 && run.outcome?.bills == bills.count && run.outcome?.mails == 1)
        #expect(run.outcome?.failures == [] && run.outcome?.files == bills.count * 2 && run.json.contains(#""state":"done""#))
        let names = try FileManager.default.contentsOfDirectory(atPath: office.book.store.folder + "/drop/march-bills")
        #expect(Set(names) == Set(bills.flatMap { ["bill-\($0.number).pdf", "bill-\($0.number).csv"] }))
        #expect(try office.book.billRuns(caller: .console).map(\.number) == [number])
    }

    @Test("Stopped between two bills: what is issued stays, and the next run goes on")
    func stopped() async throws {
        let office = try await office()
        try await office.take([SmallOffice.line("2026-03-05T09:00:00", to: "4917123", 60, account: "7777")], name: "law")
        let number = try office.book.beginBillRun(BillRunOrder(march), caller: .console)
        let job = try JobRunner(book: office.book).finish(number) { done, _ in
            if done > 0 { try? office.book.cancelBillRun(number, caller: .console) }
        }
        #expect(job.state == .cancelled)
        let view = try office.book.billRun(number, caller: .console)
        #expect(view.state == .cancelled && view.message.contains("goes on") && !view.isUnderWay)
        #expect(try office.book.bills(caller: .console).map(\.number) == [1])
        #expect(throws: ServiceError.self) { try office.book.cancelBillRun(number, caller: .console) }
        let again = try office.book.beginBillRun(BillRunOrder(march), caller: .console)
        #expect(try JobRunner(book: office.book).finish(again).state == .done)
        #expect(try office.book.bills(caller: .console).map(\.number) == [2, 1])
    }

    @Test("What cannot go well is refused before it waits, and a run is no other job")
    func refused() async throws {
        let office = try await office()
        func refuses(_ change: (inout BillRunOrder) -> Void, _ place: SourceLocation = #_sourceLocation) throws {
            var order = BillRunOrder(try march)
            change(&order)
            #expect(throws: ServiceError.self, sourceLocation: place) { try office.book.beginBillRun(order, caller: .console) }
        }
        try refuses { $0.drop = "../out" }
        try refuses { $0.node = NodeID("nobody") }
        try refuses { $0.wish.layout = "none" }
        try refuses { $0.wish.language = "xx" }
        try refuses { ($0.drop, $0.forms) = ("out", []) }
        let viewer = Caller(kind: .user, name: "v", role: .viewer)
        #expect(throws: ServiceError.self) { try office.book.beginBillRun(BillRunOrder(march), caller: viewer) }
        #expect(try office.book.store.jobs().isEmpty)
        #expect(throws: ServiceError.self) { try office.book.billRun(1, caller: .console) }
        let month = try #require(DayRange(year: 2026, month: 3))
        _ = try office.book.proposeRerating(RerateChoice(), month, caller: .console)
        #expect(throws: ServiceError.self) { try office.book.billRun(1, caller: .console) }
    }

    @Test("A folder that cannot be written to is said before anything is issued")
    func noFolder() async throws {
        let office = try await office()
        let file = office.folder + "/file"
        try Data().write(to: URL(fileURLWithPath: file))
        var order = BillRunOrder(try march)
        for folder in ["/proc/tollbook", file] {
            order.folder = folder
            #expect(throws: ServiceError.self) { try office.book.runBills(order, caller: .console) }
        }
        #expect(try office.book.bills(caller: .console).isEmpty)
    }

    @Test("What is nobody's is billed to nobody")
    func nobody() async throws {
        let office = try await office()
        #expect(throws: ServiceError.self) {
            try office.book.issueBill(of: PartyID("unassigned@main"), march, caller: .console)
        }
        #expect(try office.book.bills(caller: .console).isEmpty)
    }

    @Test("Who may only look makes no run")
    func rights() async throws {
        let office = try await office()
        let viewer = Caller(kind: .user, name: "v", role: .viewer)
        #expect(throws: ServiceError.self) { try office.book.runBills(BillRunOrder(march), caller: viewer) }
    }
}
