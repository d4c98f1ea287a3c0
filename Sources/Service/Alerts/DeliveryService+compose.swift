import Delivery
import Model
import Money
import Site
import Store
import Time

extension DeliveryService {
    /// Calls that a digest names one by one.
    private static let named = 50

    /// Writes a message and hands it over.
    func outcome(of item: OutboxItem) async -> DeliveryOutcome {
        do {
            let site = try book.site().site
            let call = item.draft.kind == .call ? try book.store.call(id: item.draft.cause) : nil
            let files = item.draft.kind == .report ? try book.store.files(of: item.id) : []
            let text = try await text(of: item, call, files, book.composer(site))
            switch item.draft.channel {
            case .mail: return try await mail(item, text, files, site)
            case .webhook: return try await webhook(item, text, call, site)
            }
        } catch StoreError.notFound {
            return DeliveryOutcome(.givenUp, "What it would tell of is not in the book any more.")
        } catch {
            return DeliveryOutcome(.failed, PlainWords.of(error) ?? "\(error)")
        }
    }

    private func text(
        of item: OutboxItem, _ call: CallRow?, _ files: [OutboxFile], _ composer: Composer
    ) async throws -> MessageText {
        switch item.draft.kind {
        case .call:
            guard let call else { throw StoreError.notFound("call") }
            return composer.call(call, rule: item.draft.rule)
        case .source: return composer.source(item)
        case .party: return composer.party(item)
        case .digest:
            let members = try book.store.outbox(digest: item.id, limit: Self.named)
            let lines = members.reversed().map { member -> DigestLine in
                if member.draft.kind == .party { return DigestLine.party(member) }
                return (try? book.store.call(id: member.draft.cause)).map(DigestLine.call) ?? .words(member.draft.detail)
            }
            return composer.digest(item, lines, count: try book.store.outboxCount(digest: item.id))
        case .daily: return composer.daily(try await facts(item))
        case .report: return composer.report(item, files: files.map(\.name))
        }
    }

    private func mail(
        _ item: OutboxItem, _ text: MessageText, _ files: [OutboxFile], _ site: Site
    ) async throws -> DeliveryOutcome {
        guard let settings = site.mail else { return DeliveryOutcome(.failed, "The site has no mail server any more. Add `mail:`.") }
        guard let to = MailAddress(item.draft.recipient) else { return DeliveryOutcome(.givenUp, "The recipient is no mail address.") }
        let server = try MailServer(settings)
        var message = MailMessage(
            from: settings.from, to: to, text: text, messageID: item.messageID(book: book.store.identity.id, host: settings.from.host),
            date: book.clock())
        message.files = files
        return await onThread { [message] in server.send(message) }
    }

    private func webhook(_ item: OutboxItem, _ text: MessageText, _ call: CallRow?, _ site: Site) async throws -> DeliveryOutcome {
        let own = site.alerts.first { $0.id == item.draft.rule }?.webhook
        guard let own, own.url.text == item.draft.recipient else {
            return DeliveryOutcome(.givenUp, "The rule has another webhook now, or none.")
        }
        let id = "\(item.id).\(item.created.seconds).\(book.store.identity.id)"
        let body = book.composer(site).json(item, id: id, text, call: call)
        let (hook, now) = (try WebhookCall(own), book.clock())
        return await onThread { hook.send(body, id: id, at: now) }
    }

    // MARK: The sign of life

    /// Of the day before the one that the message names.
    private func facts(_ item: OutboxItem) async throws -> DailyFacts {
        let named = CivilDay(text: item.draft.cause.dropFirst("day ".count))
        let day = try (named ?? book.today()) + -1
        let board = try book.dashboard(day: day, caller: .delivery)
        let directory = try book.directory(caller: .delivery)
        var facts = DailyFacts(day: day)
        facts.calls = board.todayByType.map { row in
            let name = row.callType.map { $0.isEmpty ? "without type" : directory.callTypeName($0) } ?? "without type"
            let price = Money(row.measures.price, row.currency ?? directory.currency)
            return (name, row.measures.calls, row.measures.seconds, price)
        }
        let views = try await sources?.views(caller: .delivery) ?? book.sources(caller: .delivery)
        facts.sources = views.map { ($0.id.text, $0.state.rawValue + ($0.fault.map { ": " + $0 } ?? "")) }
        let waits: [(Int64, String)] = [
            (board.problems.unrated, "calls have no rate"), (board.problems.unassigned, "calls belong to nobody"),
            (board.problems.conflicts, "records differ from stored ones"), (board.problems.quarantined, "records are set aside"),
            (board.problems.alerts, "messages did not arrive for sure"),
        ]
        facts.problems = waits.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let ill = views.filter { [.failed, .stalled, .silent].contains($0.state) }
        facts.problems += ill.map { "the source \($0.id.text) is \($0.state.rawValue)" }
        return facts
    }
}
