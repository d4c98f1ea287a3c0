import Billing
import Document
import Model
import Rendering
import Reporting
import Site
import Store
import Testing
import Time

@testable import Service

/// Words of lists that programs know, and what people read for them.
@Suite("Words of lists") struct ListWordsTests {
    private static let definition = """
        id: own
        dataSet: list
        list: witnessed
        layout: detail
        columns: [called, state, differs]
        filter: {where: [{field: state, any: [differs, onlyOurs]}]}
        sort: {by: state}
        totals: none
        """

    private static func document(_ language: BillLanguage) async throws -> Document {
        var order = ReportOrder(try WitnessOffice.october())
        order.wish.language = language.rawValue
        return try await WitnessOffice().list.book.report(file: "own.yaml", bytes: Array(definition.utf8), order, caller: .console)
    }

    private static func rows(_ document: Document, _ text: (Value) -> String) -> [String] {
        document.tables[0].rows.map { row in row.cells.map { text($0.value) }.joined(separator: " | ") }
    }

    /// Conditions and the order are by the words that programs know, whatever the language.
    @Test func peopleReadThemInTheirLanguage() async throws {
        let (german, chinese) = (try await Self.document(.de), try await Self.document(.zh))
        let stable = [
            "49175222 | differs | duration, amount", "4930333 | differs | amount", "49175666 | differs | duration, amount",
            "49175777 | differs | currency", "33444 | onlyOurs | ",
        ]
        #expect(Self.rows(german, \.text) == stable && Self.rows(chinese, \.text) == stable)
        #expect(
            Self.rows(german, \.shown) == [
                "49175222 | weicht ab | Dauer, Betrag", "4930333 | weicht ab | Betrag", "49175666 | weicht ab | Dauer, Betrag",
                "49175777 | weicht ab | Währung", "33444 | nur bei uns | ",
            ])
        #expect(Self.rows(chinese, \.shown).last == "33444 | 仅我方有 | ")
    }

    @Test func programsReadThemAsTheyAre() async throws {
        let german = try await Self.document(.de)
        for form in [DocumentForm.csv, .json] {
            let text = String(decoding: try DocumentForm.render(german, as: form), as: UTF8.self)
            #expect(text.contains("onlyOurs") && text.contains("duration, amount") && !text.contains("nur bei uns"), "\(form)")
        }
        let page = String(decoding: try DocumentForm.render(german, as: .html), as: UTF8.self)
        #expect(page.contains("<bdi>nur bei uns</bdi>") && page.contains("Dauer, Betrag") && !page.contains("onlyOurs"))
    }

    @Test("Every word that a list may say is in every language", arguments: BillLanguage.allCases)
    func allOfThem(language: BillLanguage) throws {
        let catalogue = try ReportCatalogue()
        let texts = catalogue.texts(try catalogue.definition("g03-carrier-bill"), language: language.rawValue)
        var words = ["open", "closed", "billed", "numbers", "silence", "ended", "yes", "seconds", "minutes", "calls", "skipped"]
        words += ["duration", "amount", "currency", "error", "warning", "matched", "differs", "onlyOurs", "onlyTheirs"]
        words += IssuedBill.Kind.allCases.map(\.rawValue) + SourceView.State.allCases.map(\.rawValue)
        words += ImportState.allCases.map(\.rawValue) + ConflictDecision.allCases.map(\.rawValue)
        words += DeliveryState.allCases.map(\.rawValue) + ReratingState.allCases.map(\.rawValue) + Scheme.allCases.map(\.rawValue)
        words += BudgetUse.Level.allCases.map(\.rawValue)
        for word in words {
            let key = "word." + word
            #expect(texts[key] != key && !texts[key].isEmpty, "\(language) \(word)")
        }
    }
}
