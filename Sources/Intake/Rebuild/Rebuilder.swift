import Mediation
import Model
public import RawLog
public import Store
import Synchronization
import Time

/// Makes a book again from another one's raw logs, journal and steps: the same calls and charges, bit for bit, stored by the same ways in,
/// in the order in which they were committed. Used from one task.
public final class Rebuilder {
    private let old: Book
    private let new: Book
    private let raw: RawFolder
    private let past: BookPast
    private let moment = Moment()
    private var rules: (site: Int64, rules: SiteRules)?
    private var formats: [Int64: Format] = [:]
    private var streams: [Int64: Stream] = [:]
    private var lanes: [String: Lane] = [:]

    /// The stream of one file's import, as long as rules and format stay.
    private struct Stream {
        let stream: ImportStream
        let site: Int64
        let format: Int64
    }

    /// The lane of a source that is always on.
    private struct Lane {
        let lane: LiveLane
        let site: Int64
        let format: Int64
    }

    /// - Parameters:
    ///   - new: an empty book.
    ///   - raw: the old book's raw logs.
    public init(from old: Book, to new: Book, raw: RawFolder, past: BookPast) {
        (self.old, self.new, self.raw, self.past) = (old, new, raw, past)
    }

    /// - Parameter progress: is told the number of steps done.
    public func run(progress: (Int64) -> Void = { _ in }) throws {
        if let number = try old.importWithoutSteps() { throw IntakeError.noSteps(import: number) }
        for source in try raw.sources() {
            let through = try raw.removed(of: source)
            if through > 0 { throw IntakeError.rawLogRemoved(source: source, through: through) }
        }
        try new.copyConfiguration(from: old)
        var done: Int64 = 0
        while let steps = try Optional(old.steps(after: done, limit: 1000)), let last = steps.last {
            for step in steps { try take(step) }
            done = last.number
            progress(done)
        }
        try new.copySessions(from: old)
        try new.copyJournal(from: old, through: old.lastJournalEntry())
    }

    private func take(_ step: Step) throws {
        moment.set(step.at)
        // A decision, a correction, a replay and a withdrawal write their own entries.
        try new.copyJournal(
            from: old, through: [.decide, .replay, .withdraw, .correct].contains(step.kind) ? step.journal - 1 : step.journal)
        switch step.kind {
        case .begin: try begin(step)
        case .batch: try batch(step)
        case .end:
            let state = ImportState(rawValue: step.word) ?? .failed
            try new.finishImport(step.subject, state, message: String(decoding: step.detail, as: UTF8.self), at: step.at)
            streams[step.subject] = nil
        case .decide: try decide(step)
        case .correct: try correct(step)
        case .rerate:
            let rules = try rules(of: step.note.site)
            try new.rerate(again: step) { why in try past.rerating(why, rules, new.names) }
        case .replay: try replay(step)
        case .withdraw: try withdraw(step)
        case .issue: try new.copyBill(step.subject, from: old)
        }
    }

    // MARK: Imports

    private func begin(_ step: Step) throws {
        let info = try old.importInfo(step.subject)
        var start = info.start
        start.source = new.names.number(.source, info.sourceName)
        let position = RawPosition(source: start.source, offset: step.note.fed, line: 0, decoder: step.detail)
        let number = try new.beginImport(start, position: position, step: step.note)
        guard number == step.subject else { throw IntakeError.otherBook }
    }

    private func batch(_ step: Step) throws {
        let info = try new.importInfo(step.subject)
        if LiveState.isLive(try new.position(of: info.start.source)?.decoder ?? []) {
            try lane(step, info).take(again: step)
        } else {
            let stream = try stream(step, info)
            let reader = try raw.reader(of: info.sourceName, from: stream.fed, through: step.note.fed)
            while stream.fed < step.note.fed, let block = try reader.next() {
                guard block.kind == .data else { continue }
                guard block.offset == stream.fed else { break }
                stream.take(block.bytes, final: false)
            }
            guard stream.fed == step.note.fed else { throw IntakeError.rawLogEnds(source: info.sourceName, at: stream.fed) }
            switch step.note.ending {
            case .open: break
            case .whole: stream.take([], final: true)
            case .cut: stream.cutOff(at: step.note.fed)
            }
            let (batch, origin) = try stream.nextBatch(end: step.note.ending == .open ? nil : step.note.fed)
            let settler = LegSettler(rater: try rules(of: step.note.site).rater, names: new.names)
            _ = try new.store(batch, from: origin) { settler.settle(&$0, $1) }
        }
    }

    private func stream(_ step: Step, _ info: ImportInfo) throws -> ImportStream {
        if let known = streams[info.number], known.site == step.note.site, known.format == step.note.format { return known.stream }
        let stream = try ImportStream(importer(step.note.site), request(step, info))
        try stream.resume(info)
        streams[info.number] = Stream(stream: stream, site: step.note.site, format: step.note.format)
        return stream
    }

    private func lane(_ step: Step, _ info: ImportInfo) throws -> LiveLane {
        if let known = lanes[info.sourceName], known.site == step.note.site, known.format == step.note.format { return known.lane }
        let lane = try LiveLane(importer(step.note.site), request(step, info))
        lanes[info.sourceName] = Lane(lane: lane, site: step.note.site, format: step.note.format)
        return lane
    }

    private func request(_ step: Step, _ info: ImportInfo) throws -> ImportRequest {
        var request = ImportRequest(
            format: try format(of: step.note.format), switch: SwitchID(info.start.switch), source: info.sourceName, name: info.start.name,
            year: nil, actor: info.start.actor)
        request.formatVersion = step.note.format
        request.isTrusted = true
        return request
    }

    private func importer(_ site: Int64) throws -> Importer {
        let rules = try rules(of: site)
        return Importer(book: new, raw: raw, rater: rules.rater, site: site, zone: rules.zone) { [moment] in moment.now }
    }

    // MARK: What people decided

    private func decide(_ step: Step) throws {
        let entry = try old.journalEntry(step.journal).note
        guard let decision = ConflictDecision(rawValue: String(entry.action.drop { $0 != "." }.dropFirst())) else {
            throw IntakeError.otherBook
        }
        let rerater = CallRerater(rater: try rules(of: step.note.site).rater, names: new.names)
        try new.decide(step.subject, decision, reason: entry.after ?? "", journal: entry, step: step.note) { rerater.rerate(&$0, $1) }
    }

    private func correct(_ step: Step) throws {
        guard let order = CorrectionOrder(bytes: step.detail) else { throw IntakeError.otherBook }
        let rerater = CallRerater(rater: try rules(of: step.note.site).rater, names: new.names)
        let entry = try old.journalEntry(step.journal).note
        let made = try new.correct(order, journal: entry, step: step.note) { rerater.rerate(&$0, $1) }
        guard made.number == step.subject else { throw IntakeError.otherBook }
    }

    private func replay(_ step: Step) throws {
        let (order, source) = (try order(of: step), try old.importInfo(step.subject).sourceName)
        let again = ReplayRequest(
            source: source, from: order.start.partBegin, format: try format(of: step.note.format), formatVersion: step.note.format,
            actor: order.start.actor, accepts: true)
        _ = try Replayer(importer(step.note.site), again).run(order)
        lanes[source] = nil
    }

    private func withdraw(_ step: Step) throws {
        guard let ranges = RawRanges(bytes: step.detail) else { throw IntakeError.otherBook }
        let order = try order(of: step)
        let rerater = CallRerater(rater: try rules(of: step.note.site).rater, names: new.names)
        _ = try new.withdraw(order, ranges) { rerater.rerate(&$0, $1) }
    }

    /// What was ordered then.
    private func order(of step: Step) throws -> ReplayOrder {
        let info = try old.importInfo(step.subject)
        var start = info.start
        start.source = new.names.number(.source, info.sourceName)
        let journal = try old.journalEntry(step.journal).note
        return ReplayOrder(start: start, through: step.note.fed, accepts: true, journal: journal, step: step.note)
    }

    // MARK: What held then

    private func rules(of site: Int64) throws -> SiteRules {
        if let rules, rules.site == site { return rules.rules }
        let made = try past.rules(site)
        rules = (site, made)
        return made
    }

    private func format(of version: Int64) throws -> Format {
        if let format = formats[version] { return format }
        let format = try past.format(version)
        formats[version] = format
        return format
    }
}

/// The clock of a rebuild: what it was when the step was done.
private final class Moment: Sendable {
    private let instant = Mutex(Instant(seconds: 0))
    var now: Instant { instant.withLock { $0 } }
    func set(_ now: Instant) { instant.withLock { $0 = now } }
}
