internal import Document
internal import Model
internal import Rendering
internal import Service
internal import Time

/// What a person may change of a report: of whom, which calls, how it is grouped, laid out and sorted. All of it stands in the address.
struct ReportControls {
    let view: ReportView
    let address: ReportAddress
    let book: BookID

    func render(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.reports
        return element("div", .class("report-controls")) {
            filters(texts, visit.texts.calls)
            if !view.layouts.isEmpty || !view.allColumns.isEmpty {
                element("details", .class("layout-choice")) {
                    element("summary") { texts.layout }
                    layoutForm(texts)
                }
            }
            keep(visit, texts)
        }
    }

    /// The head of a column sorts by it: the largest first, once more the other way round.
    func sorting(_ column: Column) -> HTMLDocument.Sorting? {
        guard let name = view.sortable[column.id] else { return nil }
        let isHere = view.sort == name
        let order = isHere && view.isDescending ? "up" : "down"
        return HTMLDocument.Sorting(
            address.with("sort", [name]).with("order", [order]).link(book), isDescending: isHere ? view.isDescending : nil)
    }

    private func filters(_ texts: ReportsTexts, _ calls: CallTexts) -> HTMLText {
        let conditions = address.values("where")
        return element("form", .class("fields filters"), .text("method", "get"), .action(action)) {
            kept(except: ["party", "organisation", "where"])
            for (index, condition) in (view.takesConditions ? conditions + [""] : conditions).enumerated() {
                Field(
                    "where", index == 0 ? calls.condition : calls.andCondition, value: condition, isRequired: false
                ).apart("where\(index)").render()
            }
            Field("party", texts.party, value: address.values("party").first ?? "", isRequired: view.info.parameter == "party").render()
            Field(
                "organisation", texts.organisation, value: address.values("organisation").first ?? "",
                isRequired: view.info.parameter == "organisation"
            ).render()
            element("button") { texts.show }
            if view.takesConditions { element("p", .class("hint below")) { calls.conditionHint } }
        }
    }

    private func layoutForm(_ texts: ReportsTexts) -> HTMLText {
        element("form", .class("fields"), .text("method", "get"), .action(action)) {
            kept(except: ["layout", "group", "across", "column", "measure", "compare", "top"])
            if !view.layouts.isEmpty {
                select("layout", texts.layouts, view.layouts.map { .init(id: $0, name: texts.layoutNames[$0] ?? $0) }, view.layout)
                for place in 0..<3 {
                    let label = place == 0 ? texts.group : texts.thenBy
                    select("group", label, none(texts) + view.allGroups, view.groups.dropFirst(place).first ?? "none", place)
                }
                select("across", texts.across, none(texts) + view.allGroups, view.across ?? "none")
                select(
                    "compare", texts.compare, [.init(id: "no", name: texts.no), .init(id: "yes", name: texts.yes)],
                    view.comparesBefore ? "yes" : "no")
            }
            ordered("measure", texts.measures, view.measures, view.allMeasures)
            ordered("column", texts.columns, view.columns, view.allColumns)
            Field("top", texts.top, kind: .number, value: address.values("top").first ?? "", isRequired: false).render()
            element("button", .class("main")) { texts.apply }
        }
    }

    private func none(_ texts: ReportsTexts) -> [ReportView.Choice] { [.init(id: "none", name: texts.no)] }

    private func select(_ name: String, _ label: String, _ choices: [ReportView.Choice], _ chosen: String, _ place: Int = 0) -> HTMLText {
        Choice(name, label, options: choices.map { ($0.id, $0.name) }, selected: chosen).apart("\(name)\(place)").render()
    }

    /// What is shown stands first, in its order; what might be, behind it. The boxes are read in the order in which they stand.
    private func ordered(_ name: String, _ label: String, _ chosen: [String], _ all: [ReportView.Choice]) -> HTMLText {
        let names = Dictionary(all.map { ($0.id, $0.name) }) { first, _ in first }
        guard !all.isEmpty else { return HTMLText() }
        return element("fieldset", .class("order"), .flag("data-order")) {
            element("legend") { label }
            for id in chosen + all.map(\.id).filter({ !chosen.contains($0) }) {
                element("span", .class("choice")) {
                    element("label") {
                        single(
                            "input", .text("type", "checkbox"), .text("name", name), .text("value", id),
                            chosen.contains(id) ? .flag("checked") : nil)
                        names[id] ?? id
                    }
                    if let place = chosen.firstIndex(of: id), chosen.count > 1 { movers(name, chosen, place, names[id] ?? id) }
                }
            }
        }
    }

    /// Links that move a column one place; they work without a script.
    private func movers(_ name: String, _ chosen: [String], _ place: Int, _ label: String) -> HTMLText {
        func moved(_ by: Int) -> LocalPath {
            var order = chosen
            order.swapAt(place, place + by)
            return address.with(name, order).link(book)
        }
        return element("span", .class("movers")) {
            if place > 0 { element("a", .href(moved(-1)), .text("aria-label", label + " ←")) { "←" } }
            if place < chosen.count - 1 { element("a", .href(moved(1)), .text("aria-label", label + " →")) { "→" } }
        }
    }

    private func keep(_ visit: Visit, _ texts: ReportsTexts) -> HTMLText {
        element("details", .class("keep-report")) {
            element("summary") { texts.keep }
            element("form", .class("fields"), .text("method", "post"), .action(action)) {
                visit.formToken
                kept(except: [])
                Field("name", texts.name, hint: texts.nameHint).render()
                element("button") { texts.save }
            }
            if view.info.isOwn {
                element("form", .text("method", "post"), .action(action)) {
                    visit.formToken
                    single("input", .text("type", "hidden"), .text("name", "drop"), .text("value", "yes"))
                    element("button", .class("danger")) { texts.drop }
                }
            }
            element("a", .href(Route.book(book, .reportFile(address.id)).link())) { texts.file }
        }
    }

    private var action: LocalPath { Route.book(book, .report(address.id)).link() }

    /// The rest of the address goes along with a form.
    private func kept(except names: [String]) -> HTMLText {
        together {
            for pair in [("from", "\(address.days.first)"), ("to", "\(address.days.last)")] + address.pairs where !names.contains(pair.0) {
                single("input", .text("type", "hidden"), .text("name", pair.0), .text("value", pair.1))
            }
        }
    }
}
