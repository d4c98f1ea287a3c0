internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// What became of one import; while it runs, how far it is.
struct ImportResultPage {
    let sums: ImportSummary
    let isRunning: Bool
    /// Why it failed, where it did.
    let failure: String
    let started: String
    /// Whole seconds since its begin.
    let seconds: Int64
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.imports
        let shown = ImportSums(sums: sums, book: book, texts: texts)
        return together {
            if isRunning {
                progress(texts).render()
                element("p", .class("quiet")) {
                    element("a", .href(Route.book(book, .importResult(sums.number)).link())) { texts.reload }
                }
            } else {
                if !failure.isEmpty { Notice(.bad, failure).render() }
                if sums.state == .running, failure.isEmpty { Notice(.warning, texts.cutOff).render() }
                if sums.state == .done, !sums.isConserved { Notice(.bad, texts.notConserved).render() }
                if sums.state == .done, sums.records > 0, sums.new == 0 { Notice(.plain, texts.nothingNew).render() }
                for warning in sums.plainWarnings(visit.texts) { Notice(.warning, warning.text, link: warning.link(book)).render() }
            }
            shown.strip().render()
            shown.tables(visit.texts.pieces)
        }
    }

    private func progress(_ texts: ImportTexts) -> Progress {
        let done = sums.expectedBytes.flatMap { total in
            total > 0 ? Int(min(1000, sums.bytes.multipliedReportingOverflow(by: 1000).partialValue / total)) : nil
        }
        let left = done.flatMap { done in done > 20 && seconds > 1 ? Figures.duration(seconds * Int64(1000 - done) / Int64(done)) : nil }
        return Progress(
            texts.running + " " + sums.name, thousandths: done, sentence: texts.progress(Figures.count(sums.lines), left: left),
            isRunning: true)
    }
}

/// Something that a person should look at, with the page where it is mended.
struct ImportWarning {
    let text: String
    let kind: ProblemKind
    let words: String
    let number: Int64

    func link(_ book: BookID) -> (text: String, path: LocalPath) {
        (words, Route.book(book, .problems(kind)).link(kind == .skipped ? [("import", String(number))] : []))
    }
}

extension ImportSummary {
    func plainWarnings(_ texts: Texts) -> [ImportWarning] {
        var warnings: [ImportWarning] = []
        func add(_ kind: ProblemKind, _ text: String) {
            warnings.append(ImportWarning(text: text, kind: kind, words: texts.problems.titles[kind.rawValue] ?? "", number: number))
        }
        let (left, waiting) = (skipped.values.reduce(0, &+), unrated.values.reduce(0, &+))
        if left > linesInRecords {
            add(.skipped, "\(Figures.count(left)) of \(Figures.count(lines)) lines are no records of \(format). Is it the right format?")
        }
        if waiting > 0 { add(.unrated, waiting == 1 ? "1 new call has no rate." : "\(Figures.count(waiting)) new calls have no rate.") }
        if conflict > 0 { add(.conflict, "\(Figures.count(conflict)) records differ from stored ones of the same call.") }
        return warnings
    }
}

extension ServicePages {
    func importResultPage(_ visit: Visit, _ book: OpenBook, _ number: Int64) async throws -> Response {
        let caller = try visit.asker
        let page = try await blocking {
            let now = book.runner.running.flatMap { $0.number == number ? $0 : nil }
            let stored = try book.importSummary(number, caller: caller)
            let sums = now ?? stored
            let failure = now == nil ? book.runner.failure(of: number) ?? stored.failure : ""
            return ImportResultPage(
                sums: sums, isRunning: now != nil, failure: failure, started: try book.wall(sums.started).minuteText,
                seconds: book.clock().seconds - sums.started.seconds, book: book.id)
        }
        let (texts, sums) = (visit.texts.imports, page.sums)
        let facts = texts.facts(format: sums.format, switch: sums.switch, source: sums.source, actor: sums.actor)
        return try await framed(visit, book, .imports, title: sums.name, sentence: page.started + " · " + facts) { page.content(visit) }
    }
}
