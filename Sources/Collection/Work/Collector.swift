public import Model
public import RawLog

/// What all sources of a book share.
public struct CollectorHouse: Sendable {
    public var raw: RawFolder
    /// Where sources that read files keep what they have taken, `<book>/collection`.
    public var folder: String
    public var clock: SourceClock
    /// The logical offset of a source up to which the book has stored; its raw log must reach it.
    public var committed: @Sendable (SourceID) -> Int64
    /// Told after each commit, on the source's thread: the raw log is durable up to this logical offset.
    public var onDurable: @Sendable (SourceID, Int64) -> Void

    public init(
        raw: RawFolder, folder: String, clock: SourceClock, committed: @escaping @Sendable (SourceID) -> Int64 = { _ in 0 },
        onDurable: @escaping @Sendable (SourceID, Int64) -> Void = { _, _ in }
    ) {
        self.raw = raw
        self.folder = folder
        self.clock = clock
        self.committed = committed
        self.onDurable = onDurable
    }
}

/// Runs a book's sources, each a task and a thread of its own: each starts, stops, changes and fails without the others.
public actor Collector {
    private struct Entry {
        var definition: SourceDefinition
        var desk = HealthDesk()
        var inlet: PostInlet
        /// Of the run that goes on; `nil`: none.
        var run: (control: SourceControl, end: Gate)?
    }

    private let house: CollectorHouse
    private var entries: [SourceID: Entry] = [:]
    private let begun: AsyncStream<@Sendable () async -> Void>
    private let begin: AsyncStream<@Sendable () async -> Void>.Continuation

    public init(_ house: CollectorHouse) {
        self.house = house
        (begun, begin) = AsyncStream.makeStream()
    }

    /// Runs what is started, until its task is cancelled; then ends every source and returns when all have ended.
    public func run() async {
        await withDiscardingTaskGroup { group in
            // The stream ends when the task is cancelled.
            for await work in begun { group.addTask { await work() } }
            for id in entries.keys { end(id) }
        }
        // What was still to be started never will be.
        for entry in entries.values { entry.run?.end.open() }
    }

    /// Makes the sources those of `definitions`: what is new is started, what is gone or off is ended, what has changed is ended
    /// and started as it is now. The others are not touched.
    public func apply(_ definitions: [SourceDefinition]) {
        let wanted = Dictionary(definitions.map { ($0.id, $0) }) { first, _ in first }
        for id in entries.keys where wanted[id] == nil {
            end(id)
            entries[id] = nil
        }
        for definition in wanted.values.sorted(by: { $0.id < $1.id }) {
            let known = entries[definition.id]
            guard known?.definition != definition else { continue }
            let previous = end(definition.id)
            entries[definition.id] = Entry(
                definition: definition, desk: known?.desk ?? HealthDesk(), inlet: known?.inlet ?? PostInlet(), run: nil)
            if definition.isOn { start(definition.id, after: previous) }
        }
    }

    /// Starts a source that was stopped; one that runs is left alone.
    public func start(_ id: SourceID) { start(id, after: entries[id]?.run?.end) }

    /// Ends a source and returns when it has ended. It stays stopped until it is started or changed.
    public func stop(_ id: SourceID) async { await end(id)?.wait() }

    /// How each source is.
    public var health: [SourceID: SourceHealth] { entries.mapValues(\.desk.health) }

    /// Where a source's health stands, for who decodes to tell its records.
    public func desk(of id: SourceID) -> HealthDesk? { entries[id]?.desk }

    /// The door for bodies; `nil` for a source that takes none.
    public func door(of id: SourceID) -> PostDoor? {
        guard let entry = entries[id], case .post(let settings) = entry.definition.transport else { return nil }
        return PostDoor(settings: settings, inlet: entry.inlet, desk: entry.desk)
    }

    private func start(_ id: SourceID, after previous: Gate?) {
        guard var entry = entries[id], entry.run.map({ $0.control.isStopped }) ?? true else { return }
        do throws(SourceError) {
            let control = try SourceControl()
            let gate = Gate()
            entry.run = (control, gate)
            entries[id] = entry
            entry.inlet.attach(control)
            let run = SourceRun(definition: entry.definition, control: control, desk: entry.desk, house: house, inlet: entry.inlet)
            let order = begin.yield {
                // The one before holds the raw log until it has ended.
                await previous?.wait()
                if await !onThread({ run.untilStopped() }) {
                    run.desk.note(error: "No thread can be made. Raise the limit of the service.", at: run.house.clock.now())
                    run.desk.enter(.failed, at: run.house.clock.now())
                }
                gate.open()
            }
            if case .terminated = order { gate.open() }
        } catch {
            entry.desk.note(error: error.description, at: house.clock.now())
            entry.desk.enter(.failed, at: house.clock.now())
        }
    }

    /// Tells the source to end, and gives what opens when it has.
    @discardableResult
    private func end(_ id: SourceID) -> Gate? {
        guard let run = entries[id]?.run else { return nil }
        run.control.stop()
        return run.end
    }
}
