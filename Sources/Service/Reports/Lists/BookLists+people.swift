import Delivery
import Document
import Model
import Reporting
import Store
import Time

extension BookLists {
    /// What was configured and decided in the days, the newest first.
    func journal(_ ask: ListAsk, _ list: inout ListCollector) throws {
        try eachEntry(ask) { entry in
            list.add([
                .count(entry.number), ask.time(entry.note.at), .text(entry.note.actor), .text(entry.note.action),
                .text(entry.note.subject), .text(entry.note.before ?? ""), .text(entry.note.after ?? ""),
            ])
        }
    }

    /// Log-ins of the days that were not ended by the user himself, and what was done to users and keys.
    func logIns(_ ask: ListAsk, _ list: inout ListCollector) throws {
        try book.require(.readJournal, caller)
        for logIn in try book.store.logIns(limit: ListCollector.most) where ask.contains(logIn.started) {
            list.add([
                ask.time(logIn.started), .text(logIn.user), .text("logIn"), .empty, ask.time(logIn.seen),
                .text(logIn.isDead ? "ended" : ""),
            ])
        }
        try eachEntry(ask) { entry in
            guard ["user.", "key."].contains(where: entry.note.action.hasPrefix) else { return true }
            return list.add([
                ask.time(entry.note.at), .text(entry.note.actor), .text(entry.note.action), .text(entry.note.subject), .empty, .empty,
            ])
        }
    }

    /// - Parameter body: returns whether to go on.
    private func eachEntry(_ ask: ListAsk, _ body: (JournalEntry) throws -> Bool) throws {
        var before: Int64?
        while true {
            let page = try book.journal(before: before, limit: 1000, caller: caller)
            for entry in page where ask.contains(entry.note.at) {
                guard try body(entry) else { return }
            }
            // Numbers rise with time; a clock that was put back by days is not followed.
            guard let last = page.last, ask.zone.wall(last.note.at).day + 2 >= ask.days.first else { return }
            before = last.number
        }
    }

    /// What was found in the days, once for each rule whoever was told, the newest first.
    func alerts(_ ask: ListAsk, _ list: inout ListCollector) throws {
        var places: [AlertCause: Int] = [:]
        var found: [(item: OutboxItem, states: [DeliveryState])] = []
        try eachMessage(ask) { item in
            guard [.call, .source, .party].contains(item.draft.kind) else { return true }
            let cause = AlertCause(rule: item.draft.rule.text, cause: item.draft.cause)
            if let place = places[cause] {
                found[place].states.append(item.state)
                // The first one tells when it was found.
                found[place].item.created = item.created
                if found[place].item.acknowledged == nil {
                    (found[place].item.acknowledged, found[place].item.acknowledgedBy) = (item.acknowledged, item.acknowledgedBy)
                }
            } else {
                places[cause] = found.count
                found.append((item, [item.state]))
            }
            return found.count <= ListCollector.most
        }
        for (item, states) in found {
            let isAdded = list.add([
                ask.time(item.created), .text(item.draft.rule.text), subject(item, ask), .text(Self.state(states).rawValue),
                .text(item.acknowledgedBy), ask.time(item.acknowledged),
            ])
            guard isAdded else { return }
        }
    }

    /// Each message of the days and what became of it, the newest first.
    func deliveries(_ ask: ListAsk, _ list: inout ListCollector) throws {
        try eachMessage(ask) { item in
            list.add([
                ask.time(item.created), .text(item.draft.recipient), subject(item, ask), .text(item.state.rawValue), .count(item.attempts),
                .text(item.answer),
            ])
        }
    }

    private func subject(_ item: OutboxItem, _ ask: ListAsk) -> Cell {
        guard let view = try? book.view(item, ask.state.site) else { return .text(item.draft.cause) }
        return Cell(.text(AlertList.subject(view)), link: view.call.map { .call($0.id) })
    }

    private func eachMessage(_ ask: ListAsk, _ body: (OutboxItem) throws -> Bool) throws {
        var before: Int64?
        while true {
            let page = try book.store.outbox(before: before, limit: 1000)
            for item in page where ask.contains(item.created) {
                guard try body(item) else { return }
            }
            guard let last = page.last, ask.zone.wall(last.created).day + 2 >= ask.days.first else { return }
            before = last.id
        }
    }

    /// Of several messages what most needs a person.
    private static func state(_ states: [DeliveryState]) -> DeliveryState {
        [.givenUp, .unknown, .failed, .waiting, .sending, .digest].first(where: states.contains) ?? .sent
    }
}

private struct AlertCause: Hashable {
    var rule: String
    var cause: String
}
