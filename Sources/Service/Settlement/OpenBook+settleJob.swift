public import Model
import Site
import Store
import Synchronization
import Time

extension OpenBook {
    /// What a look for stale settlements came to.
    public struct SettledCount: Sendable {
        /// Periods that were settled anew.
        public internal(set) var periods = 0
        /// What stood in the way, in words: a rate that is missing, and whose.
        public internal(set) var faults: [String] = []
    }

    /// Settles the billing periods that are over and whose calls or rules changed since they were settled, or that never were, in both
    /// schemes. Periods that are still open are settled when somebody looks at them, and so are those of parties of whose charges
    /// settlement only rounds each: there is nothing to reckon ahead, however many calls they have.
    /// - Parameter proceed: is asked after each; `false` ends with what is done.
    public func settleStale(caller: Caller, proceed: (SettledCount) -> Bool = { _ in true }) throws -> SettledCount {
        try require(.decide, caller)
        let (state, today) = (try site(), try today())
        var count = SettledCount()
        for scheme in Scheme.allCases where state.site.isSettled(scheme) {
            let touched = try store.touchedSpans(scheme, site: state.number, before: today)
            for (party, span) in touched where !state.isPlain(PartyID(party), scheme) {
                for period in try billingPeriods(of: PartyID(party), span, scheme, state) where period.last < today {
                    do { if try keepSettled(PartyID(party), period, scheme) { count.periods += 1 } } catch {
                        guard let words = PlainWords.of(error) else { throw error }
                        count.faults.append("\(party), \(period.first) to \(period.last): \(words)")
                    }
                    guard proceed(count) else { return count }
                }
            }
        }
        return count
    }

    /// The same on a thread of its own, for a server; the end of the task ends it behind the period at hand.
    public func settleStaleApart(caller: Caller) async throws -> SettledCount {
        let stop = Stop()
        return try await withTaskCancellationHandler {
            try await onThread { Result { try self.settleStale(caller: caller) { _ in !stop.isAsked.withLock { $0 } } } }.get()
        } onCancel: {
            stop.isAsked.withLock { $0 = true }
        }
    }

    private final class Stop: Sendable {
        let isAsked = Mutex(false)
    }
}

extension Site {
    /// Costs are settled where discounts are taken off them; else a cost stands as it was charged, in whatever currency.
    fileprivate func isSettled(_ scheme: Scheme) -> Bool {
        scheme == .price || packages.contains { $0.scheme == .cost }
            || rateTables.contains { table in
                table.scheme == .cost && !(table.volumeDiscount.isEmpty && table.versions.allSatisfy { ($0.volumeDiscount ?? []).isEmpty })
            }
    }
}
