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
    let form: IssueAllForm?
    /// How many bills were just issued.
    let issued: Int?
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.bills
        return together {
            if let issued { Notice(.good, texts.count(issued)).render() }
            if let form { form.faultsText(visit) }
            if bills.isEmpty { EmptyState(texts.none, texts.noneText).render() } else { grid(visit) }
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

/// Issues the bills of all parties.
struct IssueAllForm {
    var from: String
    var to: String
    var faults: [String] = []

    func faultsText(_ visit: Visit) -> HTMLText {
        faults.isEmpty ? HTMLText() : ErrorSummary(visit.texts.pieces, faults.map { .init(field: "from", text: $0) }).render()
    }

    func render(_ visit: Visit, _ book: BookID) -> HTMLText {
        let texts = visit.texts.bills
        return element("section", .class("mend")) {
            element("h2") { texts.issueAll }
            element("p", .class("hint")) { texts.issueAllHint }
            element("form", .class("fields"), .text("method", "post"), .action(Route.book(book, .issuedBills).link())) {
                visit.formToken
                Field("from", texts.from, kind: .date, value: from, isFaulty: !faults.isEmpty).render()
                Field("to", texts.to, kind: .date, value: to, isFaulty: !faults.isEmpty).render()
                element("button", .class("main")) { texts.issueAllButton }
            }
        }
    }
}

extension ServicePages {
    func issuedBillsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        var form: IssueAllForm?
        if caller.may(.decide, in: book.id) {
            let month = try await blocking { try book.lastMonth() }
            form = IssueAllForm(from: "\(month.first)", to: "\(month.last)")
        }
        if visit.method == .change {
            let (from, to) = (visit.form["from"], visit.form["to"])
            form?.from = from
            form?.to = to
            if let days = CivilDay(text: from).flatMap({ from in CivilDay(text: to).flatMap { DayRange(from, $0) } }) {
                let outcome = try await issue(PartyID(visit.form["party"]), days, book, caller)
                switch outcome {
                case .one(let number): return .redirect(Route.book(book.id, .issuedBill(number)).link())
                case .all(let count, let faults) where faults.isEmpty:
                    return .redirect(Route.book(book.id, .issuedBills).link([("issued", "\(count)")]))
                case .all(_, let faults): form?.faults = faults
                }
            } else {
                form?.faults = [visit.texts.bills.badDays]
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
            form: form, issued: visit.query["issued"].flatMap { Int($0) }, book: book.id)
        return try await framed(
            visit, book, .bills, title: visit.texts.bills.issued, sentence: visit.texts.bills.issuedSentence,
            status: form?.faults.isEmpty == false ? .unprocessableContent : .ok
        ) { page.content(visit) }
    }

    private enum Issued {
        case one(Int64)
        case all(Int, faults: [String])
    }

    /// - Parameter party: empty: all of them.
    private func issue(_ party: PartyID, _ days: DayRange, _ book: OpenBook, _ caller: Caller) async throws -> Issued {
        try await blocking {
            guard party.text.isEmpty else {
                do { return .one(try book.issueBill(of: party, days, caller: caller).number) } catch {
                    guard let words = PlainWords.of(error) else { throw error }
                    return .all(0, faults: [words])
                }
            }
            var (count, faults): (Int, [String]) = (0, [])
            try book.issueBills(days, caller: caller) { party, result in
                switch result {
                case .success: count += 1
                case .failure(let error): faults.append("\(party): \(PlainWords.of(error) ?? "\(error)")")
                }
            }
            return .all(count, faults: faults)
        }
    }
}
