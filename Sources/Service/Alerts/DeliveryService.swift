import Delivery
import Model
import Site
import Store
import Synchronization
import Time

/// Sends what stands in a book's outbox, watches its sources, and gives the daily sign of life. One for each server.
public final class DeliveryService: Sendable {
    /// How long a message waits at most before it is seen, and how many are on their way at once by each channel.
    private static let pause = Duration.milliseconds(300)
    private static let atOnce = 4
    /// Between two looks for a digest, at the sources, and at the clock; and after an error of the book.
    private static let looking = Duration.seconds(5)
    /// Between two looks at the sums of parties.
    private static let counting = Duration.seconds(60)
    /// Messages that are over are kept so many seconds.
    static let kept: Int64 = 400 * 86_400

    let book: OpenBook
    let sources: SourceService?
    /// Sums of parties.
    private let parties: PartyWatch
    private let busy = Mutex<Set<DeliveryLane>>([])

    public init(book: OpenBook, sources: SourceService?) {
        (self.book, self.sources) = (book, sources)
        parties = PartyWatch(book: book)
    }

    /// Until the task is cancelled; a message on its way is waited for.
    public func run() async {
        try? book.store.recoverDeliveries()
        await withTaskGroup(of: Void.self) { group in
            for channel in DeliveryChannel.allCases { group.addTask { await self.deliver(channel) } }
            group.addTask { await self.lookAround() }
            group.addTask { await self.watchParties() }
        }
    }

    // MARK: The outbox

    private func deliver(_ channel: DeliveryChannel) async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do {
                    for lane in try lanes(channel) where busy.withLock({ $0.insert(lane).inserted }) {
                        group.addTask {
                            await self.workOff(lane)
                            self.busy.withLock { _ = $0.remove(lane) }
                        }
                    }
                    try? await Task.sleep(for: Self.pause)
                } catch {
                    // The disk is full or the book is busy: what waits stays where it is.
                    try? await Task.sleep(for: Self.looking)
                }
            }
        }
    }

    /// The lanes in which something waits: a receiver that hangs holds back its own messages alone.
    func lanes(_ channel: DeliveryChannel) throws -> [DeliveryLane] {
        let now = book.clock()
        switch channel {
        case .mail: return try book.store.hasDelivery(channel, at: now) ? [DeliveryLane(channel: channel)] : []
        case .webhook: return try book.store.dueRecipients(channel, at: now).map { DeliveryLane(channel: channel, recipient: $0) }
        }
    }

    private func workOff(_ lane: DeliveryLane) async {
        while !Task.isCancelled {
            guard let items = try? take(lane), !items.isEmpty else { return }
            await withTaskGroup(of: Void.self) { group in
                for item in items { group.addTask { await self.deliver(item) } }
            }
        }
    }

    /// The next messages of a lane, on their way from now on; those that are too many are collected before.
    func take(_ lane: DeliveryLane) throws -> [OutboxItem] {
        let now = book.clock()
        guard try book.store.hasDelivery(lane.channel, at: now) else { return [] }
        try throttle(at: now)
        return try book.store.takeDeliveries(lane.channel, to: lane.recipient, at: now, limit: Self.atOnce)
    }

    func throttle(at now: Instant) throws {
        let limits = Dictionary(try book.site().site.alerts.map { ($0.id, $0.pace) }) { first, _ in first }
        // A rule that is not in the site any more tells of what it found, no more than usual.
        let usual = AlertRule(id: AlertRuleID("")).atMost
        try book.store.throttleDeliveries(at: now) { limits[$0] ?? usual }
    }

    private func deliver(_ item: OutboxItem) async {
        let outcome = await outcome(of: item)
        let plan = Retry.plan(outcome, attempts: item.attempts, at: book.clock())
        // Noted whatever it takes: else it would be on its way, and never tried again, until the next start.
        while (try? book.store.finishDelivery(item.id, plan.outcome, next: plan.next)) == nil, !Task.isCancelled {
            try? await Task.sleep(for: Self.pause)
        }
    }

    // MARK: What goes on around

    private func lookAround() async {
        var told: Set<SourceFinding> = []
        var forgotten: CivilDay?
        while !Task.isCancelled {
            // An error of the book is met again at the next look; nothing is lost.
            if (try? book.store.collectsDigest()) == true { try? throttle(at: book.clock()) }
            told = (try? await tellOfSources(told)) ?? told
            try? giveSign()
            if let today = try? book.today(), today != forgotten,
                (try? book.store.forgetDeliveries(before: book.clock() - Self.kept)) != nil
            {
                forgotten = today
            }
            try? await Task.sleep(for: Self.looking)
        }
    }

    /// - Returns: what is wrong now, which is not told of again.
    private func tellOfSources(_ told: Set<SourceFinding>) async throws -> Set<SourceFinding> {
        let site = try book.site().site
        guard let sources, site.alerts.contains(where: \.when.isOfSources) else { return told }
        let views = try await sources.views(caller: .delivery)
        let found = SourceFinding.all(views, at: book.clock(), site.settings.zone)
        try book.raise(found.filter { !told.contains($0) })
        return Set(found)
    }

    /// On a thread of its own: the first look of a large book takes a while.
    private func watchParties() async {
        while !Task.isCancelled {
            let parties = parties
            // An error of the book is met again at the next look; nothing is lost.
            _ = await onThread { try? parties.look() }
            try? await Task.sleep(for: Self.counting)
        }
    }

    /// The daily mail, once a day.
    func giveSign() throws {
        let site = try book.site().site
        let now = book.clock()
        guard let daily = site.mail?.daily, let day = DailyClock.day(at: now, daily, site.settings.zone) else { return }
        let drafts = daily.to.map { address in
            OutboxDraft(kind: .daily, rule: AlertRuleID(""), cause: "day \(day)", channel: .mail, recipient: address.text)
        }
        guard try !book.store.hasCause(drafts) else { return }
        try book.store.raise(drafts, at: now)
    }
}

/// Messages that wait for one another: those to the mail server, or those to one webhook.
struct DeliveryLane: Hashable, Sendable {
    var channel: DeliveryChannel
    /// `nil`: all of the channel.
    var recipient: String?
}

extension Caller {
    /// The task that delivers.
    static let delivery = Caller(kind: .system, name: "delivery", role: .administrator)
}
