import Intake
public import Model
import Rating
import Site
import Store
public import Time

/// Counts before and after rating again.
public struct RerateCounts: Sendable {
    public var calls: Int64 = 0
    public var changed: Int64 = 0
    /// Calls by state.
    public var before: [CallState: Int64] = [:]
    public var after: [CallState: Int64] = [:]

    public var text: String {
        var text = "\(calls) calls looked at, \(changed) changed.\n"
        for state in CallState.allCases {
            let counts = (before[state] ?? 0, after[state] ?? 0)
            if counts != (0, 0) { text += "  \(state.name): \(counts.0) before, \(counts.1) after\n" }
        }
        return text
    }

    public var json: String {
        var line = JSONLine()
        line.begin()
        line.field("calls", Int(calls))
        line.field("changed", Int(changed))
        line.counts("before", Dictionary(uniqueKeysWithValues: before.map { ($0.key.name, $0.value) }))
        line.counts("after", Dictionary(uniqueKeysWithValues: after.map { ($0.key.name, $0.value) }))
        line.end()
        return String(decoding: line.take(), as: UTF8.self)
    }
}

extension OpenBook {
    /// Rates the unrated calls of the days with the site as it is now. What has a charge keeps it, and the version that made it.
    public func rerateUnrated(_ days: DayRange, caller: Caller) async throws -> RerateCounts {
        try require(.decide, caller)
        var filter = CallFilter(days: days)
        filter.states = [.unrated]
        return try rerate(filter, "unrated", caller: caller) { old, new in old.price.state == .unrated || new.price == old.price }
    }

    /// Gives the calls of a number to the party that owns it now. Prices of calls that have one do not change.
    func reassign(_ days: DayRange, caller: Caller) throws -> RerateCounts {
        let unassigned = try site().rater.parties.filter { $0.text.hasPrefix("unassigned") }.map { PartyDays($0.text) }
        var filter = CallFilter(days: days)
        filter.parties = unassigned
        return try rerate(filter, "assign", caller: caller) { _, _ in true }
    }

    /// Gives the calls that bear one of these names to whoever owns it now. Prices of calls that have one do not change.
    func reassign(_ days: DayRange, _ kind: SeenName.Kind, _ texts: [String], caller: Caller) throws -> RerateCounts {
        var filter = CallFilter(days: days)
        switch kind {
        case .account: filter.accounts = texts
        case .extension: filter.extensions = texts
        case .trunk: filter.trunks = texts
        // Of an address only calls can move that nobody else owns.
        case .address: return try reassign(days, caller: caller)
        }
        return try rerate(filter, "directory", caller: caller) { _, _ in true }
    }

    private func rerate(
        _ filter: CallFilter, _ why: String, caller: Caller, takes: (_ old: StoredCall, _ new: StoredCall) -> Bool
    ) throws -> RerateCounts {
        let state = try site()
        let (rater, names) = (state.rater, store.names)
        let result = try store.rerate(
            filter,
            change: { batch, groups in
                let before = batch.calls
                let settler = CallRerater(rater: rater, names: names)
                settler.rerate(&batch, groups)
                for index in batch.calls.indices where !takes(before[index], batch.calls[index]) { batch.calls[index] = before[index] }
            })
        try store.append(
            note(
                caller, "calls.rerate", why, before: "\(result.before[.unrated] ?? 0) unrated",
                after: "\(result.after[.unrated] ?? 0) unrated"))
        var counts = RerateCounts()
        (counts.calls, counts.changed, counts.before, counts.after) = (result.calls, result.changed, result.before, result.after)
        return counts
    }
}
