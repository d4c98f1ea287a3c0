internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

extension ServicePages {
    func alertsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let texts = visit.texts.alerts
        var page = AlertsPage(overview: AlertOverview(), state: nil, book: book.id) { (try? book.wall($0))?.minuteText ?? "" }
        page.address = visit.form["test"]
        if visit.method == .change {
            let isSaving = visit.form["do"] == "save"
            do {
                if isSaving {
                    let text = visit.form["settings"]
                    page.faults = try await blocking { try book.saveAlertRules(text, caller: caller) }.map {
                        .init(field: "settings", text: $0)
                    }
                    if !page.faults.isEmpty { page.settings = text } else { page.isSaved = true }
                } else if !page.address.isEmpty {
                    page.tested = try await book.testMail(to: page.address, caller: caller)
                } else {
                    try await decide(visit, book)
                    return .redirect(Route.book(book.id, .alerts).link())
                }
            } catch {
                guard let words = PlainWords.of(error) else { throw error }
                page.faults = [.init(field: isSaving ? "settings" : "test", text: words)]
                if isSaving { page.settings = visit.form["settings"] }
            }
        }
        let state = try visit.query["state"].map { name in
            guard let state = DeliveryState(rawValue: name) else { throw PageError.bad() }
            return state
        }
        let before = visit.query["before"].flatMap { Int64($0) }
        let overview = try await blocking { try book.alerts(state: state, before: before, caller: caller) }
        if visit.wanted == .json { return .json(AlertList.json(overview)) }
        (page.overview, page.state) = (overview, state)
        if page.settings == nil, caller.may(.administer, in: book.id) {
            page.settings = try await blocking { try book.alertRules(caller: caller) }
        }
        let shown = page
        return try await framed(
            visit, book, .alerts, title: texts.title, sentence: texts.sentence, status: page.faults.isEmpty ? .ok : .unprocessableContent
        ) { shown.content(visit) }
    }

    private func decide(_ visit: Visit, _ book: OpenBook) async throws {
        let caller = try visit.asker
        let (seen, again) = (visit.form["acknowledge"], visit.form["again"])
        if seen == "all" {
            try await blocking { try book.acknowledgeAlert(nil, caller: caller) }
        } else if let number = Int64(seen) {
            try await blocking { try book.acknowledgeAlert(number, caller: caller) }
        } else if let number = Int64(again) {
            try await blocking { try book.sendAlertAgain(number, caller: caller) }
        } else {
            throw PageError.bad()
        }
    }
}
