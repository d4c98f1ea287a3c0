import Document
import Foundation
import Model
import Rendering
import Site
import Testing
import Time

@testable import Service

/// Letterhead, logo, slip, foot of pages and language, up to the paper.
@Suite("Layouts of bills")
struct BillLayoutTests {
    private static let layout = """
        layout:
          letterhead: [Haus am Markt GmbH, Markt 1, 10115 Berlin]
          logo: house.png
          footer: [Haus am Markt GmbH · HRB 12345, "Bank: DE02 1203 0000 0000 2020 51"]
          slip: ["Bitte zahlen Sie {total} {currency} bis {due}.", "Rechnung {number}, Verwendungszweck {reference}", "{party} {draft", "{ }"]
          dueDays: 14
          language: de
          colours: rows
        layouts:
          - {id: quiet, numbers: shortened, slip: [], language: fr}
          - {id: plain, itemised: false, logo: house.png}
        """

    /// Issued on 2026-04-02; 14 days later is 2026-04-16. RF check digits of 1: 98 − 1271500 mod 97 = 98 − 24 = 74.
    @Test("In German: letterhead, figures, days, slip and foot, on paper and as data")
    func german() async throws {
        let office = try await LayoutOffice(Self.layout)
        let number = try office.book.issueBill(of: office.anna, office.march, caller: .console).number
        let (_, document) = try office.book.issuedBill(number, caller: .console)
        #expect(document.title == "Telefonrechnung: Anna" && document.sentence == "3 Anrufe von Anna, März 2026, 0,60 EUR")
        #expect(document.slip == ["Bitte zahlen Sie 0,60 EUR bis 16.04.2026.", "Rechnung 1, Verwendungszweck RF741", "Anna {draft", "{ }"])
        #expect(document.facts.map(\.label) == ["Rechnungsnummer", "Ausgestellt", "Zahlbar bis", "Teilnehmer", "Zeitraum", "Von", "Bis"])
        #expect(document.tintsRows && document.footer.count == 2 && document.letterhead.count == 3)
        let page = try LayoutOffice.text(try office.book.issuedBill(number, as: .pdf, caller: .console))
        for words in [
            "Haus am Markt GmbH", "10115 Berlin", "Telefonrechnung: Anna", "02.03.2026 09:00:00", "Mobilfunk", "Ferngespräch", "0,30",
            "Zu zahlender Betrag", "0,60", "VAT 20 % auf 0,50", "Bitte zahlen Sie 0,60 EUR bis 16.04.2026.", "RF741", "HRB 12345",
            "DE02 1203 0000 0000 2020 51", "Seite 1 von 1", "Kostenlose Anrufe bei Hilfsdiensten",
        ] { #expect(page.contains(words), "\(words) in\n\(page)") }
        let html = String(decoding: try office.book.issuedBill(number, as: .html, caller: .console), as: UTF8.self)
        #expect(html.contains("<img class=\"logo\" src=\"data:image/png;base64,iVBORw0KGgo") && html.contains("img-src data:"))
        #expect(html.contains("class=\"document tinted\"") && html.contains("02.03.2026 09:00:00") && html.contains("<html lang=\"de\""))
        // Programs read the same in every language.
        let csv = String(decoding: try office.book.issuedBill(number, as: .csv, caller: .console), as: UTF8.self)
        #expect(csv.contains("2026-03-02 09:00:00") && csv.contains("0.60,EUR"))
        let json = String(decoding: try office.book.issuedBill(number, as: .json, caller: .console), as: UTF8.self)
        for words in [#""due": "2026-04-16""#, #""reference": "RF741""#, #""total": "0.60""#] { #expect(json.contains(words), "\(words)") }
        // A credit note has the letterhead and the language, and nothing to pay.
        let note = try office.book.creditBill(number, reason: "Falsch", caller: .console)
        let (_, credit) = try office.book.issuedBill(note.number, caller: .console)
        #expect(credit.title == "Gutschrift für anna Anna" && credit.slip.isEmpty && credit.letterhead == document.letterhead)
        #expect(credit.footer == document.footer && credit.logo == document.logo)
    }

    @Test("In Arabic: from right to left, with figures whole")
    func arabic() async throws {
        let office = try await LayoutOffice("layout: {language: ar, slip: [\"ادفع {total} {currency} قبل {due}\"], dueDays: 30}")
        let number = try office.book.issueBill(of: office.anna, office.march, caller: .console).number
        let (_, document) = try office.book.issuedBill(number, caller: .console)
        #expect(document.language == "ar" && document.title == "فاتورة الهاتف: Anna")
        #expect(document.slip == ["ادفع 0.60 EUR قبل 02/05/2026"])
        let page = try LayoutOffice.text(try office.book.issuedBill(number, as: .pdf, caller: .console))
        for words in ["02/03/2026 09:00:00", "4917612345678", "0.60", "02/05/2026", "محمول"] {
            #expect(page.contains(words), "\(words) in\n\(page)")
        }
        let html = String(decoding: try office.book.issuedBill(number, as: .html, caller: .console), as: UTF8.self)
        #expect(html.contains("dir=\"rtl\"") && html.contains("إجمالي المستحق"))
    }

    @Test("The party's layout and language go before the node's, that before the one of the run, that before the site's")
    func whose() async throws {
        func bill(_ party: String, _ wish: BillWish = BillWish(), node: String = "") async throws -> Document {
            let office = try await LayoutOffice(Self.layout, party: party)
            if !node.isEmpty { try office.lay(node) }
            return try office.book.billDocument(of: office.anna, office.march, wish, caller: .console)
        }
        #expect(try await bill("").language == "de")
        #expect(try await bill("language: vi").language == "vi")
        let quiet = try await bill("layout: quiet")
        #expect(quiet.language == "fr" && quiet.footer.count == 2 && LayoutOffice.lines(quiet).contains { $0.contains("4917612345xxx") })
        #expect(try await bill("layout: quiet", BillWish(layout: "plain", language: "es")).title == "Factura telefónica: Anna")
        let asked = try await bill("", BillWish(layout: "plain"))
        #expect(asked.tables[0].columns.count == 4 && asked.language == "de")
        let below = try await bill("", BillWish(layout: "plain"), node: "quiet")
        #expect(below.language == "fr" && below.tables[0].columns.count > 4)
        let office = try await LayoutOffice(Self.layout)
        #expect(throws: ServiceError.self) {
            try office.book.billDocument(of: office.anna, office.march, BillWish(layout: "none"), caller: .console)
        }
        #expect(throws: ServiceError.self) {
            try office.book.billDocument(of: office.anna, office.march, BillWish(language: "xx"), caller: .console)
        }
    }

    @Test("A bill of a department has letterhead, foot and slip too, once its days are over; a slip asks for no number that it has not")
    func department() async throws {
        let office = try await LayoutOffice(Self.layout)
        var order = ReportOrder(try office.march, node: NodeID("sales"))
        let document = try office.book.report("a03-department-bill", order, caller: .console)
        #expect(document.letterhead.first == "Haus am Markt GmbH" && document.footer.count == 2 && document.logo != nil)
        #expect(document.slip == ["Bitte zahlen Sie 0,50 EUR bis 16.04.2026.", "Sales {draft", "{ }"])
        #expect(document.title == "Rechnung: Sales" && document.tables[0].caption == "Anrufe")
        // Not over: nothing to pay yet.
        order = ReportOrder(try #require(DayRange(year: 2026, month: 4)), node: NodeID("sales"))
        #expect(try office.book.report("a03-department-bill", order, caller: .console).slip.isEmpty)
        // No bill: nothing to pay at all.
        order = ReportOrder(try office.march, node: NodeID("sales"))
        #expect(try office.book.report("b01-all-calls", order, caller: .console).slip.isEmpty)
        #expect(throws: Never.self) { try office.book.render(document, as: .pdf) }
    }

    /// 0.10, 0.20 and 0.20 EUR at 1.25: 0.125, 0.25 and 0.25 USD.
    @Test("A bill in another currency says at what rate")
    func exchanged() async throws {
        let rates = "exchangeRates: {rates: [{date: 2026-03-01, from: EUR, to: USD, rate: \"1.25\"}]}"
        let office = try await LayoutOffice("layout: {language: de}\n" + rates, party: "currency: USD")
        let document = try office.book.billDocument(of: office.anna, office.march, caller: .console)
        #expect(document.notes.contains("Umgerechnet mit 1 EUR = 1,25 USD: 3 Anrufe."), "\(document.notes)")
        let lines = LayoutOffice.lines(document)
        #expect(lines.contains { $0.hasSuffix("|0.10|0.125") } && lines.contains { $0.hasPrefix("sum|Zwischensumme: 3 Anrufe") })
        #expect(lines.contains { $0.hasSuffix("|0.50|0.625") }, "\(lines)")
    }

    @Test("What is issued keeps its picture, whatever the site says today")
    func picture() async throws {
        let office = try await LayoutOffice(Self.layout)
        let number = try office.book.issueBill(of: office.anna, office.march, caller: .console).number
        let before = try office.book.issuedBill(number, as: .pdf, caller: .console)
        let (_, document) = try office.book.issuedBill(number, caller: .console)
        let digest = try #require(document.logo?.digest)
        #expect(try office.book.logo(digest, caller: .console) == LayoutOffice.png)
        let other = Array(LayoutOffice.yaml("").utf8)
        let (result, _) = SiteLoader().read(file: "site.yaml", other) { _ in nil }
        let site = try #require(result.site)
        _ = try office.book.importSite(
            LoadedSite(main: other, decks: [:], site: site, problems: result.problems, lines: result.lines), caller: .console)
        #expect(try office.book.issuedBill(number, as: .pdf, caller: .console) == before)
        // Other files of the site are no pictures, and a viewer sees these.
        #expect(throws: ServiceError.self) { try office.book.logo(Array(repeating: 7, count: 32), caller: .console) }
        let viewer = Caller(kind: .user, name: "v", role: .viewer)
        #expect(try office.book.logo(digest, caller: viewer) == LayoutOffice.png)
    }

    @Test("A picture whose head is right and whose rest is not is refused before it is taken")
    func damaged() async throws {
        let office = try await LayoutOffice("")
        let yaml = Array(LayoutOffice.yaml("layout: {logo: house.png}").utf8)
        let broken = Array(LayoutOffice.png.prefix(60))
        let (result, files) = SiteLoader().read(file: "site.yaml", yaml) { _ in broken }
        let loaded = LoadedSite(
            main: yaml, decks: files, site: try #require(result.site), problems: result.problems, lines: result.lines)
        #expect(throws: ServiceError.self) { try office.book.importSite(loaded, caller: .console) }
    }
}

extension LayoutOffice {
    /// Gives the node `house`, above the party's, a layout.
    func lay(_ layout: String) throws {
        let state = try book.site()
        var site = state.site
        site.organisation[0].layout = LayoutID(layout)
        try book.change(site, "site.change", "house", caller: .console)
    }
}
