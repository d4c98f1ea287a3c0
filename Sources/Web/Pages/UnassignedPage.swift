internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// Numbers whose calls belong to nobody, and the form that gives one an owner.
struct UnassignedPage {
    struct Entries: Sendable {
        var number = ""
        var party = ""
        var newID = ""
        var newName = ""
        var day = ""
        var faults: [ErrorSummary.Fault] = []
    }

    let numbers: [UnassignedView]
    let parties: [NamedID]
    let entries: Entries
    let done: Notice?
    let mayAssign: Bool
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.problems
        return together {
            done?.render()
            element("p") { element("a", .href(Route.book(book, .directory).link())) { visit.texts.directory.link } }
            if !entries.faults.isEmpty { ErrorSummary(visit.texts.pieces, entries.faults).render() }
            if mayAssign, !entries.number.isEmpty { form(visit, texts) }
            if numbers.isEmpty { EmptyState(texts.allClear, texts.noUnassigned).render() } else { grid(texts, visit.texts.pieces) }
        }
    }

    private func grid(_ texts: ProblemTexts, _ pieces: PieceTexts) -> HTMLText {
        DataGrid(
            caption: texts.titles["unassigned"] ?? "",
            columns: [
                .init(texts.number, phone: .who), .init(texts.switchName), .init(texts.calls, isFigure: true, phone: .amount),
                .init(texts.talk, isFigure: true, phone: .where), .init(texts.period), .init(texts.owner, phone: .when),
            ],
            rows: numbers.map { found in
                let link = Route.book(book, .problems(.unassigned)).link([("number", found.number), ("day", "\(found.first)")])
                return DataGrid.Row([
                    together { element("bdi") { found.number.isEmpty ? pieces.none : found.number } },
                    together { element("bdi") { found.switch } },
                    together { Figures.count(found.calls) }, together { Figures.duration(found.seconds) },
                    together { "\(found.first) – \(found.last)" },
                    mayAssign && !found.number.isEmpty ? element("a", .href(link)) { texts.assign } : HTMLText(),
                ])
            }
        ).render(pieces)
    }

    private func form(_ visit: Visit, _ texts: ProblemTexts) -> HTMLText {
        let faulty = Set(entries.faults.map(\.field))
        let options = [("", texts.newParty)] + parties.map { ($0.id, $0.name.isEmpty || $0.name == $0.id ? $0.id : "\($0.id) \($0.name)") }
        return element("section", .class("mend")) {
            element("h2") {
                texts.assign + " "
                element("bdi") { entries.number }
            }
            element("form", .class("stack"), .text("method", "post"), .action(Route.book(book, .problems(.unassigned)).link())) {
                visit.formToken
                single("input", .text("type", "hidden"), .text("name", "number"), .text("value", entries.number))
                element("div", .class("fields")) {
                    Choice("party", texts.party, options: options, selected: entries.party).render()
                    Field("new-id", texts.newID, value: entries.newID, isFaulty: faulty.contains("new-id"), isRequired: false).render()
                    Field("new-name", texts.newName, value: entries.newName, isFaulty: faulty.contains("new-name"), isRequired: false)
                        .render()
                    Field("day", texts.day, kind: .date, value: entries.day, isFaulty: faulty.contains("day")).render()
                    element("button", .class("main")) { texts.assign }
                }
                element("p", .class("quiet")) { texts.dayHint }
            }
        }
    }
}

extension ServicePages {
    func unassignedPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        var entries = UnassignedPage.Entries()
        (entries.number, entries.day) = (visit.query["number"] ?? "", visit.query["day"] ?? "")
        entries.newID = entries.number
        if visit.method == .change {
            let form = visit.form
            entries = .init(
                number: form["number"], party: form["party"], newID: form["new-id"], newName: form["new-name"], day: form["day"])
            if let done = try await assign(visit, book, &entries) { return try await unassignedPage(visit, book, .init(), done: done) }
        }
        return try await unassignedPage(visit, book, entries, done: nil)
    }

    /// - Returns: what was done, or `nil` with the faults in the entries.
    private func assign(_ visit: Visit, _ book: OpenBook, _ entries: inout UnassignedPage.Entries) async throws -> Notice? {
        let caller = try visit.asker
        guard caller.may(.configure, in: book.id) else { throw PageError.forbidden }
        let texts = visit.texts.problems
        let day = CivilDay(text: entries.day)
        if day == nil || entries.day.utf8.count > 10 { entries.faults.append(.init(field: "day", text: texts.badDay)) }
        let isNew = entries.party.isEmpty
        let party = isNew ? entries.newID : entries.party
        if party.isEmpty { entries.faults.append(.init(field: "new-id", text: texts.badParty)) }
        if entries.number.isEmpty { entries.faults.append(.init(field: "new-id", text: texts.badNumber)) }
        if entries.newName.utf8.count > 200 { entries.faults.append(.init(field: "new-name", text: texts.newName + ": 1 – 200 B.")) }
        guard let day, entries.faults.isEmpty else { return nil }
        let (number, name) = (entries.number, entries.newName)
        do {
            let counts = try await blocking {
                let known = try book.parties(limit: .max, caller: caller).contains { $0.id == party }
                if isNew, known { throw ServiceError.refused("the id \(party) is taken. Choose the party in the list, or another id.") }
                if !isNew, !known { throw ServiceError.unknown(what: "party", name: party) }
                return try book.assign(number, to: PartyID(party), name: name, from: day, caller: caller)
            }
            return Notice(.good, texts.assigned(number, name.isEmpty ? party : "\(party) \(name)", calls: Figures.count(counts.changed)))
        } catch {
            guard let words = PlainWords.of(error) else { throw error }
            entries.faults.append(.init(field: "new-id", text: words))
            return nil
        }
    }

    private func unassignedPage(
        _ visit: Visit, _ book: OpenBook, _ entries: UnassignedPage.Entries, done: Notice?
    ) async throws -> Response {
        let caller = try visit.asker
        let page = try await blocking {
            UnassignedPage(
                numbers: try book.unassignedViews(caller: caller), parties: try book.parties(caller: caller), entries: entries, done: done,
                mayAssign: caller.may(.configure, in: book.id), book: book.id)
        }
        return try await problems(visit, book, .unassigned, status: entries.faults.isEmpty ? .ok : .unprocessableContent) {
            page.content(visit)
        }
    }
}
