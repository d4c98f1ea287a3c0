internal import Document
internal import Model
internal import Rendering
internal import Service
internal import Time

/// Which calls are to be priced otherwise, and by what. Read by GET: the address is the question.
struct WhatIfForm {
    let address: WhatIfAddress
    let faults: [ErrorSummary.Fault]
    let directory: BookDirectory
    let tables: [TariffSummary]
    let book: BookID

    func render(_ texts: WhatIfTexts) -> HTMLText {
        element(
            "form", .class("question"), .text("method", "get"), .action(Route.book(book, .whatIf).link()), .text("aria-label", texts.title)
        ) {
            element("div", .class("filter")) {
                Field("from", texts.from, kind: .date, value: address.from, isFaulty: isFaulty("from")).render()
                Field("to", texts.to, kind: .date, value: address.to, isFaulty: isFaulty("to")).render()
                Choice(
                    "scheme", texts.scheme, options: Scheme.allCases.map { ($0.rawValue, texts.schemes[$0.rawValue] ?? $0.rawValue) },
                    selected: address.scheme
                ).render()
                choice("party", texts.party, directory.parties.map { ($0.id, $0.id == $0.name ? $0.id : $0.id + " " + $0.name) }, texts)
                choice("organisation", texts.node, directory.nodes.map { ($0.id, $0.name) }, texts)
                choice("trunk", texts.trunk, directory.trunks.map { ($0, $0) }, texts)
                choice("type", texts.type, directory.callTypes.map { ($0.id, $0.name) } + [(CallAddress.noType, texts.noType)], texts)
            }
            alternatives(texts)
            element("div", .class("actions")) { element("button", .class("main")) { texts.button } }
        }
    }

    private func alternatives(_ texts: WhatIfTexts) -> HTMLText {
        element("fieldset", .class(isFaulty("table") ? "choices faulty" : "choices"), .id("f-table")) {
            element("legend") { texts.alternatives }
            for table in tables {
                check("table", table.id.text, texts.table(table.id.text), note: table.scheme.rawValue + ", " + table.currency)
            }
            check("planned", "1", texts.planned, note: "")
        }
    }

    private func check(_ name: String, _ value: String, _ label: String, note: String) -> HTMLText {
        element("label", .class("check")) {
            single(
                "input", .text("type", "checkbox"), .text("name", name), .text("value", value),
                address.query.all(name).contains(value) ? .flag("checked") : nil)
            element("bdi") { label }
            if !note.isEmpty { element("span", .class("quiet")) { note } }
        }
    }

    private func choice(_ name: String, _ label: String, _ known: [(String, String)], _ texts: WhatIfTexts) -> HTMLText {
        let chosen = address.query[name] ?? ""
        var options = [("", texts.any)] + known
        if !chosen.isEmpty, !known.contains(where: { $0.0 == chosen }) { options.append((chosen, chosen)) }
        return Choice(name, label, options: options.map { (value: $0.0, text: $0.1) }, selected: chosen).render()
    }

    private func isFaulty(_ field: String) -> Bool { faults.contains { $0.field == field } }
}

/// A question to the page as its address says it.
struct WhatIfAddress: Sendable {
    let query: Query
    /// Days where the address names none: the last whole month.
    let usual: DayRange

    var from: String { query["from"] ?? usual.first.description }
    var to: String { query["to"] ?? usual.last.description }
    var scheme: String { query["scheme"] ?? Scheme.price.rawValue }
    /// Whether something is asked, and not only the form wanted.
    var isAsked: Bool { query["from"] != nil || query["table"] != nil || query["planned"] != nil }

    /// - Throws: 400 in words for a value that means nothing.
    func question(_ texts: CallTexts) throws(PageError) -> WhatIfQuestion {
        let values = AddressValues(query: query, texts: texts)
        var question = WhatIfQuestion(days: try values.days() ?? usual)
        question.scheme = try values.word("scheme", "scheme") { Scheme(rawValue: $0) } ?? .price
        question.parties = values.texts("party")
        question.nodes = values.texts("organisation")
        question.trunks = values.texts("trunk")
        question.callTypes = values.texts("type").map { $0 == CallAddress.noType ? "" : $0 }
        question.tables = values.texts("table")
        question.isPlanned = query["planned"] == "1"
        return question
    }

    /// The query that reads as this question again.
    var pairs: [(name: String, value: String)] {
        query.pairs.filter { ["from", "to", "scheme", "party", "organisation", "trunk", "type", "table", "planned"].contains($0.name) }
    }
}
