import Billing
import Document
import Foundation
import Model
import Money
import Rendering
import Reporting
import Site
import Testing
import Time

@Suite struct PartyBillTests {
    /// Local: 0.12345 → 0.1234 and 6.00 (over the price); mobile: 0.13355 → 0.1336 (over the duration); one without rate; one free.
    let calls = [
        call("a", 2, 123_450), call("b", 3, 6_000_000), call("c", 4, type: "mobile", 133_550, seconds: 601), call("d", 5, type: "mobile"),
        call("e", 6, state: .free), call("f", 7, party: "102", 1_000_000), call("g", 32, 9_000_000),
    ]

    func document(_ book: MemoryBook, _ site: Site = office(), today: Int = 40, free: Bool = false) throws -> Document {
        let catalogue = try ReportCatalogue()
        let definition = try catalogue.definition("a01-party-bill")
        let days = try #require(DayRange(year: 2026, month: 3))
        var request = ReportRequest(days: days, party: PartyID("101"), today: march(today))
        request.includesFree = free
        let report = Report(definition, request, directory: ReportDirectory(site), texts: catalogue.texts(definition), source: book)
        return try report.document()
    }

    @Test func theBillIsWhatAHandWouldWrite() throws {
        let document = try document(MemoryBook(calls: calls))
        #expect(document.title == "Bill of Reception")
        #expect(document.sentence == "4 calls of Reception, March 2026, 6.26 USD")
        let table = try #require(document.tables.first)
        #expect(table.columns.last == Column(id: "final.USD", title: "Price", kind: .money(.usd)))
        #expect(
            table.rows.map { [$0.kind.rawValue, $0.cells.first?.value.text ?? "", $0.cells.last?.value.text ?? ""] } == [
                ["heading", "Local", ""], ["line", "2026-03-02 09:00:00", "0.1234"], ["line", "2026-03-03 09:00:00", "6.00"],
                ["subtotal", "Local: 2 calls", "6.1234"], ["heading", "Mobile", ""], ["line", "2026-03-04 09:00:00", "0.1336"],
                ["line", "2026-03-05 09:00:00", "no rate"], ["subtotal", "Mobile: 2 calls", "0.1336"],
                ["sum", "Sum: 4 calls", "6.257"], ["adjustment", "Rounding to the minor unit", "0.003"],
                ["total", "Total to pay", "6.26"],
            ])
        #expect(table.rows.filter { $0.kind == .line }.map(\.isBold) == [false, true, true, false])
        #expect(table.rows[1].mark?.colour == ColourPair(["#15803d", "#4ade80"]))
    }

    @Test func callsWithoutRateAreNeverSilentlyNothing() throws {
        let document = try document(MemoryBook(calls: calls))
        #expect(document.notices.map(\.kind) == [.warning])
        #expect(document.notices.first?.text == "1 call has no rate and is in no sum: no prefix (1). Add the rate, and it is priced.")
        let csv = String(decoding: CSVText.render(document), as: UTF8.self)
        #expect(csv.contains("no rate: no prefix,no rate,\r\n"))
    }

    @Test func itTiesToTheSummariesBeforeRounding() throws {
        let document = try document(MemoryBook(calls: calls))
        #expect(document.tieOut?.ties == true)
        #expect(
            document.tieOut?.text
                == "Ties to the book's daily sums under the same filter: charges of 6.257 USD here, charges of 6.257 USD there.")
    }

    @Test func aMillionthTooMuchIsAnAlarm() throws {
        let document = try document(MemoryBook(calls: calls, error: 1))
        #expect(document.tieOut?.ties == false)
        #expect(document.notices.first?.kind == .alarm)
        #expect(document.notices.first?.text.contains("6.257 USD here, charges of 6.257001 USD there") == true)
    }

    @Test func aPeriodThatIsNotOverIsHot() throws {
        #expect(try document(MemoryBook(calls: calls), today: 31).notices.contains { $0.kind == .hot })
        #expect(try !document(MemoryBook(calls: calls), today: 32).notices.contains { $0.kind == .hot })
    }

    @Test func freeCallsStandOnItWhereWanted() throws {
        let table = try #require(try document(MemoryBook(calls: calls), free: true).tables.first)
        #expect(table.rows.contains { $0.cells.contains(Cell(.text("free: incoming"))) })
        #expect(table.rows.last?.cells.last?.value.text == "6.26")
    }

    @Test func eachCurrencyHasAColumnAndATotalOfItsOwn() throws {
        let yen = try #require(Currency("JPY"))
        let table = try #require(try document(MemoryBook(calls: calls + [call("h", 8, 10_506_000, yen)])).tables.first)
        #expect(table.columns.suffix(2).map(\.id) == ["final.JPY", "final.USD"])
        #expect(table.rows.last?.cells.suffix(2).map(\.value.text) == ["11", "6.26"])
    }

    @Test func anEmptyBillIsABill() throws {
        let document = try document(MemoryBook(calls: []))
        #expect(document.sentence == "0 calls of Reception, March 2026, 0.00 USD")
        #expect(document.tieOut?.ties == true)
    }

    @Test func allFormsHaveTheSameFigures() throws {
        var site = office()
        site.parties[0].name = "=HYPERLINK(\"x\")<script>\u{202e}"
        let document = try document(MemoryBook(calls: calls), site)
        let html = HTMLPage.render(document).string
        let csv = String(decoding: CSVText.render(document), as: UTF8.self)
        let json = String(decoding: DocumentData.json(document), as: UTF8.self)
        let cells = document.tables.flatMap(\.rows).flatMap(\.cells)
        let figures = cells.filter { !$0.value.isOutsideText && $0.value != .empty }.map(\.value.text)
        #expect(figures.count == 19)
        for figure in figures {
            #expect(html.contains(">\(figure)<"), "\(figure)")
            #expect(csv.contains(",\(figure),") || csv.contains(",\(figure)\r\n"), "\(figure)")
            #expect(json.contains("\"\(figure)\""), "\(figure)")
        }
        #expect(!html.contains("<script") && !html.contains("\u{202e}") && !json.contains("<"))
    }

    @Test func thePageAndTheDataHaveTheSameTotals() throws {
        let days = try #require(DayRange(year: 2026, month: 3))
        let head = BillHead(party: PartyID("101"), name: "Reception", days: days, currency: .usd, today: march(40))
        var builder = BillBuilder(head, LinePrecision(office().settings))
        try MemoryBook(calls: calls).eachCall(head.filter(free: false)) { try builder.add($0) }
        let tree = BillData.tree(try builder.bill(), zone: .utc)
        let bill = try #require(tree["bill"])
        #expect(bill["total"] == .text("6.26") && bill["sum"] == .text("6.257") && bill["rounding"] == .text("0.003"))
        #expect(bill["unrated"] == .object(["no prefix": .integer(1)]))
        let table = try #require(try document(MemoryBook(calls: calls)).tables.first)
        #expect(table.rows.last?.cells.last?.value.text == "6.26")
        let json = String(decoding: JSONText.render(tree), as: UTF8.self)
        #expect(
            json.contains(
                #"{"id":"a","start":"2026-03-02T09:00:00","called":"8490a","calling":"101","destination":null,"callType":"local","#
                    + #""duration":60,"state":"rated","reason":null,"charge":"0.12345","base":null,"surcharges":null,"adjustment":null,"#
                    + #""packageDiscount":null,"volumeDiscount":null,"net":null,"rate":null,"final":"0.1234","currency":"USD"}"#))
        #expect(json.contains(#""state":"unrated","reason":"no prefix","charge":null,"base":null"#))
    }
}
