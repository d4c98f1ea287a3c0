internal import Model
internal import Synchronization

/// Answers from the summaries, good until a transaction of this process touches one: a dashboard looked at again and again reads
/// nothing. An answer is kept under the generation from before it was read, so that one read across a commit is not kept for long.
final class SummaryCache: Sendable {
    private static let limit = 64

    private struct State {
        var generation = 0
        var answers: [SummaryQuery: [SummaryRow]] = [:]
    }

    private let state = Mutex(State())

    /// The answers to all of the queries, or `nil`.
    func answers(to queries: [SummaryQuery]) -> (rows: [[SummaryRow]]?, generation: Int?) {
        state.withLock { state in
            let found = queries.compactMap { state.answers[$0] }
            return (found.count == queries.count ? found : nil, state.generation)
        }
    }

    func remember(_ rows: [[SummaryRow]], for queries: [SummaryQuery], _ generation: Int) {
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.answers.count >= SummaryCache.limit { state.answers.removeAll() }
            for (query, rows) in zip(queries, rows) { state.answers[query] = rows }
        }
    }

    func forget() {
        state.withLock { state in
            state.generation += 1
            state.answers.removeAll()
        }
    }
}
