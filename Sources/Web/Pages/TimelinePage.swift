internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// Versions of rate tables in the order of time: planned, in force, past.
struct TimelinePage {
    let timeline: TariffTimeline
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.timeline
        return together {
            TariffTabs(current: .timeline, book: book).render(visit.texts.tester)
            element("section") {
                element("h2") { texts.planned }
                if timeline.planned.isEmpty { element("p", .class("quiet")) { texts.nothingPlanned } }
                for entry in timeline.planned { PlannedVersion(entry: entry, book: book).render(visit) }
            }
            list(texts.inForce, timeline.inForce, visit)
            list(texts.past, timeline.past, visit)
            if timeline.hidden > 0 { element("p", .class("quiet")) { texts.hidden(Figures.count(timeline.hidden)) } }
        }
    }

    @HTML private func list(_ title: String, _ entries: [TariffTimeline.Entry], _ visit: Visit) -> HTMLText {
        let texts = visit.texts.timeline
        if !entries.isEmpty {
            element("section") {
                element("h2") { title }
                DataGrid(
                    caption: title,
                    columns: [
                        .init(texts.table, phone: .who), .init(texts.scheme, phone: .where), .init(texts.from, phone: .when),
                        .init(texts.rows, isFigure: true, phone: .amount), .init(texts.changes, phone: .below),
                    ], rows: entries.map { row($0, visit) }
                ).render(visit.texts.pieces)
            }
        }
    }

    private func row(_ entry: TariffTimeline.Entry, _ visit: Visit) -> DataGrid.Row {
        let texts = visit.texts.timeline
        return DataGrid.Row(
            [
                together { element("bdi") { entry.table.text } },
                together { visit.texts.tariffs.schemes[entry.scheme.rawValue] ?? entry.scheme.rawValue },
                together {
                    element("span", .class("moment")) { entry.from.minuteText }
                    element("span", .class("quiet")) { " " + texts.zone(entry.zone) }
                },
                together { Figures.count(entry.rows) },
                together {
                    if entry.state == .never { Badge(texts.never, .warning).render() }
                    if entry.state == .inForce { VersionWords.sentence(entry, texts) }
                },
            ], link: Route.book(book, .tariff(entry.table)).link([("version", String(entry.version))]))
    }
}

/// A version that comes, with what it changes.
struct PlannedVersion {
    let entry: TariffTimeline.Entry
    let book: BookID

    func render(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.timeline
        let link = Route.book(book, .tariff(entry.table)).link([("version", String(entry.version))])
        return element("article", .class("planned")) {
            element("h3") {
                element("a", .href(link)) { element("bdi") { entry.table.text } }
                " "
                element("span", .class("moment")) { entry.from.minuteText }
                element("span", .class("quiet")) { " " + texts.zone(entry.zone) }
            }
            element("p") { VersionWords.sentence(entry, texts) }
            if let changes = entry.changes { VersionWords.table(changes, visit) }
        }
    }
}

/// What a version changes, in words and as a table of its first prefixes.
enum VersionWords {
    static func sentence(_ entry: TariffTimeline.Entry, _ texts: TimelineTexts) -> String {
        guard let changes = entry.changes else { return texts.first }
        let counts = texts.counts(
            added: Figures.count(changes.added), removed: Figures.count(changes.removed), changed: Figures.count(changes.changed))
        let terms = changes.terms.map { $0.before + " → " + $0.after }
        let words = ((counts.isEmpty ? [] : [counts]) + terms).joined(separator: "; ")
        return words.isEmpty ? texts.nothing : words
    }

    @HTML static func table(_ changes: VersionChanges, _ visit: Visit) -> HTMLText {
        let texts = visit.texts.timeline
        if !changes.examples.isEmpty {
            let all = changes.added + changes.removed + changes.changed
            DataGrid(
                caption: texts.changes,
                columns: [
                    .init(texts.prefix, phone: .who), .init(texts.name, phone: .where), .init(texts.what, phone: .amount),
                    .init(texts.before, phone: .below), .init(texts.after, phone: .below),
                ], rows: changes.examples.map { row($0, texts) },
                pager: changes.examples.count == all
                    ? nil : Pager(summary: texts.examples(Figures.count(changes.examples.count), of: Figures.count(all)))
            ).render(visit.texts.pieces)
        }
    }

    private static func row(_ example: VersionChanges.Example, _ texts: TimelineTexts) -> DataGrid.Row {
        DataGrid.Row([
            together {
                example.prefix.isEmpty ? texts.everythingElse : example.prefix
                if example.isShort { element("span", .class("quiet")) { " " + texts.short } }
            },
            together { element("bdi") { example.name } }, together { texts.kinds[example.kind.rawValue] ?? example.kind.rawValue },
            price(texts.before, example.before), price(texts.after, example.after),
        ])
    }

    /// A phone has no headings.
    private static func price(_ title: String, _ words: String) -> HTMLText {
        together {
            element("span", .class("only-phone")) { title + ": " }
            words.isEmpty ? "–" : words
        }
    }
}

extension ServicePages {
    func timelinePage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let timeline = try await blocking { try book.tariffTimeline(caller: caller) }
        switch visit.wanted {
        case .csv, .pdf, .xlsx: throw PageError.bad(visit.texts.errors.unknownForm)
        case .json: return .json(timeline.json)
        case .html: break
        }
        let texts = visit.texts.timeline
        let json = element("a", .class("button"), .href(Route.book(book.id, .timeline).link([("as", "json")]))) { texts.json }
        return try await framed(visit, book, .tariffs, title: texts.title, sentence: texts.sentence, actions: json) {
            TimelinePage(timeline: timeline, book: book.id).content(visit)
        }
    }
}
