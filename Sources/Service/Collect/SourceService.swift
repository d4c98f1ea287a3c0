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

    private let book: OpenBook
    private let marks = DurableMarks()
    /// What cannot run as the site says, and why; and what the lanes could not store.
    private let faults = Mutex<[SourceID: String]>([:])
    private let collector = Mutex<Collector?>(nil)

    public init(book: OpenBook) { self.book = book }

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

    private func house(_ zone: Zone) -> CollectorHouse {
        CollectorHouse(
            raw: book.raw, folder: book.store.folder + "/collection", clock: .live(zone: zone),
            committed: { [book] id in (try? book.store.position(of: book.store.names.number(.source, id.text))?.offset) ?? 0 },
            onDurable: { [marks] id, offset in marks.note(id, offset) })
    }

    /// Starts, changes and ends sources as the site does; and rings for what lies durable from before.
    private func followSite(_ collector: Collector) async {
        while !Task.isCancelled {
            if let site = try? book.site().site {
                await collector.apply(definitions(site))
                for (id, health) in await collector.health where health.durable > 0 { marks.note(id, health.durable) }
            }
            try? await Task.sleep(for: Self.pause)
        }
    }

    private func definitions(_ site: Site) -> [SourceDefinition] {
        site.sources.compactMap { source in
            do {
                let definition = try SourceDefinition(source, of: site)
                _ = try book.format(.id(definition.format.text))
                return definition
            } catch {
                set(fault: PlainWords.of(error) ?? "\(error)", of: source.id)
                return nil
            }
        }
    }

    // MARK: From the raw log into the book

    private func store(for collector: Collector) async {
        var lanes: [SourceID: SourceLane] = [:]
        for await _ in marks.rings {
            for (id, durable) in marks.take() {
                do {
                    let result = try book.intake.withLock { replays in
                        try lane(id, replays: replays, &lanes).take(through: durable)
                    }
                    await collector.desk(of: id)?.note(records: result.records, at: book.clock())
                    set(fault: nil, of: id)
                } catch {
                    // The next look at the site rings again: nothing is lost, it waits in the raw log.
                    lanes[id] = nil
                    set(fault: PlainWords.of(error) ?? "\(error)", of: id)
                }
            }
            if Task.isCancelled { break }
        }
        for (_, entry) in lanes { try? entry.lane.close() }
    }

    /// The lane of a source, made anew where the site has changed since, or a raw log was decoded again.
    private func lane(_ id: SourceID, replays: Int, _ lanes: inout [SourceID: SourceLane]) throws -> LiveLane {
        let state = try book.site()
        if let known = lanes[id], known.site == state.number, known.replays == replays { return known.lane }
        guard let source = state.site.sources.first(where: { $0.id == id }) else {
            throw ServiceError.unknown(what: "source", name: id.text)
        }
        let definition = try SourceDefinition(source, of: state.site)
        let (format, version) = try book.numberedFormat(.id(definition.format.text))
        var request = ImportRequest(
            format: format, switch: source.switch, source: id.text, name: id.text, year: nil, actor: "source:" + id.text)
        request.formatVersion = version
        let lane = try LiveLane(book.importer(state), request)
        lanes[id] = SourceLane(site: state.number, replays: replays, lane: lane)
        return lane
    }

    private func set(fault: String?, of id: SourceID) { faults.withLock { $0[id] = fault } }

    // MARK: For pages

    /// How each source of the site is, in the site's order.
    public func views(caller: Caller) async throws -> [SourceView] {
        var views = try book.sources(caller: caller)
        let health = await collector.withLock { $0 }?.health ?? [:]
        let faults = faults.withLock { $0 }
        let now = book.clock()
        for index in views.indices { views[index].take(health[views[index].id], fault: faults[views[index].id], now: now) }
        return views
    }
}
