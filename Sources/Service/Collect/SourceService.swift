import Collection
import Intake
import Mediation
public import Model
import Site
import Store
import Synchronization
import Time

/// A lane as it was made: for a site, after so many replays.
private struct SourceLane {
    let site: Int64
    let replays: Int
    let lane: LiveLane
}

/// Runs a book's sources: the collector brings bytes into the raw log, lanes bring them from there into the book. One for each server.
public final class SourceService: Sendable {
    /// Seconds between two looks at the site, and before a lane that failed is tried again.
    private static let pause = Duration.seconds(2)

    let book: OpenBook
    private let marks: DurableMarks
    private struct Faults {
        /// What cannot run as the site says, and what the lanes could not store, with why.
        var settings: [SourceID: String] = [:]
        var lanes: [SourceID: String] = [:]
        /// What is doubtful about the settings.
        var doubts: [SourceID: [String]] = [:]
    }
    private let faults = Mutex(Faults())
    /// What was read last of each source without a fault.
    private let last = Mutex<[SourceID: (source: Source, definition: SourceDefinition)]>([:])
    /// Calls that became new since the server started.
    private let newCalls = Atomic<Int64>(0)
    private let collector = Mutex<Collector?>(nil)

    public init(book: OpenBook) {
        self.book = book
        marks = DurableMarks(clock: book.clock)
    }

    /// Until the task is cancelled; then every source is ended and what is durable is stored.
    public func run() async throws {
        let zone = try book.site().site.settings.zone
        let collector = Collector(house(zone))
        self.collector.withLock { $0 = collector }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await collector.run() }
            group.addTask { await self.followSite(collector) }
            group.addTask { await self.store(for: collector) }
        }
    }

    /// - Parameter announces: whether what is durable is stored at once.
    func house(_ zone: Zone, announces: Bool = true) -> CollectorHouse {
        CollectorHouse(
            raw: book.raw, folder: book.store.folder + "/collection", clock: .live(zone: zone),
            committed: { [book] id in (try? book.taken(of: id.text)) ?? 0 },
            onDurable: { [marks] id, offset in if announces { marks.note(id, offset) } })
    }

    /// Starts, changes and ends sources as the site does; and rings for what lies durable from before.
    private func followSite(_ collector: Collector) async {
        while !Task.isCancelled {
            if let site = try? book.site().site {
                let ids = Set(site.sources.map(\.id))
                faults.withLock { faults in
                    faults.lanes = faults.lanes.filter { ids.contains($0.key) }
                    faults.settings = faults.settings.filter { ids.contains($0.key) }
                }
                marks.keep(only: ids)
                await collector.apply(definitions(site))
                for (id, health) in await collector.health
                where health.durable > 0 && ((try? book.taken(of: id.text)) ?? 0) < health.durable {
                    marks.note(id, health.durable)
                }
                book.leave(SourceSnapshot(at: book.clock(), states: await states()))
            }
            try? await Task.sleep(for: Self.pause)
        }
    }

    private func definitions(_ site: Site) -> [SourceDefinition] {
        site.sources.compactMap { source in
            do {
                let definition = try SourceDefinition(source, of: site, secrets: book.secretReader)
                _ = try book.format(.id(definition.format.text))
                let (errors, doubts) = (definition.findings.filter(\.isError), definition.findings.filter { !$0.isError })
                faults.withLock { faults in
                    faults.settings[source.id] = errors.first?.description
                    faults.doubts[source.id] = doubts.map(\.description)
                }
                last.withLock { $0[source.id] = errors.isEmpty ? (source: source, definition: definition) : nil }
                return errors.isEmpty ? definition : nil
            } catch {
                faults.withLock { $0.settings[source.id] = PlainWords.of(error) ?? "\(error)" }
                // A secret that cannot be read just now, while it is renewed or replaced, does not end what runs.
                return last.withLock { $0[source.id] }.flatMap { $0.source == source ? $0.definition : nil }
            }
        }
    }

    // MARK: From the raw log into the book

    private func store(for collector: Collector) async {
        var lanes: [SourceID: SourceLane] = [:]
        for await _ in marks.rings {
            var waiting = marks.take()
            while !waiting.isEmpty {
                for outcome in book.intake.withLock({ replays in round(&waiting, replays: replays, &lanes) }) {
                    await note(outcome, &lanes, collector)
                }
            }
            if Task.isCancelled { break }
        }
        for (_, entry) in lanes { try? entry.lane.close() }
    }

    /// Stores what sources have that wait, in one transaction, and takes them out of those that wait.
    private func round(_ waiting: inout [SourceID: Int64], replays: Int, _ lanes: inout [SourceID: SourceLane]) -> [LiveRound.Outcome] {
        var round = LiveRound(book.store)
        for (id, durable) in waiting {
            do {
                let lane = try lane(id, replays: replays, &lanes)
                if round.mustWait(lane) { continue }
                round.add(id, lane, through: durable)
            } catch {
                round.fail(id, error)
            }
            waiting[id] = nil
            if round.isFull { break }
        }
        return round.store()
    }

    private func note(_ outcome: LiveRound.Outcome, _ lanes: inout [SourceID: SourceLane], _ collector: Collector) async {
        let id = outcome.source
        switch outcome.result {
        case .success(let result):
            await collector.desk(of: id)?.note(records: result.records, at: book.clock())
            newCalls.add(result.new, ordering: .relaxed)
            marks.stored(id, through: outcome.reached)
            if outcome.reached < outcome.wanted { marks.note(id, outcome.wanted) }
            faults.withLock { $0.lanes[id] = nil }
        case .failure(let error):
            // The next look at the site rings again: nothing is lost, it waits in the raw log.
            lanes[id] = nil
            faults.withLock { $0.lanes[id] = PlainWords.of(error) ?? "\(error)" }
        }
    }

    /// The lane of a source, made anew where the site has changed since, or a raw log was decoded again.
    private func lane(_ id: SourceID, replays: Int, _ lanes: inout [SourceID: SourceLane]) throws -> LiveLane {
        let state = try book.site()
        if let known = lanes[id], known.site == state.number, known.replays == replays { return known.lane }
        guard let source = state.site.sources.first(where: { $0.id == id }) else {
            throw ServiceError.unknown(what: "source", name: id.text)
        }
        let (format, version) = try book.numberedFormat(.id(SourceDefinition.format(of: source, in: state.site).text))
        var request = ImportRequest(
            format: format, switch: source.switch, source: id.text, name: id.text, year: nil, actor: "source:" + id.text)
        request.formatVersion = version
        let lane = try LiveLane(book.importer(state), request)
        lanes[id] = SourceLane(site: state.number, replays: replays, lane: lane)
        return lane
    }

    /// The collector, while the server runs.
    var running: Collector? { collector.withLock { $0 } }

    // MARK: How it is

    /// How each source is, as its threads and lanes tell.
    func states() async -> [SourceID: SourceState] {
        let (waiting, faults) = (marks.waiting, faults.withLock { $0 })
        var states = await running?.health.mapValues { SourceState($0) } ?? [:]
        for id in faults.settings.keys where states[id] == nil {
            states[id] = SourceState()
            states[id]?.health = .failed
        }
        for id in states.keys {
            states[id]?.behindSince = waiting[id]
            states[id]?.doubts = faults.doubts[id] ?? []
            if let fault = faults.lanes[id] ?? faults.settings[id] { states[id]?.fault = fault }
        }
        return states
    }

    /// How each source of the site is, in the site's order.
    public func views(caller: Caller) async throws -> [SourceView] { try book.sources(await states(), caller: caller) }

    /// Whether everything that comes goes into the book: no raw log refuses, no lane stands still.
    public func isWell() async -> Bool {
        let now = book.clock()
        let waits = marks.waiting.values.contains { now.seconds - $0.seconds > SourceView.mostLag }
        guard !waits, faults.withLock({ $0.lanes.isEmpty }) else { return false }
        return await !states().values.contains { $0.health == .stalled }
    }

    var bookID: String { book.id.text }

    /// Calls in all, calls that wait for a rate, and jobs that wait.
    func figures() async throws -> (calls: Int64, unrated: Int64, jobs: Int64) {
        let caller = Caller(kind: .system, name: "metrics", role: .viewer)
        let jobs = try book.store.jobs(limit: 100).count { $0.state == .waiting || $0.state == .running }
        return (try book.store.importedCalls(), try book.problemCounts(caller: caller).unrated, Int64(jobs))
    }

    /// Calls that became new since the server started.
    var stored: Int64 { newCalls.load(ordering: .relaxed) }
}
