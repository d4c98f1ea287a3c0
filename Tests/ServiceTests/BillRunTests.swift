import Foundation
import Model
import Rendering
import Site
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

    @Test("Who may only look makes no run")
    func rights() async throws {
        let office = try await office()
        let viewer = Caller(kind: .user, name: "v", role: .viewer)
        #expect(throws: ServiceError.self) { try office.book.runBills(BillRunOrder(march), caller: viewer) }
    }
}
