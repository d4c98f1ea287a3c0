import Mediation
import Model
import Rating
import RawLog
import Store
import Time

/// One import on its way: the source's raw log open for writing, a decoder, and the batch that fills. Used from one task.
final class Lane {
    let importer: Importer
    let request: ImportRequest
    let source: NameNumber
    let writer: RawWriter
    private let formatGuard: FormatGuard
    /// The import's number in the book, and where its bytes begin in the source's raw log.
    private(set) var number: Int64 = 0
    private(set) var partBegin: Int64 = 0
    private var decoder: Decoder
    private var charger: Charger
    private var sequence: SequenceFeed?
    private var records = RecordBatch()

    /// Checks that the import may begin. Nothing is written to the book yet.
    init(_ importer: Importer, _ request: ImportRequest) throws {
        guard RawFolder.isSource(request.source) else { throw IntakeError.badSource(request.source) }
        guard !importer.rater.switches.isEmpty else { throw IntakeError.noSwitches }
        guard let index = importer.rater.switchIndex(of: request.switch) else { throw IntakeError.noSwitch(request.switch.text) }
        self.importer = importer
        self.request = request
        source = importer.book.names.number(.source, request.source)
        formatGuard = try FormatGuard(importer.book, request, source: source)
        var options = RawOptions()
        options.beginsAnew = try importer.raw.isRestored
        writer = try importer.raw.writer(
            of: request.source, expecting: importer.book.position(of: source)?.offset ?? 0, options: options)
        decoder = Decoder(request.format, year: request.year, day: request.day)
        charger = Charger(importer.rater, names: importer.book.names, source: source, switchIndex: index, partBegin: 0, previous: nil)
        sequence = SequenceFeed(request.format, isLive: false, known: try importer.book.sequence(of: source))
    }

    // MARK: Where to begin

    /// Begins a new import at the raw log's end.
    func begin() throws {
        partBegin = writer.end
        let state = StreamState(decoder: DecoderState(year: request.year, day: request.day))
        let start = ImportStart(
            source: source, name: request.name, format: request.format.id, switch: request.switch.text, started: importer.clock(),
            actor: request.actor, partBegin: partBegin)
        let position = RawPosition(source: source, offset: partBegin, line: 0, decoder: state.blob)
        number = try importer.book.beginImport(start, position: position)
        stand(at: state)
    }

    /// Takes up an import that was cut off, where the book's position says.
    func resume(_ info: ImportInfo) throws {
        number = info.number
        partBegin = info.start.partBegin
        let position = try importer.book.position(of: source)
        let offset = max((position?.offset ?? partBegin) - partBegin, 0)
        stand(at: StreamState(blob: position?.decoder ?? [], offset: offset, line: position?.line ?? 0))
    }

    private func stand(at state: StreamState) {
        decoder = Decoder(request.format, resuming: state.decoder)
        charger = Charger(
            importer.rater, names: importer.book.names, source: source,
            switchIndex: importer.rater.switchIndex(of: request.switch) ?? 0, partBegin: partBegin, previous: state.previous)
        records.removeAll()
    }

    // MARK: Taking bytes

    /// Decodes bytes of the part; `final`: they are its last.
    func take(_ bytes: [UInt8], final: Bool) { decoder.feed(bytes, final: final, into: &records) }

    /// What is behind the last whole record is half of one: it is left out and counted.
    func cutOff(at end: Int64) {
        let rest = end - partBegin - decoder.state.offset
        guard rest > 0 else { return }
        records.skips.append(
            Skip(line: decoder.state.line, lines: 1, rawOffset: decoder.state.offset, rawCount: Int(rest), reason: "cut off"))
    }

    var isFull: Bool { records.records.count >= Importer.batchSize || records.skips.count >= Importer.batchSize }

    /// The charged calls that wait, and what is committed with them. The next batch begins empty.
    /// - Parameter end: all bytes of the part were taken: the position moves to the raw log's end.
    func nextBatch(end: Int64? = nil) throws -> (CallBatch, BatchOrigin) {
        let now = importer.clock()
        try formatGuard.check(records)
        let batch = charger.calls(of: records, now: now)
        var origin = BatchOrigin(importNumber: number, source: source, partBegin: partBegin, at: now)
        var news = CollectionNews(switch: importer.book.names.number(.switch, request.switch.text), isLive: false)
        news.sequence = sequence?.take(records.runningNumbers)
        news.sessions = records.sessions
        origin.collected = news
        origin.count(records, from: partBegin)
        origin.watch = importer.watch
        let state = StreamState(decoder: decoder.state, previous: charger.previous)
        origin.position = RawPosition(
            source: source, offset: end ?? partBegin + decoder.state.offset, line: Int64(decoder.state.line - 1), decoder: state.blob)
        records = RecordBatch()
        return (batch, origin)
    }
}
