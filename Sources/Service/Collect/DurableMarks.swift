import Model
import Synchronization
import Time

/// How far the raw log of each source is durable and not taken yet. Threads of the sources tell, one task takes.
final class DurableMarks: Sendable {
    private struct State {
        var marks: [SourceID: Int64] = [:]
        /// Since when something waits, and up to where it goes.
        var waiting: [SourceID: (since: Instant, through: Int64)] = [:]
    }

    private let state = Mutex(State())
    private let clock: @Sendable () -> Instant
    /// Rings when there is something to take.
    let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    init(clock: @escaping @Sendable () -> Instant) {
        self.clock = clock
        (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func note(_ source: SourceID, _ offset: Int64) {
        let now = clock()
        state.withLock { state in
            state.marks[source] = max(state.marks[source] ?? 0, offset)
            let known = state.waiting[source]
            state.waiting[source] = (known?.since ?? now, max(known?.through ?? 0, offset))
        }
        bell.yield()
    }

    /// All that was told since the last time.
    func take() -> [SourceID: Int64] {
        state.withLock { state in
            defer { state.marks = [:] }
            return state.marks
        }
    }

    /// Everything up to there is in the book.
    func stored(_ source: SourceID, through offset: Int64) {
        state.withLock { state in if let waiting = state.waiting[source], waiting.through <= offset { state.waiting[source] = nil } }
    }

    /// Forgets sources that are no more.
    func keep(only ids: Set<SourceID>) { state.withLock { state in state.waiting = state.waiting.filter { ids.contains($0.key) } } }

    /// Since when something of a source waits.
    var waiting: [SourceID: Instant] { state.withLock { $0.waiting.mapValues(\.since) } }
}
