import Mediation
import Model
import Rating
import RawLog
import Store
import Time

/// What a lane stored in one go.
public struct LiveResult: Sendable {
    /// Records decoded, and how many of them became calls that the book did not have.
    public var records = 0
    public var new: Int64 = 0

    init() {}

    init(_ stored: StoreResult) { (records, new) = (Int(stored.counts.records), stored.counts.new) }

    mutating func add(_ other: LiveResult) {
        records += other.records
        new += other.new
    }
}

/// A source that is always on, on its way into the book: what its raw log holds durable is decoded, charged and stored, in one
/// transaction with the position and the state of every open part. Used from one task.
public final class LiveLane {
    let importer: Importer
    let request: ImportRequest
    private let source: NameNumber
    private let formatGuard: FormatGuard
    private let reader: RawReader
    private var charger: Charger
    private var sequence: SequenceFeed?
    var state: LiveState
    var streams: [Int64: PartStream] = [:]
    /// All before this offset of the raw log was taken, and all before `stored` is committed.
    var consumed: Int64
    /// Blocks without bytes that were seen at that very offset.
    var emptyBlocks: Int64 = 0
    private var stored: Int64
    var records = RecordBatch()
    /// The day's import in the book, to which the sums belong.
    private var day: (number: Int64, day: CivilDay, begin: Int64)?

    /// - Parameter request: its name is what people read in the list of imports.
    public convenience init(_ importer: Importer, _ request: ImportRequest) throws {
        try self.init(importer, request, from: nil, names: nil)
    }

    /// - Parameters:
    ///   - begin: where to stand; `nil`: where the book does.
    ///   - names: in which names get their numbers; `nil`: the book's.
    init(_ importer: Importer, _ request: ImportRequest, from begin: Store.RawPosition?, names: Names?) throws {
        guard RawFolder.isSource(request.source) else { throw IntakeError.badSource(request.source) }
        guard let index = importer.rater.switchIndex(of: request.switch) else { throw IntakeError.noSwitch(request.switch.text) }
        (self.importer, self.request) = (importer, request)
        source = importer.book.names.number(.source, request.source)
        formatGuard = try FormatGuard(importer.book, request, source: source)
        let position = try begin ?? importer.book.position(of: source)
        state = LiveState(blob: position?.decoder ?? [])
        charger = Charger(
            importer.rater, names: names ?? importer.book.names, source: source, switchIndex: index, partBegin: 0,
            previous: state.previous)
        sequence = SequenceFeed(request.format, isLive: true, known: try importer.book.sequence(of: source))
        consumed = position?.offset ?? 0
        stored = consumed
        let from = state.parts.map(\.next).min() ?? consumed
        reader = try importer.raw.reader(of: request.source, from: min(from, consumed), through: consumed)
        for mark in state.parts { streams[mark.part] = PartStream(request.format, mark) }
        try takeUpDay()
    }

    /// The day's import that the book has running.
    private func takeUpDay() throws {
        day = try importer.book.runningImports().last { $0.start.source == source }.map { info in
            (info.number, importer.zone.wall(info.start.started).day, info.start.partBegin)
        }
    }

    /// Stores a batch as it was stored once: the same bytes under the same import of the day, which the book has running.
    func take(again step: Step) throws {
        try takeUpDay()
        reader.extend(through: step.note.fed)
        while (consumed, emptyBlocks) < (step.note.fed, step.note.emptyBlocks), let block = try reader.next() { take(block) }
        consume(step.note.fed)
        if let order = try order() { _ = try store(order) }
    }

    /// Decodes and charges what was taken once, and stores nothing.
    func decode(through end: StepNote, _ give: (RecordBatch, CallBatch) throws -> Void) throws {
        func flush() throws {
            guard !records.records.isEmpty || !records.skips.isEmpty else { return }
            let batch = charger.calls(of: records, now: importer.clock())
            try give(records, batch)
            records = RecordBatch()
        }
        reader.extend(through: end.fed)
        while (consumed, emptyBlocks) < (end.fed, end.emptyBlocks), let block = try reader.next() {
            take(block)
            if records.isFull { try flush() }
        }
        consume(end.fed)
        try flush()
    }

    /// Where the stream stands.
    var position: Store.RawPosition {
        state.previous = charger.previous
        state.parts = streams.map { $1.mark($0, consumed: consumed) }.sorted { $0.part < $1.part }
        return RawPosition(source: source, offset: consumed, line: 0, decoder: state.blob)
    }

    func consume(_ offset: Int64) {
        guard offset > consumed else { return }
        (consumed, emptyBlocks) = (offset, 0)
    }

    /// Up to where it has read.
    public var reached: Int64 { consumed }

    /// Stores everything up to an offset that is durable. After an error the lane is to be thrown away and made anew.
    public func take(through durable: Int64) throws -> LiveResult {
        var result = LiveResult()
        while let some = try takeSome(through: durable) { result.add(some) }
        return result
    }

    /// Stores what comes next, at most about a batch; `nil`: there was nothing to store.
    func takeSome(through durable: Int64, atMost limit: Int64 = .max) throws -> LiveResult? {
        try next(through: durable, atMost: limit).map { order in try store(order) }
    }

    /// Reads on towards an offset that is durable, up to a batch: what of it is to be stored now. `nil`: nothing of it changes the
    /// book. It must be stored, and `wasStored` be called, before this is called again; otherwise the lane is to be thrown away.
    /// - Parameter limit: bytes after which it stops, at the end of a block, so that others have their turn.
    func next(through durable: Int64, atMost limit: Int64 = .max) throws -> StoreOrder? {
        guard durable > stored else { return nil }
        reader.extend(through: durable)
        let begin = consumed
        // At the end only blocks without bytes can stand, such as a connection's end, which ends its last record.
        while consumed >= durable || (!records.isFull && consumed - begin < limit) {
            guard let block = try reader.next() else {
                guard consumed >= durable else {
                    throw IntakeError.unread(source: request.source, from: consumed, through: durable)
                }
                break
            }
            take(block)
        }
        return try order()
    }

    /// All that was read is in the book.
    func wasStored() { stored = consumed }

    private func store(_ order: StoreOrder) throws -> LiveResult {
        let done = try importer.book.store(order.batch, from: order.origin, settle: order.settle)
        wasStored()
        return LiveResult(done)
    }

    /// Whether another source of its switch was read with another format: then it must see what that one stored before it.
    var isGuarded: Bool { formatGuard.isActive }

    /// Ends the day's import: the source is switched off, or the server ends.
    public func close() throws {
        guard let day else { return }
        try importer.book.finishImport(day.number, .done, at: importer.clock())
        self.day = nil
    }

    private func order() throws -> StoreOrder? {
        // Half a record changes nothing in the book: it is read again by whoever goes on.
        guard !records.records.isEmpty || !records.skips.isEmpty else { return nil }
        let now = importer.clock()
        let day = try today(now)
        try formatGuard.check(records)
        let batch = charger.calls(of: records, now: now)
        var origin = BatchOrigin(importNumber: day.number, source: source, partBegin: day.begin, at: now)
        origin.collected = collected(at: now)
        origin.count(records)
        origin.watch = importer.watch
        origin.position = position
        origin.step = StepNote(site: importer.site, format: request.formatVersion, fed: consumed, emptyBlocks: emptyBlocks)
        records = RecordBatch()
        let settler = LegSettler(rater: importer.rater, names: importer.book.names)
        return StoreOrder(batch: batch, origin: origin) { settler.settle(&$0, $1) }
    }

    /// What the batch told beside its calls.
    private func collected(at now: Instant) -> CollectionNews {
        var news = CollectionNews(switch: importer.book.names.number(.switch, request.switch.text), isLive: true)
        news.sequence = sequence?.take(records.runningNumbers)
        news.sessions = records.sessions
        let wall = importer.zone.wall(now).seconds
        news.hour = (wall / 3_600 - (wall % 3_600 < 0 ? 1 : 0), Int64(records.records.count))
        return news
    }

    /// The import of the site's day; the one before is ended at midnight.
    private func today(_ now: Instant) throws -> (number: Int64, day: CivilDay, begin: Int64) {
        let today = importer.zone.wall(now).day
        if let day, day.day == today { return day }
        try close()
        let start = ImportStart(
            source: source, name: "\(request.name), \(today)", format: request.format.id, switch: request.switch.text, started: now,
            actor: request.actor, partBegin: stored)
        let position = RawPosition(source: source, offset: stored, line: 0, decoder: state.blob)
        let step = StepNote(site: importer.site, format: request.formatVersion)
        let begun = (try importer.book.beginImport(start, position: position, step: step), today, stored)
        day = begun
        return begun
    }
}
