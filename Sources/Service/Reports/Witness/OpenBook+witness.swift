import Billing
public import Model
import Site
import Store
import Time

extension OpenBook {
    /// What the witnesses that should tell of a call of ours have of it; of a witness's record, what we have. Records are matched among
    /// those of the days beside it. An attempt that nobody answered and nobody bills is nowhere missed.
    public func witnesses(of call: CallRow, caller: Caller) throws -> [CallWitness] {
        try require(.see, caller)
        let state = try site()
        guard call.reason != .leg, call.state != .conflict, call.state != .quarantined, Self.isWatched(call, state.site) else { return [] }
        let isTheirs = state.site.switches.contains { $0.id.text == call.switch && $0.role == .witness }
        // What a witness has belongs to the day of our record.
        guard let days = isTheirs ? DayRange(call.day + -1, call.day + 1) : DayRange(call.day, call.day) else { return [] }
        let reconciliation = WitnessReconciliation(self, state)
        var found: [CallWitness] = []
        try reconciliation.each(days) { one, reader in
            let records = reader.records
            guard let own = (isTheirs ? one.theirs : one.ours).map({ records.records[$0] }) else { return true }
            guard own.start == call.start, store.id(of: own, in: records) == call.id else { return true }
            let other = (isTheirs ? one.ours : one.theirs).map { place in
                let record = records.records[place]
                return CallWitness.Record(
                    id: store.id(of: record, in: records), start: state.site.settings.zone.wall(record.start), talk: record.talk)
            }
            let group = reconciliation.parties.groups[one.group]
            found.append(
                CallWitness(
                    switches: one.witness.map { [group.witnesses[$0].id] } ?? group.witnesses.map(\.id), provider: group.name,
                    state: CallWitness.State(rawValue: one.state.rawValue) ?? .differs, differs: one.differences.words, other: other,
                    billed: one.billed, difference: one.difference))
            return true
        }
        return found
    }

    /// Whether there is anything to be looked for: most sites have no witness.
    private static func isWatched(_ call: CallRow, _ site: Site) -> Bool {
        let witnesses = site.switches.filter { $0.role == .witness }
        guard !witnesses.contains(where: { $0.id.text == call.switch }) else { return call.direction != .internal }
        let provider = site.trunks.first { $0.id.text == call.trunk && $0.switch.text == call.switch }?.provider
        return witnesses.contains { witness in
            guard let bills = witness.provider else { return [.out, .in, .transit].contains(call.direction) }
            return bills == provider && [.out, .transit].contains(call.direction)
        }
    }
}

extension WitnessDifferences {
    /// As programs know them.
    var words: [String] {
        let names: [(WitnessDifferences, String)] = [(.duration, "duration"), (.amount, "amount"), (.currency, "currency")]
        return names.filter { contains($0.0) }.map(\.1)
    }
}
