import Delivery
public import Model
import Site
import Store
import Time

extension OpenBook {
    /// Messages on a page.
    static let alertsOfAPage = 50

    /// What was told to whom, the newest first.
    /// - Parameters:
    ///   - state: `nil`: all.
    ///   - before: from below this message on.
    public func alerts(state: DeliveryState? = nil, before: Int64? = nil, caller: Caller) throws -> AlertOverview {
        try require(.see, caller)
        let site = try site().site
        var overview = AlertOverview()
        let items = try store.outbox(state: state, before: before, limit: Self.alertsOfAPage + 1)
        overview.alerts = try items.prefix(Self.alertsOfAPage).map { try view($0, site) }
        overview.next = items.count > Self.alertsOfAPage ? overview.alerts.last?.item.id : nil
        overview.counts = try store.outboxCounts()
        overview.rules = site.alerts.map { rule in
            (rule.id.text, rule.when.words, rule.to.map(\.text) + (rule.webhook.map { [$0.url.text] } ?? []))
        }
        overview.server = site.mail.map { "\($0.server):\($0.port), \($0.security.rawValue)" }
        overview.lastMail = try store.lastMail().flatMap { item in
            item.tried.map { AlertOverview.LastMail(at: $0, state: item.state, answer: item.answer) }
        }
        return overview
    }

    /// Messages that did not arrive for sure and that nobody has seen to.
    public func openAlerts(caller: Caller) throws -> Int64 {
        try require(.see, caller)
        return try store.outboxWaiting()
    }

    func view(_ item: OutboxItem, _ site: Site) throws -> AlertView {
        var view = AlertView(item: item)
        switch item.draft.kind {
        case .call: view.call = try? store.call(id: item.draft.cause)
        case .digest: view.count = try store.outboxCount(digest: item.id)
        case .source, .party, .daily, .report: break
        }
        if item.draft.channel == .mail { view.messageID = site.mail.map { item.messageID(book: store.identity.id, host: $0.from.host) } }
        return view
    }

    /// Notes that the caller has seen to what did not arrive for sure.
    /// - Parameter id: one message; `nil`: all of them.
    public func acknowledgeAlert(_ id: Int64?, caller: Caller) throws {
        try require(.decide, caller)
        try store.acknowledge(id, note: note(caller, "alert.acknowledge", id.map { "message \($0)" } ?? "all messages"))
    }

    /// Sends once more what may not have arrived.
    public func sendAlertAgain(_ id: Int64, caller: Caller) throws {
        try require(.decide, caller)
        try store.sendAgain(id, note: note(caller, "alert.sendAgain", "message \(id)"))
    }

    /// Sends a test message and waits for the mail server's answer.
    public func testMail(to text: String, caller: Caller) async throws -> DeliveryOutcome {
        let test = try mailTest(to: text, caller: caller)
        let outcome = await onThread { test.server.send(test.message) }
        try noteTest(of: test, outcome, caller)
        return outcome
    }

    private struct MailTest: Sendable {
        let server: MailServer
        let message: MailMessage
    }

    private func mailTest(to text: String, caller: Caller) throws -> MailTest {
        try require(.configure, caller)
        guard let address = MailAddress(text) else {
            throw ServiceError.refused("this is no mail address. Write one such as reception@example.com.")
        }
        let site = try site().site
        guard let settings = site.mail else {
            throw ServiceError.refused("the site has no mail server. Add `mail:` with `server` and `from` to the site file.")
        }
        let text = composer(site).test(by: caller.name, at: clock())
        let id = "tollbook.test.\(clock().seconds).\(UInt64.random(in: 0 ... .max)).\(store.identity.id)@\(settings.from.host)"
        let message = MailMessage(from: settings.from, to: address, text: text, messageID: id, date: clock())
        return MailTest(server: try MailServer(settings), message: message)
    }

    private func noteTest(of test: MailTest, _ outcome: DeliveryOutcome, _ caller: Caller) throws {
        do {
            try store.append(note(caller, "mail.test", test.message.to.text, after: outcome.state.rawValue))
        } catch StoreError.readOnly where caller.kind == .console {
            // At the console, beside a running server, the book is only read: the terminal has the answer.
        }
    }

    func composer(_ site: Site) -> Composer { Composer(site: site, book: id, bookName: displayName) }
}
