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
        return try rerate(.unrated, days, caller: caller)
    }

    /// Gives the calls of a number to the party that owns it now. Prices of calls that have one do not change.
    func reassign(_ days: DayRange, caller: Caller) throws -> RerateCounts {
        try rerate(.assign, days, caller: caller)
    }

    /// Gives the calls that bear one of these names to whoever owns it now. Prices of calls that have one do not change.
    func reassign(_ days: DayRange, _ kind: SeenName.Kind, _ texts: [String], caller: Caller) throws -> RerateCounts {
        // Of an address only calls can move that nobody else owns.
        try rerate(kind == .address ? .assign : .named(kind, texts), days, caller: caller)
    }

    private func rerate(_ kind: Rerating, _ days: DayRange, caller: Caller) throws -> RerateCounts {
        let state = try site()
        let work = kind.work(days, RerateRules(rater: state.rater, site: state.site, versions: []), store.names)
        let step = RerateStep(at: clock(), site: state.number, why: kind.words(days))
        let result = try store.rerate(work.rule, step: step)
        try store.append(
            note(
                caller, "calls.rerate", kind.name, before: "\(result.before[.unrated] ?? 0) unrated",
                after: "\(result.after[.unrated] ?? 0) unrated"))
        var counts = RerateCounts()
        (counts.calls, counts.changed, counts.before, counts.after) = (result.calls, result.changed, result.before, result.after)
        return counts
    }
}
