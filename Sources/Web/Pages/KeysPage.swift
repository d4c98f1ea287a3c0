internal import Accounts
internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// The keys of programs: a new one is shown once.
struct KeysPage {
    /// A key with its moments in words.
    struct Line {
        var key: ProgramKey
        var created: String
        /// `nil`: never used.
        var used: String?
        /// The last day on which it is good; `nil`: until it is revoked.
        var until: String?
        var isExpired: Bool
    }

    let keys: [Line]
    /// The text of the key that was just made.
    let fresh: String?
    let order: KeyOrder
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
            element("p") { element("a", .href(Route.api.link())) { texts.document } }
        }
    }

    private func grid(_ visit: Visit, _ texts: KeyTexts) -> HTMLText {
        DataGrid(
            caption: texts.title,
            columns: [
                .init(texts.name, phone: .who), .init(texts.role, phone: .where), .init(texts.scope), .init(texts.limits),
                .init(texts.lastUse), .init(texts.created), .init(texts.state, phone: .amount), .init(texts.revoke, phone: .when),
            ],
            rows: keys.map { line in
                let isGood = line.key.revokedAt == nil
                return DataGrid.Row([
                    together { element("bdi") { line.key.name } },
                    together { texts.roles[line.key.role.rawValue] ?? line.key.role.rawValue }, together { scopes(line.key, texts) },
                    together { limits(line, texts) }, used(line, texts),
                    together {
                        line.created + " " + texts.by + " "
                        element("bdi") { line.key.createdBy }
                    }, state(line, texts), isGood ? revoke(line.key, visit, texts) : HTMLText(),
                ])
            }
        ).render(visit.texts.pieces)
    }

    private func scopes(_ key: ProgramKey, _ texts: KeyTexts) -> String {
        guard let scopes = key.limits.scopes else { return texts.scopes[KeyOrder.all] ?? "" }
        return KeyScope.allCases.filter(scopes.contains).map { texts.scopes[$0.rawValue] ?? $0.rawValue }.joined(separator: ", ")
    }

    private func limits(_ line: Line, _ texts: KeyTexts) -> String {
        let limits = line.key.limits
        var words = [limits.addresses.isEmpty ? texts.anywhere : limits.addresses.map(\.description).joined(separator: " ")]
        if limits.perMinute > 0 { words.append("\(limits.perMinute) " + texts.perMinute.lowercased()) }
        if let until = line.until { words.append(texts.until.lowercased() + " " + until) }
        return words.joined(separator: ", ")
    }

    private func used(_ line: Line, _ texts: KeyTexts) -> HTMLText {
        together {
            line.used ?? texts.never
            if let address = line.key.lastUse?.address {
                " "
                element("bdi", .class("quiet")) { address }
            }
        }
    }

    private func state(_ line: Line, _ texts: KeyTexts) -> HTMLText {
        if line.key.revokedAt != nil { return Badge(texts.revoked).render() }
        return line.isExpired ? Badge(texts.expired).render() : Badge(texts.good, .good).render()
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
                Field("name", texts.name, value: order.name, hint: texts.nameHint, isFaulty: fault != nil).render()
                Choice(
                    "role", texts.role, options: Role.allCases.map { ($0.rawValue, texts.roles[$0.rawValue] ?? $0.rawValue) },
                    selected: order.role
                ).render()
                element("fieldset", .class("choices")) {
                    element("legend") { texts.scopeLegend }
                    for word in KeyScope.allCases.map(\.rawValue) + [KeyOrder.all] { check(word, texts) }
                }
                Field("addresses", texts.addresses, value: order.addresses, hint: texts.addressesHint, isRequired: false).render()
                Field(
                    "perMinute", texts.perMinute, kind: .number, value: order.perMinute, hint: texts.perMinuteHint, isRequired: false
                ).render()
                Field("until", texts.until, kind: .date, value: order.until, hint: texts.untilHint, isRequired: false).render()
                element("button", .class("main")) { texts.button }
            }
        }
    }

    private func check(_ word: String, _ texts: KeyTexts) -> HTMLText {
        element("label", .class("check")) {
            single(
                "input", .text("type", "checkbox"), .text("name", "scope"), .text("value", word),
                order.scopes.contains(word) ? .flag("checked") : nil)
            element("span") { texts.scopes[word] ?? word }
        }
    }
}

extension ServicePages {
    /// What stands in the form before anybody typed: a program that reads calls and bills.
    private static var usualKey: KeyOrder {
        var order = KeyOrder()
        order.scopes = [KeyScope.calls, .bills, .reports].map(\.rawValue)
        order.perMinute = String(KeyLimits.usualPerMinute)
        return order
    }

    func keysPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let texts = visit.texts.keys
        var fault: ErrorSummary.Fault?
        var fresh: String?
        var order = Self.usualKey
        if visit.method == .change {
            do {
                if !visit.form["revoke"].isEmpty {
                    guard let number = Int64(visit.form["revoke"]) else { throw PageError.bad() }
                    try await book.revokeKey(number, caller: caller)
                    return .redirect(Route.book(book.id, .keys).link())
                }
                order = KeyOrder(visit.form)
                fresh = try await book.addKey(order, caller: caller)
                order = Self.usualKey
            } catch {
                guard let words = PlainWords.of(error) else { throw error }
                fault = .init(field: "name", text: words)
            }
        }
        let keys = try await book.keys(caller: caller).map { key in
            KeysPage.Line(
                key: key, created: try book.wall(key.createdAt).minuteText, used: try key.lastUse.map { try book.wall($0.at).minuteText },
                until: try key.expires.map { "\(try book.wall($0 - 1).day)" }, isExpired: key.expires.map { $0 <= book.clock() } ?? false)
        }
        let page = KeysPage(keys: keys, fresh: fresh, order: order, fault: fault, book: book.id)
        return try await framed(
            visit, book, .settings, title: texts.title, sentence: texts.sentence, status: fault == nil ? .ok : .unprocessableContent
        ) { page.content(visit) }
    }
}

extension KeyOrder {
    /// As typed. Whoever ticks everything wants everything.
    fileprivate init(_ form: Form) {
        self.init()
        (name, role, scopes) = (form["name"], form["role"], form.all("scope"))
        if scopes.contains(Self.all) { scopes = [Self.all] }
        (addresses, perMinute, until) = (form["addresses"], form["perMinute"], form["until"])
    }
}
