internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// The gallery: every report with what it is for, by section, found by any word of it.
struct ReportsPage {
    let reports: [ReportInfo]
    let search: String
    let onlyBills: Bool
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.reports
        return together {
            element("form", .class("fields filters"), .text("method", "get"), .action(Route.book(book, .reports).link())) {
                Field("q", texts.search, kind: .search, value: search, isRequired: false).render()
                if onlyBills { single("input", .text("type", "hidden"), .text("name", "bills"), .text("value", "yes")) }
                element("button") { texts.find }
            }
            element("nav", .class("tabs"), .text("aria-label", texts.kinds)) {
                tab(texts.all, isHere: !onlyBills, [])
                tab(texts.onlyBills, isHere: onlyBills, [("bills", "yes")])
            }
            if shown.isEmpty { EmptyState(texts.title, texts.none).render() }
            for section in sections { self.section(section, texts) }
        }
    }

    private func tab(_ label: String, isHere: Bool, _ query: [(name: String, value: String)]) -> HTMLText {
        element(
            "a", .href(Route.book(book, .reports).link(query + [("q", search)])), isHere ? .text("aria-current", "page") : nil
        ) { label }
    }

    private var shown: [ReportInfo] {
        let words = search.lowercased().split(separator: " ")
        return reports.filter { report in
            let text = (report.id + " " + report.name + " " + report.purpose).lowercased()
            return (!onlyBills || report.isBill) && words.allSatisfy { text.contains($0) }
        }
    }

    private var sections: [String] { Set(shown.map(\.section)).sorted() }

    private func section(_ letter: String, _ texts: ReportsTexts) -> HTMLText {
        element("section", .class("gallery")) {
            element("h2") { texts.sections[letter] ?? texts.own }
            element("ul") {
                for report in shown where report.section == letter { element("li") { card(report, texts) } }
            }
        }
    }

    private func card(_ report: ReportInfo, _ texts: ReportsTexts) -> HTMLText {
        element("a", .class("card"), .href(Route.book(book, .report(report.id)).link())) {
            Symbol.preview(report.layout)
            element("span", .class("name")) { report.name }
            element("span", .class("quiet")) { report.purpose }
            element("span", .class("id")) { report.id + (report.isOwn ? " · " + texts.own : "") }
        }
    }
}

extension ServicePages {
    func reportsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let reports = try await blocking { try book.reportList(caller: caller) }
        if visit.wanted == .json { return .bytes(Array(ReportInfo.json(reports).utf8), type: "application/json") }
        let page = ReportsPage(
            reports: reports, search: String((visit.query["q"] ?? "").prefix(100)), onlyBills: visit.query["bills"] == "yes", book: book.id)
        let texts = visit.texts.reports
        let bills = reports.filter(\.isBill).count
        let schedules = element("a", .class("button"), .href(Route.book(book.id, .schedules).link())) { visit.texts.schedules.title }
        return try await framed(
            visit, book, .reports, title: texts.title, sentence: texts.sentence(reports.count, bills), actions: schedules
        ) {
            page.content(visit)
        }
    }
}
