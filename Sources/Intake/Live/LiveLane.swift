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

    public init() {}
}

/// A source that is always on, on its way into the book: what its raw log holds durable is decoded, charged and stored, in one
/// transaction with the position and the state of every open part. Used from one task.
public final class LiveLane {
    private let importer: Importer
    private let request: ImportRequest
    private let source: NameNumber
    private let formatGuard: FormatGuard
    private let reader: RawReader
    private var charger: Charger
    private var sequence: SequenceFeed?
    private var state: LiveState
    private var streams: [Int64: PartStream] = [:]
    /// All before this offset of the raw log was taken, and all before `stored` is committed.
    private var consumed: Int64
    /// Blocks without bytes that were seen at that very offset.
    private var emptyBlocks: Int64 = 0
    private var stored: Int64
    private var records = RecordBatch()
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
        var result = LiveResult()
        try store(&result)
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
            if records.records.count >= Importer.batchSize || records.skips.count >= Importer.batchSize { try flush() }
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

    private func consume(_ offset: Int64) {
        guard offset > consumed else { return }
        (consumed, emptyBlocks) = (offset, 0)
    }

    /// Up to where it has read.
    public var reached: Int64 { consumed }

    /// Stores everything up to an offset that is durable. After an error the lane is to be thrown away and made anew.
    /// - Parameter limit: bytes after which it stops, at the end of a block, so that others have their turn.
    public func take(through durable: Int64, atMost limit: Int64 = .max) throws -> LiveResult {
        var result = LiveResult()
        guard durable > stored else { return result }
        reader.extend(through: durable)
        let begin = consumed
        while consumed - begin < limit {
            guard let block = try reader.next() else {
                consume(durable)
                break
            }
            take(block)
            if records.records.count >= Importer.batchSize || records.skips.count >= Importer.batchSize { try store(&result) }
        }
        try store(&result)
        return result
    }

    /// Ends the day's import: the source is switched off, or the server ends.
    public func close() throws {
        guard let day else { return }
        try importer.book.finishImport(day.number, .done, at: importer.clock())
        self.day = nil
    }

    /// Ends the name of a part that holds what was said at a log-in.
    private static let logIn = " log-in"

    private func take(_ block: RawBlock) {
        if block.kind != .data, block.offset == consumed { emptyBlocks += 1 }
        if !block.name.hasSuffix(Self.logIn) { takeContent(block) }
        if block.kind == .data { consume(block.offset + Int64(block.bytes.count)) }
    }

    private func takeContent(_ block: RawBlock) {
        switch block.kind {
        case .file: break
        case .begin:
            guard block.part > state.newestPart else { break }
            state.newestPart = block.part
            _ = open(block, at: block.offset)
        case .data: takeBytes(of: block)
        case .end: end(block)
        }
    }

    /// Framing begins anew in each part, but for a file's that goes on where the part before it ended.
    private func open(_ block: RawBlock, at offset: Int64) -> PartStream {
        let name = PartStream.file(of: block.name)
        let before = streams.filter { $0.value.name == name && $0.key < block.part }.max { $0.key < $1.key }
        if block.name.hasSuffix(PartStream.continued), let before {
            streams[before.key] = nil
            before.value.isHeld = false
            streams[block.part] = before.value
            return before.value
        }
        for (part, stream) in streams where stream.isHeld {
            stream.end(into: &records)
            streams[part] = nil
        }
        let stream = begin(at: offset, block, name: name)
        streams[block.part] = stream
        return stream
    }

    /// What a file's part ends with may be half a record, whose rest the next part of the file brings.
    private func end(_ block: RawBlock) {
        guard let stream = streams[block.part] else { return }
        if !stream.name.isEmpty {
            stream.isHeld = true
        } else {
            stream.end(into: &records)
            streams[block.part] = nil
        }
    }

    /// What was taken before this process began is stepped over: a part's mark says from where on it is wanted.
    private func takeBytes(of block: RawBlock) {
        let part = owner(of: block)
        let mark = state.parts.first { $0.part == part }
        let wanted = mark?.next ?? (part > state.newestPart || streams[part] != nil ? block.offset : consumed)
        let skip = min(max(wanted - block.offset, 0), Int64(block.bytes.count))
        guard skip < block.bytes.count else { return }
        state.newestPart = max(state.newestPart, part)
        let offset = block.offset + skip
        let stream = streams[part] ?? open(block, at: offset)
        stream.arrived(on: day(of: block))
        stream.take(skip == 0 ? block.bytes : Array(block.bytes[Int(skip)...]), at: offset, into: &records)
    }

    /// The part whose stream bytes belong to: half a record of a file that goes on in another part is read again from the part before.
    private func owner(of block: RawBlock) -> Int64 {
        guard streams[block.part] == nil, block.part <= state.newestPart else { return block.part }
        let name = PartStream.file(of: block.name)
        guard !name.isEmpty, let heir = streams.first(where: { $0.value.name == name && $0.key > block.part }) else { return block.part }
        return heir.key
    }

    /// A record that prints no year or no date is of the days about its arrival.
    private func begin(at offset: Int64, _ block: RawBlock, name: String) -> PartStream {
        let day = day(of: block)
        let state = DecoderState(
            year: request.format.needsYear ? day.parts.year : nil, day: request.format.needsDay ? day : nil)
        return PartStream(request.format, PartMark(part: block.part, next: offset, decoder: state, name: name))
    }

    private func day(of block: RawBlock) -> CivilDay { importer.zone.wall(Instant(seconds: block.arrival)).day }

    private func store(_ result: inout LiveResult) throws {
        // Half a record changes nothing in the book: it is read again by whoever goes on.
        guard !records.records.isEmpty || !records.skips.isEmpty else { return }
        let now = importer.clock()
        let day = try today(now)
        try formatGuard.check(records)
        let batch = charger.calls(of: records, now: now)
        let position = position
        var origin = BatchOrigin(importNumber: day.number, source: source, partBegin: day.begin, at: now)
        origin.collected = collected(at: now)
        origin.count(records)
        origin.watch = importer.watch
        origin.position = position
        origin.step = StepNote(site: importer.site, format: request.formatVersion, fed: consumed, emptyBlocks: emptyBlocks)
        let settler = LegSettler(rater: importer.rater, names: importer.book.names)
        let done = try importer.book.store(batch, from: origin) { settler.settle(&$0, $1) }
        result.records += records.records.count
        result.new += done.counts.new
        records = RecordBatch()
        stored = consumed
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
