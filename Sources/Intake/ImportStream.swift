import Mediation
import Model
import Rating
import RawLog
import Store
import Time

/// The bytes of one import on their way to calls: the decoder, the charger, and the batch that fills. Used from one task.
final class ImportStream {
    private let importer: Importer
    private let request: ImportRequest
    private let source: NameNumber
    private let formatGuard: FormatGuard
    private let switchIndex: Int32
    /// The import's number in the book, and where its bytes begin in the source's raw log.
    private(set) var number: Int64 = 0
    private(set) var partBegin: Int64 = 0
    /// Offset in the source's raw log behind the last byte that was taken.
    private(set) var fed: Int64 = 0
    private var ending = StepNote.Ending.open
    private let names: Names
    private var decoder: Decoder
    private var charger: Charger
    private var sequence: SequenceFeed?
    private(set) var records = RecordBatch()

    /// Checks that the import may begin. Nothing is written to the book yet.
    /// - Parameter names: in which names get their numbers; `nil`: the book's.
    init(_ importer: Importer, _ request: ImportRequest, names: Names? = nil) throws {
        guard RawFolder.isSource(request.source) else { throw IntakeError.badSource(request.source) }
        guard !importer.rater.switches.isEmpty else { throw IntakeError.noSwitches }
        guard let index = importer.rater.switchIndex(of: request.switch) else { throw IntakeError.noSwitch(request.switch.text) }
        self.importer = importer
        self.request = request
        switchIndex = index
        source = importer.book.names.number(.source, request.source)
        formatGuard = try FormatGuard(importer.book, request, source: source)
        self.names = names ?? importer.book.names
        decoder = Decoder(request.format, year: request.year, day: request.day)
        charger = Charger(importer.rater, names: self.names, source: source, switchIndex: index, partBegin: 0, previous: nil)
        sequence = SequenceFeed(request.format, isLive: false, known: try importer.book.sequence(of: source))
    }

    // MARK: Where to begin

    /// What an import that begins at an offset says to the book.
    func begin(at offset: Int64) throws {
        let state = StreamState(decoder: DecoderState(year: request.year, day: request.day))
        let start = ImportStart(
            source: source, name: request.name, format: request.format.id, switch: request.switch.text, started: importer.clock(),
            actor: request.actor, partBegin: offset)
        let position = RawPosition(source: source, offset: offset, line: 0, decoder: state.blob)
        let step = StepNote(site: importer.site, format: request.formatVersion)
        stand(at: state, of: try importer.book.beginImport(start, position: position, step: step), from: offset)
    }

    /// Takes up an import where the book's position says.
    func resume(_ info: ImportInfo) throws {
        let position = try importer.book.position(of: source)
        let offset = max((position?.offset ?? info.start.partBegin) - info.start.partBegin, 0)
        let state = StreamState(blob: position?.decoder ?? [], offset: offset, line: position?.line ?? 0)
        stand(at: state, of: info.number, from: info.start.partBegin)
    }

    private func stand(at state: StreamState, of number: Int64, from begin: Int64) {
        (self.number, partBegin, fed) = (number, begin, begin + state.decoder.offset)
        decoder = Decoder(request.format, resuming: state.decoder)
        charger = Charger(
            importer.rater, names: names, source: source, switchIndex: switchIndex, partBegin: partBegin,
            previous: state.previous)
        records.removeAll()
    }

    /// Takes up an import from its begin.
    func stand(at begin: Store.RawPosition, of number: Int64) {
        stand(at: StreamState(blob: begin.decoder, offset: 0, line: begin.line), of: number, from: begin.offset)
    }

    // MARK: Taking bytes

    /// Decodes bytes of the part; `final`: they are its last.
    func take(_ bytes: [UInt8], final: Bool) {
        fed += Int64(bytes.count)
        if final { ending = .whole }
        decoder.feed(bytes, final: final, into: &records)
    }

    /// What is behind the last whole record is half of one: it is left out and counted.
    func cutOff(at end: Int64) {
        ending = .cut
        let rest = end - partBegin - decoder.state.offset
        guard rest > 0 else { return }
        records.skips.append(
            Skip(line: decoder.state.line, lines: 1, rawOffset: decoder.state.offset, rawCount: Int(rest), reason: "cut off"))
    }

    var isFull: Bool { records.isFull }

    /// The records that wait and their calls; nothing is looked at or stored. The next batch begins empty.
    func decoded() -> (RecordBatch, CallBatch) {
        let batch = charger.calls(of: records, now: importer.clock())
        defer { records = RecordBatch() }
        return (records, batch)
    }

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
        origin.step = StepNote(site: importer.site, format: request.formatVersion, fed: fed, ending: ending)
        records = RecordBatch()
        return (batch, origin)
    }
}
