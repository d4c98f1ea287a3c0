internal import GRDB
internal import Model
internal import Time

extension Book {
    /// Asks who is to be told of the new calls, as they are after their legs were settled, and puts that into the outbox: it is there
    /// together with the calls or not at all.
    func tell(
        _ watch: CallWatch, of batch: CallBatch, _ stored: [Int], _ settled: SettledLegs, _ origin: BatchOrigin, _ database: Database
    ) throws {
        let alone = settled.links.isEmpty ? stored : stored.filter { !settled.links.contains(batch.linkKey(of: batch.calls[$0])) }
        var drafts = drafts(watch(batch, alone, origin.at), in: batch)
        if !settled.batch.calls.isEmpty {
            drafts += self.drafts(watch(settled.batch, Array(settled.batch.calls.indices), origin.at), in: settled.batch)
        }
        if !drafts.isEmpty { try Book.insert(drafts, at: origin.at, database) }
    }

    private func drafts(_ alerts: [CallAlert], in batch: CallBatch) -> [OutboxDraft] {
        alerts.filter { batch.calls.indices.contains($0.call) }.map { alert in
            OutboxDraft(
                kind: .call, rule: alert.rule, cause: names.id(of: batch.key(of: batch.calls[alert.call])), channel: alert.channel,
                recipient: alert.recipient)
        }
    }
}

/// The calls whose legs were settled with a batch.
struct SettledLegs {
    var batch = CallBatch()
    var links: Set<LinkKey> = []
}
