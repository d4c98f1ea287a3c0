public import Model
public import Store

/// Batches of several lanes that are stored in one transaction: two hundred sources that send a little each cost the disk what one
/// that sends much does. Used from one task.
public struct LiveRound {
    /// What became of a source's bytes.
    public struct Outcome: Sendable {
        public let source: SourceID
        public let result: Result<LiveResult, any Error>
        /// Up to where the source is in the book, and up to where it was asked for.
        public let reached: Int64
        public let wanted: Int64
    }

    /// Bytes of a source that are read before the others have their turn: a file of gigabytes holds back no call of theirs.
    private static let turn: Int64 = 4 << 20

    private let book: Book
    private var waiting: [(source: SourceID, lane: LiveLane, order: StoreOrder, wanted: Int64)] = []
    private var calls = 0
    private var outcomes: [Outcome] = []

    public init(_ book: Book) { self.book = book }

    /// Enough for a transaction.
    public var isFull: Bool { calls >= Importer.batchSize || waiting.last.map { $0.lane.isGuarded } ?? false }

    /// Whether a lane has to wait for the next round: it must see what others store in this one.
    public func mustWait(_ lane: LiveLane) -> Bool { lane.isGuarded && !waiting.isEmpty }

    /// Reads a source's bytes up to an offset that is durable, or the begin of them.
    public mutating func add(_ source: SourceID, _ lane: LiveLane, through durable: Int64) {
        do {
            if let order = try lane.next(through: durable, atMost: Self.turn) {
                waiting.append((source, lane, order, durable))
                calls += order.batch.calls.count
            } else {
                outcomes.append(Outcome(source: source, result: .success(LiveResult()), reached: lane.reached, wanted: durable))
            }
        } catch {
            fail(source, error)
        }
    }

    /// The lane could not be made, or not go on.
    public mutating func fail(_ source: SourceID, _ error: any Error) {
        outcomes.append(Outcome(source: source, result: .failure(error), reached: 0, wanted: 0))
    }

    /// Stores what was read. What cannot be stored together is stored one by one: a lane that fails holds back no other. A lane with a
    /// failure is to be thrown away.
    public consuming func store() -> [Outcome] {
        do {
            guard !waiting.isEmpty else { return outcomes }
            for (entry, done) in zip(waiting, try book.store(waiting.map(\.order))) { succeed(entry, done) }
        } catch {
            for entry in waiting {
                do {
                    succeed(entry, try book.store([entry.order])[0])
                } catch {
                    fail(entry.source, error)
                }
            }
        }
        return outcomes
    }

    private mutating func succeed(
        _ entry: (source: SourceID, lane: LiveLane, order: StoreOrder, wanted: Int64), _ done: StoreResult
    ) {
        entry.lane.wasStored()
        outcomes.append(
            Outcome(source: entry.source, result: .success(LiveResult(done)), reached: entry.lane.reached, wanted: entry.wanted))
    }
}
