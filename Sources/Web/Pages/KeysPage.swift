internal import Accounts
internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// The keys of programs: a new one is shown once.
struct KeysPage {
    let keys: [(key: ProgramKey, created: String)]
    /// The text of the key that was just made.
    let fresh: String?
    let entries: (name: String, role: String)
    let fault: ErrorSummary.Fault?
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.keys
        return together {
            if let fault { ErrorSummary(visit.texts.pieces, [fault]).render() }
            if let fresh {
                Notice(.good, texts.once).render()
                element("p", .class("bytes"), .id("fresh-key")) { fresh }
            }
            if keys.isEmpty { EmptyState(texts.none, texts.noneText).render() } else { grid(visit, texts) }
            form(visit, texts)
        }
    }

    private func grid(_ visit: Visit, _ texts: KeyTexts) -> HTMLText {
        DataGrid(
            caption: texts.title,
            columns: [
                .init(texts.name, phone: .who), .init(texts.role, phone: .where), .init(texts.created), .init(texts.state, phone: .amount),
                .init(texts.revoke, phone: .when),
            ],
            rows: keys.map { entry in
                let isGood = entry.key.revokedAt == nil
                return DataGrid.Row([
                    together { element("bdi") { entry.key.name } },
                    together { texts.roles[entry.key.role.rawValue] ?? entry.key.role.rawValue },
                    together {
                        entry.created + " " + texts.by + " "
                        element("bdi") { entry.key.createdBy }
                    }, Badge(isGood ? texts.good : texts.revoked, isGood ? .good : .plain).render(),
                    isGood ? revoke(entry.key, visit, texts) : HTMLText(),
                ])
            }
        ).render(visit.texts.pieces)
    }

    private func revoke(_ key: ProgramKey, _ visit: Visit, _ texts: KeyTexts) -> HTMLText {
        element("form", .text("method", "post"), .action(Route.book(book, .keys).link())) {
            visit.formToken
            single("input", .text("type", "hidden"), .text("name", "revoke"), .text("value", String(key.number)))
            element("button", .class("danger")) {
                texts.revoke
                element("span", .class("unseen")) { " " + key.name }
            }
        }
    }

    private func form(_ visit: Visit, _ texts: KeyTexts) -> HTMLText {
        element("section", .class("mend")) {
            element("h2") { texts.add }
            element("form", .class("fields"), .text("method", "post"), .action(Route.book(book, .keys).link())) {
                visit.formToken
                Field("name", texts.name, value: entries.name, hint: texts.nameHint, isFaulty: fault != nil).render()
                Choice(
                    "role", texts.role, options: Role.allCases.map { ($0.rawValue, texts.roles[$0.rawValue] ?? $0.rawValue) },
                    selected: entries.role
                ).render()
                element("button", .class("main")) { texts.button }
            }
        }
    }
}

extension ServicePages {
    func keysPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let texts = visit.texts.keys
        var fault: ErrorSummary.Fault?
        var fresh: String?
        var entries = (name: "", role: Role.viewer.rawValue)
        if visit.method == .change {
            do {
                if !visit.form["revoke"].isEmpty {
                    guard let number = Int64(visit.form["revoke"]) else { throw PageError.bad() }
                    try await book.revokeKey(number, caller: caller)
                    return .redirect(Route.book(book.id, .keys).link())
                }
                entries = (visit.form["name"], visit.form["role"])
                guard let role = Role(rawValue: entries.role) else { throw ServiceError.refused(texts.badRole) }
                fresh = try await book.addKey(name: entries.name, role: role, caller: caller)
                entries = ("", Role.viewer.rawValue)
            } catch {
                guard let words = PlainWords.of(error) else { throw error }
                fault = .init(field: "name", text: words)
            }
        }
        let keys = try await book.keys(caller: caller)
        let page = KeysPage(
            keys: try keys.map { ($0, try book.wall($0.createdAt).minuteText) }, fresh: fresh, entries: entries, fault: fault, book: book.id
        )
        return try await framed(
            visit, book, .settings, title: texts.title, sentence: texts.sentence, status: fault == nil ? .ok : .unprocessableContent
        ) { page.content(visit) }
    }
}
