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

    func answer(to query: SummaryQuery) -> (rows: [SummaryRow]?, generation: Int?) {
        state.withLock { ($0.answers[query], $0.generation) }
    }

    func remember(_ rows: [SummaryRow], for query: SummaryQuery, _ generation: Int) {
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.answers.count >= SummaryCache.limit { state.answers.removeAll() }
            state.answers[query] = rows
        }
    }

    func forget() {
        state.withLock { state in
            state.generation += 1
            state.answers.removeAll()
        }
    }
}
