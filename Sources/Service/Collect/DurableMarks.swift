import Model
import Synchronization

/// How far the raw log of each source is durable and not taken yet. Threads of the sources tell, one task takes.
final class DurableMarks: Sendable {
    private let marks = Mutex<[SourceID: Int64]>([:])
    /// Rings when there is something to take.
    let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    init() { (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func note(_ source: SourceID, _ offset: Int64) {
        marks.withLock { $0[source] = max($0[source] ?? 0, offset) }
        bell.yield()
    }

    /// All that was told since the last time.
    func take() -> [SourceID: Int64] {
        marks.withLock { marks in
            defer { marks = [:] }
            return marks
        }
    }
}
