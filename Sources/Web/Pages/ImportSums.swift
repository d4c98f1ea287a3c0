internal import Model
internal import Rendering
internal import Service

/// The sums of one import as strip and tables: what the list, the result and the dashboard show.
struct ImportSums {
    let sums: ImportSummary
    let book: BookID
    let texts: ImportTexts

    func strip() -> ConservationStrip {
        func page(_ kind: ProblemKind) -> LocalPath {
            Route.book(book, .problems(kind)).link(kind == .skipped ? [("import", String(sums.number))] : [])
        }
        return ConservationStrip(
            [
                .init(.new, texts.new, sums.new, link: Route.book(book, .calls).link()), .init(.duplicate, texts.duplicate, sums.duplicate),
                .init(.conflict, texts.conflict, sums.conflict, link: page(.conflict)),
                .init(.quarantined, texts.quarantined, sums.quarantined, link: page(.quarantined)),
            ], skipped: .init(.skipped, texts.skipped, skipped, link: page(.skipped)),
            sentence: texts.sum(
                records: Figures.count(sums.records), new: Figures.count(sums.new), duplicate: Figures.count(sums.duplicate),
                conflict: Figures.count(sums.conflict), quarantined: Figures.count(sums.quarantined)))
    }

    var skipped: Int64 { sums.skipped.values.reduce(0, &+) }

    func state() -> Badge {
        let word = texts.states[sums.state.rawValue] ?? sums.state.rawValue
        switch sums.state {
        case .running: return Badge(word, .plain)
        case .done: return Badge(word, .good)
        case .failed: return Badge(word, .bad)
        }
    }

    /// Lines, and the new calls, each with its reasons and its sum.
    func tables(_ pieces: PieceTexts) -> HTMLText {
        let skips = Route.book(book, .problems(.skipped)).link([("import", String(sums.number))])
        let (free, unrated) = (sums.free.values.reduce(0, &+), sums.unrated.values.reduce(0, &+))
        return element("div", .class("columns")) {
            element("section") {
                element("h2") { texts.lines }
                table(
                    texts.lines, [(texts.inRecords, sums.linesInRecords, nil)] + reasons(sums.skipped, texts.skipped, skips),
                    total: sums.lines, pieces)
                element("p", .class("quiet")) {
                    texts.lineSum(
                        lines: Figures.count(sums.lines), inRecords: Figures.count(sums.linesInRecords), skipped: Figures.count(skipped))
                }
            }
            element("section") {
                element("h2") { texts.newCalls }
                table(
                    texts.newCalls,
                    [(texts.rated, max(0, sums.new - free - unrated), nil)] + reasons(sums.free, texts.free, nil)
                        + reasons(sums.unrated, texts.unrated, Route.book(book, .problems(.unrated)).link()), total: sums.new, pieces)
                if sums.repeated > 0 { element("p", .class("quiet")) { texts.repeated(Figures.count(sums.repeated)) } }
            }
        }
    }

    private func reasons(_ counts: [String: Int64], _ kind: String, _ link: LocalPath?) -> [(String, Int64, LocalPath?)] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ("\(kind): \($0.key)", $0.value, link) }
    }

    private func table(_ caption: String, _ lines: [(String, Int64, LocalPath?)], total: Int64, _ pieces: PieceTexts) -> HTMLText {
        let rows = lines.map { line in
            DataGrid.Row(
                [together { element("bdi") { line.0 } }, line.1 == 0 ? Figures.none(pieces) : together { Figures.count(line.1) }],
                link: line.2)
        }
        return DataGrid(
            caption: caption, columns: [.init(texts.reason, phone: .who), .init(texts.count, isFigure: true, phone: .amount)],
            rows: rows + [DataGrid.Row([together { texts.total }, together { Figures.count(total) }], kind: .total)]
        ).render(pieces)
    }
}
