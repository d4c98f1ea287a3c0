import Document
import Model
import Reading
import Store
import Testing
import Time

@testable import Service

@Suite("Reports of a book's own")
struct OwnReportTests {
    private let text = "id: own-x\nlayout: summary\ngroups: [{by: party}]\nmeasures: [calls, price]\ntexts: {en: {name: Mine, title: X}}\n"
    private let viewer = Caller(kind: .user, name: "v", role: .viewer)

    @Test("Kept, changed, found and dropped, each in the journal")
    func kept() async throws {
        let office = try await SmallOffice()
        let book = office.book
        #expect(try book.keepReport(Array(text.utf8), caller: viewer) == "own-x")
        #expect(try book.reportList(caller: viewer).first { $0.id == "own-x" }?.isOwn == true)
        #expect(try book.reportFile("own-x", caller: viewer) == Array(text.utf8))
        try book.keepReport(Array(text.replacing("price]", with: "duration]").utf8), caller: viewer)
        let days = try #require(DayRange(year: 2026, month: 3))
        let document = try book.report("own-x", ReportOrder(days), caller: viewer)
        #expect(document.tables[0].columns.map(\.id) == ["name", "calls", "duration"])
        try book.dropReport("own-x", caller: viewer)
        #expect(try !book.reportList(caller: viewer).contains { $0.id == "own-x" })
        let actions = try book.store.journal(before: nil, limit: 10).map(\.note.action)
        #expect(actions.filter { $0.hasPrefix("report.") } == ["report.drop", "report.keep", "report.keep"])
    }

    @Test("Bills hang on the program's reports: only who configures may take their place, and change another's")
    func rights() async throws {
        let book = try await SmallOffice().book
        let bill = text.replacing("own-x", with: "a01-party-bill")
        #expect(throws: ServiceError.self) { try book.keepReport(Array(bill.utf8), caller: viewer) }
        try book.keepReport(Array(text.utf8), caller: .console)
        #expect(throws: ServiceError.self) { try book.keepReport(Array(text.utf8), caller: viewer) }
        #expect(throws: ServiceError.self) { try book.dropReport("own-x", caller: viewer) }
    }

    @Test("Favourites are each user's own")
    func favourites() async throws {
        let book = try await SmallOffice().book
        let another = Caller(kind: .user, name: "w", role: .viewer)
        try book.setFavourite("A04", true, caller: viewer)
        try book.setFavourite("a04-organisation-summary", true, caller: viewer)
        try book.setFavourite("b02-outgoing", true, caller: viewer)
        #expect(try book.favouriteReports(caller: viewer) == ["a04-organisation-summary", "b02-outgoing"])
        #expect(try book.favouriteReports(caller: another) == [])
        try book.setFavourite("b02-outgoing", false, caller: another)
        try book.setFavourite("a04-organisation-summary", false, caller: viewer)
        #expect(try book.favouriteReports(caller: viewer) == ["b02-outgoing"])
        #expect(throws: (any Error).self) { try book.setFavourite("z99-none", true, caller: viewer) }
    }

    @Test("A wrong one is refused with its line, and nothing is kept")
    func wrong() async throws {
        let book = try await SmallOffice().book
        #expect(throws: Problems.self) { try book.keepReport(Array(text.replacing("party", with: "mood").utf8), caller: viewer) }
        #expect(try book.store.ownReports().isEmpty)
    }

    @Test("What is changed on a page is kept as it is shown")
    func changed() async throws {
        let office = try await SmallOffice()
        try await office.take(SmallOffice.march)
        var order = ReportOrder(try #require(DayRange(year: 2026, month: 3)))
        try order.add("duration=61..")
        try order.change(.group, "callType")
        try order.change(.measure, "calls")
        try order.change(.measure, "longest")
        let id = try office.book.keepReport("a04-organisation-summary", changed: order, as: "Long by type", caller: viewer)
        #expect(id == "own-long-by-type")
        let shown = try office.book.report("a04-organisation-summary", order, caller: viewer)
        let kept = try office.book.report(id, ReportOrder(order.days), caller: viewer)
        #expect(shown.tables[0].rows == kept.tables[0].rows)
        #expect(shown.tables[0].rows.last?.cells.map(\.value.text) == ["Total", "2", "0:02:00"])
    }
}
