internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// The gallery: every report with what it is for, by section, found by any word of it.
struct ReportsPage {
    let reports: [ReportInfo]
    let search: String
    let onlyBills: Bool
    /// Reports that the user wants at hand.
    let favourites: Set<String>
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
            let own = shown.filter { favourites.contains($0.id) }
            if !own.isEmpty { section(texts.favourites, own, visit) }
            for letter in sections { section(texts.sections[letter] ?? texts.own, shown.filter { $0.section == letter }, visit) }
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

    private func section(_ title: String, _ reports: [ReportInfo], _ visit: Visit) -> HTMLText {
        element("section", .class("gallery")) {
            element("h2") { title }
            element("ul") {
                for report in reports {
                    element("li") {
                        card(report, visit.texts.reports)
                        star(report, visit)
                    }
                }
            }
        }
    }

    private func card(_ report: ReportInfo, _ texts: ReportsTexts) -> HTMLText {
        element("a", .class("card"), .href(Route.book(book, .report(report.id)).link())) {
            ReportPreview(sketch: report.sketch).render()
            element("span", .class("name")) { report.name }
            element("span", .class("quiet")) { report.purpose }
            element("span", .class("id")) { report.id + (report.isOwn ? " · " + texts.own : "") }
        }
    }

    /// Puts the report among the favourites, or takes it out.
    private func star(_ report: ReportInfo, _ visit: Visit) -> HTMLText {
        let (isOne, texts) = (favourites.contains(report.id), visit.texts.reports)
        return element("form", .class("star"), .text("method", "post"), .action(Route.book(book, .reports).link())) {
            visit.formToken
            for (name, value) in [
                ("report", report.id), ("favourite", isOne ? "no" : "yes"), ("q", search), ("bills", onlyBills ? "yes" : ""),
            ] {
                single("input", .text("type", "hidden"), .text("name", name), .text("value", value))
            }
            element("button", .text("aria-label", (isOne ? texts.unstar : texts.star) + ": " + report.name)) { isOne ? "★" : "☆" }
        }
    }
}

extension ServicePages {
    func reportsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        if visit.method == .change { return try await markReport(visit, book, caller) }
        let (reports, favourites) = try await blocking {
            (try book.reportList(caller: caller), try book.favouriteReports(caller: caller))
        }
        if visit.wanted == .json { return .bytes(Array(ReportInfo.json(reports).utf8), type: "application/json") }
        let page = ReportsPage(
            reports: reports, search: String((visit.query["q"] ?? "").prefix(100)), onlyBills: visit.query["bills"] == "yes",
            favourites: favourites, book: book.id)
        let texts = visit.texts.reports
        let bills = reports.filter(\.isBill).count
        let schedules = element("a", .class("button"), .href(Route.book(book.id, .schedules).link())) { visit.texts.schedules.title }
        return try await framed(
            visit, book, .reports, title: texts.title, sentence: texts.sentence(reports.count, bills), actions: schedules
        ) {
            page.content(visit)
        }
    }
    /// A star was set or taken; the gallery is shown as it was.
    private func markReport(_ visit: Visit, _ book: OpenBook, _ caller: Caller) async throws -> Response {
        let (report, isOne) = (visit.form["report"], visit.form["favourite"] == "yes")
        try await blocking { try book.setFavourite(report, isOne, caller: caller) }
        return .redirect(Route.book(book.id, .reports).link([("q", visit.form["q"]), ("bills", visit.form["bills"])]))
    }
}
