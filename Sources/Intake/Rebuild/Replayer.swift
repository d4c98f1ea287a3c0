public import Mediation
import Model
import Rating
import RawLog
public import Store
import Time

/// What of a source is to be decoded again.
public struct ReplayRequest: Sendable {
    public var source: String
    /// Records that begin before this offset of the source's raw log stay as they are.
    public var from: Int64
    public var format: Format
    /// The book's number of its definition.
    public var formatVersion: Int64
    public var actor: String
    /// Stored, or only looked at.
    public var accepts: Bool

    public init(source: String, from: Int64, format: Format, formatVersion: Int64, actor: String, accepts: Bool) {
        (self.source, self.from, self.format) = (source, from, format)
        (self.formatVersion, self.actor, self.accepts) = (formatVersion, actor, accepts)
    }
}

/// Decodes the raw log of a source again, import by import as it was taken once, with another format or a newer version of it.
public struct Replayer {
    private let importer: Importer
    private let request: ReplayRequest
    private let stretches: [ImportedStretch]
    private let source: NameNumber
    private let names: Names
    /// What was taken back stays so.
    private let withdrawn: RawRanges

    /// - Throws: that there is nothing to decode again, or that an import of the source is on its way.
    public init(_ importer: Importer, _ request: ReplayRequest) throws {
        if let number = try importer.book.importWithoutSteps() { throw IntakeError.noSteps(import: number) }
        guard let source = importer.book.names.find(.source, request.source) else { throw IntakeError.nothingToReplay(request.source) }
        let all = try importer.book.stretches(of: source)
        guard !all.contains(where: { $0.isRunning && !LiveState.isLive($0.begin.decoder) }) else {
            throw IntakeError.importRuns(source: request.source)
        }
        // What was removed cannot be decoded again: those calls stay, and with them the import that reaches into it.
        let removed = try importer.raw.removed(of: request.source)
        stretches = all.filter { $0.end.fed > request.from && $0.begin.offset >= removed }
        guard let first = stretches.first else {
            throw removed > 0
                ? IntakeError.rawLogRemoved(source: request.source, through: removed) : IntakeError.nothingToReplay(request.source)
        }
        var request = request
        if removed > 0 { request.from = max(request.from, first.begin.offset) }
        withdrawn = try importer.book.withdrawn(of: source)
        self.source = source
        self.importer = importer
        self.request = request
        names = request.accepts ? importer.book.names : importer.book.names.scratch()
    }

    /// Whether the source is one that is always on: its lane goes on from where the replay ends. Else files are imported into it.
    public var isLive: Bool { stretches.last.map { LiveState.isLive($0.begin.decoder) } ?? false }

    /// Tells the difference, and stores it where the request says so.
    public func run(_ journal: JournalNote) throws -> ReplayDifference {
        let last = stretches[stretches.count - 1]
        let start = ImportStart(
            source: source, name: "replay from byte \(request.from)", format: request.format.id, switch: last.start.switch,
            started: importer.clock(), actor: request.actor, partBegin: request.from)
        let step = StepNote(
            site: importer.site, format: request.formatVersion, fed: last.end.fed, emptyBlocks: last.end.emptyBlocks)
        return try run(
            ReplayOrder(start: start, through: last.end.fed, accepts: request.accepts, journal: journal, step: step))
    }

    func run(_ order: ReplayOrder) throws -> ReplayDifference {
        var position: Store.RawPosition?
        let rerater = CallRerater(rater: importer.rater, names: names)
        return try importer.book.replay(
            order, names: names, decode: { take in position = try decode(take) }, position: { position },
            settle: { rerater.rerate(&$0, $1) })
    }

    /// - Returns: where the stream of a source that is always on stands at the end.
    private func decode(_ take: (CallBatch, BatchOrigin) throws -> Void) throws -> Store.RawPosition? {
        var lane: LiveLane?
        for stretch in stretches {
            if LiveState.isLive(stretch.begin.decoder) {
                // Day follows day without a gap, but for what was lost.
                let goesOn = lane.map { $0.position.offset == stretch.begin.offset } ?? false
                let live = goesOn ? lane : nil
                let now = try live ?? LiveLane(importer, importRequest(stretch), from: stretch.begin, names: names)
                try now.decode(through: stretch.end) { records, batch in try give(records, batch, from: 0, take) }
                lane = now
            } else {
                lane = nil
                try decode(file: stretch, take)
            }
        }
        return lane?.position
    }

    private func decode(file stretch: ImportedStretch, _ take: (CallBatch, BatchOrigin) throws -> Void) throws {
        let stream = try ImportStream(importer, importRequest(stretch), names: names)
        stream.stand(at: stretch.begin, of: stretch.number)
        let reader = try importer.raw.reader(of: request.source, from: stretch.begin.offset, through: stretch.end.fed)
        func flush() throws {
            let (records, batch) = stream.decoded()
            try give(records, batch, from: stretch.begin.offset, take)
        }
        while let block = try reader.next() {
            guard block.kind == .data else { continue }
            guard block.offset == stream.fed else { throw IntakeError.rawLogEnds(source: request.source, at: stream.fed) }
            stream.take(block.bytes, final: false)
            if stream.isFull { try flush() }
        }
        guard stream.fed == stretch.end.fed else { throw IntakeError.rawLogEnds(source: request.source, at: stream.fed) }
        switch stretch.end.ending {
        case .open: break
        case .whole: stream.take([], final: true)
        case .cut: stream.cutOff(at: stretch.end.fed)
        }
        try flush()
    }

    /// Leaves out what begins before the point asked for.
    private func give(
        _ records: RecordBatch, _ batch: CallBatch, from begin: Int64, _ take: (CallBatch, BatchOrigin) throws -> Void
    ) throws {
        var (kept, calls) = (records, batch)
        kept.records.removeAll { begin + $0.rawOffset < request.from }
        kept.skips.removeAll { begin + $0.rawOffset < request.from }
        calls.calls.removeAll { $0.rawOffset < request.from || withdrawn.contains($0.rawOffset) }
        for record in kept.records where withdrawn.contains(begin + record.rawOffset) {
            kept.skips.append(
                Skip(
                    line: record.line, lines: record.lines, rawOffset: record.rawOffset, rawCount: record.rawCount, reason: "withdrawn"))
        }
        kept.records.removeAll { withdrawn.contains(begin + $0.rawOffset) }
        guard !kept.records.isEmpty || !kept.skips.isEmpty else { return }
        var origin = BatchOrigin(importNumber: 0, source: source, partBegin: 0, at: importer.clock())
        origin.count(kept, from: begin)
        try take(calls, origin)
    }

    private func importRequest(_ stretch: ImportedStretch) -> ImportRequest {
        var made = ImportRequest(
            format: request.format, switch: SwitchID(stretch.start.switch), source: request.source, name: stretch.start.name, year: nil,
            actor: request.actor)
        made.isTrusted = true
        return made
    }
}
