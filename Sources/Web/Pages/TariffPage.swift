internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// A rate table as a readable page: how it charges, its bands, its versions and the rates of one of them.
struct TariffPage {
    let tariff: TariffView
    /// Versions that are still to come, with what they change.
    let planned: [TariffTimeline.Entry]
    let search: String
    let from: Int
    /// The rate that is being added; `nil` for who may not.
    let form: RateForm?
    let added: Bool
    let days: (from: String, to: String)
    let mayRate: Bool
    let book: BookID

    static let pageSize = 200

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.tariffs
        return together {
            if added { addedNotice(visit, texts) }
            form?.faults(visit)
            element("div", .class("columns")) {
                element("section", .class("sentences")) { for sentence in tariff.sentences { element("p") { sentence } } }
                versions(texts)
            }
            if !planned.isEmpty {
                element("section") {
                    element("h2") { visit.texts.timeline.planned }
                    for entry in planned { PlannedVersion(entry: entry, book: book).render(visit) }
                }
            }
            bands(texts)
            rates(visit, texts)
            form?.render(visit, tariff, book)
        }
    }

    private func addedNotice(_ visit: Visit, _ texts: TariffTexts) -> HTMLText {
        together {
            Notice(.good, texts.added).render()
            if mayRate { element("section", .class("mend")) { RateAgain(book: book, days: days, isMain: true).form(visit) } }
        }
    }

    private func versions(_ texts: TariffTexts) -> HTMLText {
        element("section") {
            element("h2") { texts.versions }
            if tariff.summary.inForce == nil { Notice(.warning, texts.noVersion(of: tariff.summary.id.text)).render() }
            element("ul", .class("versions-list")) {
                for version in tariff.summary.versions {
                    element("li") {
                        element(
                            "a", .href(Route.book(book, .tariff(tariff.summary.id)).link([("version", String(version.index))])),
                            version == tariff.version ? .text("aria-current", "true") : nil
                        ) { texts.validFrom.lowercased() + " " + version.from.minuteText }
                        " · " + Figures.count(version.rows) + " " + texts.rows.lowercased() + " "
                        if version.isInForce { Badge(texts.now, .good).render() }
                    }
                }
            }
        }
    }

    private func bands(_ texts: TariffTexts) -> HTMLText {
        element("section") {
            element("h2") { texts.bands }
            if let week = tariff.week {
                WeekTable(week: week, holidays: tariff.holidays).render(texts)
            } else {
                element("p") { texts.always }
            }
        }
    }

    private func rates(_ visit: Visit, _ texts: TariffTexts) -> HTMLText {
        let route = Route.book(book, .tariff(tariff.summary.id))
        let version = tariff.version.map { [("version", String($0.index))] } ?? []
        let next = from + tariff.rows.count
        return element("section") {
            element("h2") {
                texts.rates
                if let version = tariff.version { " " + texts.validFrom.lowercased() + " " + version.from.minuteText }
            }
            element("form", .class("fields"), .text("method", "get"), .action(route.link())) {
                for pair in version { single("input", .text("type", "hidden"), .text("name", pair.0), .text("value", pair.1)) }
                Field("q", texts.search, kind: .search, value: search, isRequired: false).render()
                element("button") { texts.find }
            }
            if tariff.rows.isEmpty {
                element("p") { texts.nothingFound }
            } else {
                DataGrid(
                    caption: texts.rates,
                    columns: [
                        .init(texts.name, phone: .who), .init(texts.prefix, phone: .where),
                        .init(texts.price, unit: tariff.summary.currency, phone: .amount),
                        .init(texts.terms, phone: .when),
                    ], rows: tariff.rows.map { row($0, texts) },
                    pager: Pager(
                        summary: texts.found(Figures.count(tariff.found), from: from + 1, to: next),
                        first: from > 0 ? route.link(version + [("q", search)]) : nil,
                        next: next < tariff.found ? route.link(version + [("q", search), ("after", String(next))]) : nil)
                ).render(visit.texts.pieces)
            }
        }
    }

    private func row(_ row: TariffView.Row, _ texts: TariffTexts) -> DataGrid.Row {
        DataGrid.Row([
            together { element("bdi") { row.name } },
            together {
                row.prefixes.map { $0.isEmpty ? texts.everythingElse : $0 }.joined(separator: " ")
                if row.isShort { element("span", .class("quiet")) { " " + texts.short } }
            },
            together {
                for price in row.prices {
                    element("div") {
                        if !price.name.isEmpty { element("span", .class("quiet")) { price.name + ": " } }
                        price.times
                    }
                }
            }, together { row.terms.joined(separator: ", ") },
        ])
    }
}

extension ServicePages {
    func tariffPage(_ visit: Visit, _ book: OpenBook, _ id: RateTableID) async throws -> Response {
        let caller = try visit.asker
        let mayConfigure = caller.may(.configure, in: book.id)
        var form = mayConfigure ? RateForm(visit.query) : nil
        if visit.method == .change {
            guard mayConfigure else { throw PageError.forbidden }
            let rate = NewRate(visit.form, table: id)
            do {
                try await blocking { try book.addRate(rate, caller: caller) }
                return .redirect(Route.book(book.id, .tariff(id)).link([("added", "1"), ("q", rate.prefix)]))
            } catch let fault as NewRate.Fault {
                form = RateForm(rate, fault: fault)
            } catch {
                guard !(error is PageError), let words = PlainWords.of(error) else { throw error }
                form = RateForm(rate, fault: .init(field: "prefix", text: words))
            }
        }
        let status: HTTPResponse.Status = form?.fault == nil ? .ok : .unprocessableContent
        let (search, from) = (String((visit.query["q"] ?? "").prefix(100)), max(0, visit.query["after"].flatMap { Int($0) } ?? 0))
        let version = visit.query["version"].flatMap { Int($0) }
        let (tariff, planned, today) = try await blocking {
            (
                try book.tariff(id, version: version, search: search, from: from, limit: TariffPage.pageSize, caller: caller),
                try book.tariffTimeline(of: id, caller: caller).planned, try book.today()
            )
        }
        let page = TariffPage(
            tariff: tariff, planned: planned, search: search, from: min(from, tariff.found), form: form, added: visit.query["added"] == "1",
            days: RateAgain.days(until: today), mayRate: caller.may(.decide, in: book.id), book: book.id)
        let texts = visit.texts.tariffs
        let sentence =
            (texts.schemes[tariff.summary.scheme.rawValue] ?? "") + (tariff.summary.provider.isEmpty ? "" : ": " + tariff.summary.provider)
            + ", "
            + tariff.summary.currency + ", " + tariff.zone
        return try await framed(
            visit, book, .tariffs, title: id.text, sentence: sentence.prefix(1).uppercased() + sentence.dropFirst(), status: status
        ) {
            page.content(visit)
        }
    }
}
