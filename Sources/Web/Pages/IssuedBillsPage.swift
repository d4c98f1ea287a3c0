internal import Hummingbird
internal import Model
internal import Money
internal import Rendering
internal import Service
internal import Time

/// Bills and credit notes that were issued, the newest first.
struct IssuedBillsPage {
    let bills: [IssuedBill]
    /// The bills' moments on the site's wall clock.
    let moments: [WallTime]
    let next: LocalPath?
    let form: BillRunForm?
    /// The newest runs of bills.
    let runs: [BillRunView]
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.bills
        return together {
            if let form { form.faultsText(visit) }
            if bills.isEmpty { EmptyState(texts.none, texts.noneText).render() } else { grid(visit) }
            if !runs.isEmpty { runList(texts, visit) }
            if let form { form.render(visit, book) }
        }
    }

    private func grid(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.bills
        return DataGrid(
            caption: texts.issued,
            columns: [
                .init(texts.number, isFigure: true, phone: .when), .init(texts.kind), .init(texts.party, phone: .who),
                .init(texts.period, phone: .where), .init(texts.callCount, isFigure: true),
                .init(texts.total, isFigure: true, phone: .amount), .init(texts.issuedAt), .init(texts.state),
            ],
            rows: zip(bills, moments).map { bill, moment in row(bill, moment, texts) }, pager: next.map { Pager(summary: "", next: $0) }
        ).render(visit.texts.pieces)
    }

    private func runList(_ texts: BillTexts, _ visit: Visit) -> HTMLText {
        element("section") {
            element("h2") { texts.runs }
            DataGrid(
                caption: texts.runs,
                columns: [.init(texts.period, phone: .who), .init(texts.state, phone: .where), .init(texts.issuedBy, phone: .when)],
                rows: runs.map { run in
                    DataGrid.Row(
                        [
                            together { "\(run.days.first) – \(run.days.last)" },
                            together { Badge(texts.runStates[run.state.rawValue] ?? run.state.rawValue, run.tone).render() },
                            together {
                                run.at.minuteText + " "
                                element("bdi", .class("quiet")) { run.actor }
                            },
                        ], link: Route.book(book, .billRun(run.number)).link())
                }
            ).render(visit.texts.pieces)
        }
    }

    private func row(_ bill: IssuedBill, _ moment: WallTime, _ texts: BillTexts) -> DataGrid.Row {
        DataGrid.Row(
            [
                together { String(bill.number) }, together { texts.kinds[bill.kind.rawValue] ?? bill.kind.rawValue },
                together {
                    element("bdi") { bill.name.isEmpty ? bill.party : bill.name }
                    if !bill.name.isEmpty { element("span", .class("quiet")) { " " + bill.party } }
                }, together { "\(bill.days.first) – \(bill.days.last)" }, together { Figures.count(Int(bill.calls)) },
                together { Figures.amount(bill.total.text) + " " + bill.total.currency.code },
                together {
                    moment.minuteText + " "
                    element("bdi", .class("quiet")) { bill.actor }
                }, state(bill, texts),
            ], link: Route.book(book, .issuedBill(bill.number)).link())
    }

    private func state(_ bill: IssuedBill, _ texts: BillTexts) -> HTMLText {
        if let credited = bill.creditedBy { return Badge(texts.credited + " \(credited)", .warning).render() }
        if let credits = bill.credits { return Badge(texts.forBill + " \(credits)").render() }
        return Badge(texts.valid, .good).render()
    }
}

/// The button that issues the bill that is shown.
struct IssueForm {
    let party: PartyID
    let days: DayRange
    let book: BookID

    func render(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.bills
        return element("section", .class("mend unprinted")) {
            element("form", .class("fields"), .text("method", "post"), .action(Route.book(book, .issuedBills).link())) {
                visit.formToken
                for (name, value) in [("party", party.text), ("from", "\(days.first)"), ("to", "\(days.last)")] {
                    single("input", .text("type", "hidden"), .text("name", name), .text("value", value))
                }
                element("button", .class("main")) { texts.issue }
                element("p", .class("hint")) { texts.issueHint }
            }
        }
    }
}

extension ServicePages {
    func issuedBillsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        var form: BillRunForm?
        if caller.may(.decide, in: book.id) {
            form = try await blocking { BillRunForm(days: try book.lastMonth(), layouts: try book.layouts(caller: caller)) }
        }
        if visit.method == .change {
            form?.take(visit.form)
            let party = PartyID(visit.form["party"])
            do {
                guard let days = visit.form.days else { throw ServiceError.refused(visit.texts.bills.badDays) }
                if party.text.isEmpty, let order = form?.order(days) {
                    let run = try await blocking { try book.beginBillRun(order, caller: caller) }
                    return .redirect(Route.book(book.id, .billRun(run)).link())
                }
                let bill = try await blocking { try book.issueBill(of: party, days, caller: caller) }
                return .redirect(Route.book(book.id, .issuedBill(bill.number)).link())
            } catch {
                guard let words = PlainWords.of(error) else { throw error }
                form?.faults = [words]
            }
        }
        if visit.wanted == .json {
            let values = AddressValues(query: visit.query, texts: visit.texts.calls)
            let (after, limit) = (values.texts("after").first, try values.pageLimit())
            return .json(BillListing.json(try await blocking { try book.bills(after: after, limit: limit, caller: caller) }))
        }
        let before = visit.query["before"].flatMap { Int64($0) }
        let bills = try await blocking { try book.bills(before: before, caller: caller) }
        let page = IssuedBillsPage(
            bills: bills, moments: try bills.map { try book.wall($0.issued) },
            next: bills.count == 100 ? bills.last.map { Route.book(book.id, .issuedBills).link([("before", "\($0.number)")]) } : nil,
            form: form, runs: try await blocking { try book.billRuns(limit: 5, caller: caller) }, book: book.id)
        return try await framed(
            visit, book, .bills, title: visit.texts.bills.issued, sentence: visit.texts.bills.issuedSentence,
            status: form?.faults.isEmpty == false ? .unprocessableContent : .ok
        ) { page.content(visit) }
    }
}

extension Form {
    /// Its `from` and `to`.
    fileprivate var days: DayRange? {
        CivilDay(text: self["from"]).flatMap { from in CivilDay(text: self["to"]).flatMap { DayRange(from, $0) } }
    }
}
