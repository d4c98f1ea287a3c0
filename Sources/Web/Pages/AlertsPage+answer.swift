internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

extension ServicePages {
    func alertsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let texts = visit.texts.alerts
        var (tested, fault): (DeliveryOutcome?, ErrorSummary.Fault?)
        let address = visit.form["test"]
        if visit.method == .change {
            do {
                if !address.isEmpty {
                    tested = try await book.testMail(to: address, caller: caller)
                } else {
                    try await decide(visit, book)
                    return .redirect(Route.book(book.id, .alerts).link())
                }
            } catch {
                guard let words = PlainWords.of(error) else { throw error }
                fault = .init(field: "test", text: words)
            }
        }
        let state = try visit.query["state"].map { name in
            guard let state = DeliveryState(rawValue: name) else { throw PageError.bad() }
            return state
        }
        let before = visit.query["before"].flatMap { Int64($0) }
        let overview = try await blocking { try book.alerts(state: state, before: before, caller: caller) }
        if visit.wanted == .json { return .json(AlertList.json(overview)) }
        var page = AlertsPage(overview: overview, state: state, book: book.id) { (try? book.wall($0))?.minuteText ?? "" }
        (page.tested, page.fault, page.address) = (tested, fault, address)
        return try await framed(
            visit, book, .alerts, title: texts.title, sentence: texts.sentence, status: fault == nil ? .ok : .unprocessableContent
        ) { page.content(visit) }
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
