internal import Model
internal import Rendering
internal import Service

/// What a definition makes of lines: each record with its fields over the bytes, its decode, or why it is none.
struct WorkbenchResult {
    let bench: Workbench

    private static let tints = 6

    func render(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.workbench
        return together {
            if !bench.faults.isEmpty {
                faults(texts)
            } else {
                Notice(.good, texts.right).render()
                if !bench.rows.isEmpty { rows(texts) }
                if bench.readings.contains(where: { $0.records > 1 }) { readings(texts, visit.texts.pieces) }
            }
        }
    }

    private func faults(_ texts: WorkbenchTexts) -> HTMLText {
        element("div", .class("error-summary"), .text("role", "alert")) {
            element("h2") { texts.wrong }
            element("ul") {
                for fault in bench.faults.prefix(50) {
                    element("li") {
                        element("a", .text("href", "#f-definition")) { (fault.line.map { texts.at(line: $0) } ?? texts.definition) + ": " }
                        element("bdi") { fault.text }
                    }
                }
            }
        }
    }

    /// Fields that have a place, in the order of their first row: a field's tint is its place in this list.
    private var names: [String] {
        var found: [String] = []
        for field in bench.rows.flatMap(\.fields) where field.range != nil && !found.contains(field.name) { found.append(field.name) }
        return found
    }

    private func rows(_ texts: WorkbenchTexts) -> HTMLText {
        let names = self.names
        func tint(_ name: String) -> String { names.firstIndex(of: name).map { "tint-\($0 % Self.tints)" } ?? "" }
        return element("section") {
            element("h2") { texts.decoded }
            element("p") {
                texts.sums(Figures.count(bench.inRecords), Figures.count(bench.noise), Figures.count(bench.broken))
            }
            element("p", .class("legend")) {
                texts.legend + ": "
                for name in names {
                    element("span", .class("cut " + tint(name)), .text("data-fields", name), .text("tabindex", "0")) { name }
                    " "
                }
            }
            for row in bench.rows { entry(row, texts, tint) }
            if bench.hidden > 0 { element("p", .class("quiet")) { Figures.count(Int64(bench.hidden)) + " " + texts.more } }
        }
    }

    private func entry(_ row: Workbench.Row, _ texts: WorkbenchTexts, _ tint: (String) -> String) -> HTMLText {
        element("div", .class(row.reason == nil ? "bench-row" : "bench-row left-out")) {
            element("p", .class("bench-head")) {
                element("strong") { texts.at(line: row.line) }
                " "
                Badge(row.reason.map { texts.leftOut + ": " + $0 } ?? texts.call, row.reason == nil ? .good : .warning).render()
                if let reached = row.reached { " " + texts.reached(reached, row.misfit) }
            }
            bytes(row, tint)
            if !row.values.isEmpty {
                element("p", .class("bench-values")) {
                    for value in row.values {
                        element("span", .class("quiet")) { value.name + " " }
                        element("bdi") { value.value }
                        " "
                    }
                }
            }
        }
    }

    private func bytes(_ row: Workbench.Row, _ tint: (String) -> String) -> HTMLText {
        let placed = row.fields.filter { $0.range != nil }
        var cuts: Set<Int> = [0, row.text.count]
        for range in placed.compactMap(\.range) { cuts.formUnion([range.lowerBound, range.upperBound]) }
        if let reached = row.reached { cuts.insert(reached) }
        let sorted = cuts.filter { 0...row.text.count ~= $0 }.sorted()
        return element("pre", .class("bytes record"), .text("tabindex", "0")) {
            for (start, end) in zip(sorted, sorted.dropFirst()) {
                let here = placed.filter { $0.range?.contains(start) == true }.map(\.name)
                if start == row.reached { element("span", .class("reached"), .text("aria-hidden", "true")) { "▸" } }
                if let first = here.first {
                    element(
                        "span", .class("cut " + tint(first)), .text("data-fields", here.joined(separator: " ")),
                        .text("title", here.joined(separator: ", "))
                    ) { text(row.text[start..<end]) }
                } else {
                    text(row.text[start..<end])
                }
            }
        }
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> HTMLText {
        var html = HTMLText()
        for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
            if index > 0 { html.markup("\n") }
            html.text(bytes: line)
        }
        return html
    }

    private func readings(_ texts: WorkbenchTexts, _ pieces: PieceTexts) -> HTMLText {
        element("section") {
            element("h2") { texts.readings }
            element("p", .class("quiet")) { texts.readingsText }
            DataGrid(
                caption: texts.readings,
                columns: [
                    .init(texts.reading, phone: .who), .init(texts.records, isFigure: true, phone: .amount),
                    .init(texts.broken, isFigure: true, phone: .when), .init(texts.overlaps, isFigure: true, phone: .when),
                    .init(texts.jumps, isFigure: true, phone: .where),
                ],
                rows: bench.readings.map { reading in
                    let figures = [Int64(reading.records), reading.broken, Int64(reading.overlaps), Int64(reading.jumps)]
                    let first = together { texts.ways[reading.way] ?? reading.way }
                    return DataGrid.Row([first] + figures.map { figure in together { Figures.count(figure) } })
                }
            ).render(pieces)
            if bench.readings.contains(where: { !$0.trunks.isEmpty }) { trunks(texts, pieces) }
        }
    }

    /// Calls that hold a trunk at once, by trunk and reading: of the trunks that any reading finds most of.
    private func trunks(_ texts: WorkbenchTexts, _ pieces: PieceTexts) -> HTMLText {
        var names: [String] = []
        for trunk in bench.readings.flatMap(\.trunks).sorted(by: { $0.overlaps > $1.overlaps }) where !names.contains(trunk.name) {
            names.append(trunk.name)
        }
        let columns = bench.readings.map { DataGrid.Column(texts.ways[$0.way] ?? $0.way, isFigure: true, phone: .when) }
        return DataGrid(
            caption: texts.overlapsByTrunk, columns: [.init(texts.kinds["trunk"] ?? "", phone: .who)] + columns,
            rows: names.prefix(12).map { name in
                let figures = bench.readings.map { reading in reading.trunks.first { $0.name == name }?.overlaps ?? 0 }
                return DataGrid.Row([element("bdi") { name }] + figures.map { figure in together { Figures.count(Int64(figure)) } })
            }
        ).render(pieces)
    }
}

/// The formats that fit, best first.
struct CandidateList {
    let candidates: [Workbench.Candidate]
    let book: BookID

    func render(_ texts: WorkbenchTexts) -> HTMLText {
        element("section") {
            element("h2") { texts.fits }
            if candidates.isEmpty {
                Notice(.warning, texts.fitsNone).render()
            } else {
                element("ol", .class("candidates")) {
                    for candidate in candidates {
                        element("li") {
                            element("a", .href(Route.book(book, .format(candidate.id)).link())) { candidate.name }
                            ", " + texts.share(candidate.share) + ": "
                            element("span", .class("quiet")) {
                                candidate.doubts.isEmpty ? texts.noDoubts : candidate.doubts.joined(separator: "; ")
                            }
                        }
                    }
                }
            }
        }
    }
}
