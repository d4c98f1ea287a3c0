import Collection
import Mediation
public import Model
import RawLog
import Reading
import Site
import Store
import Time

/// What came while a source was tried.
public struct SourceTrial: Sendable {
    /// Whether bytes came.
    public var hasBytes: Bool { !bytes.isEmpty }
    /// What happened, in a sentence with what to do.
    public var words = ""
    public var isGood = false
    /// The first bytes.
    public var bytes: [UInt8] = []
    /// How the first lines are decoded: a record in short, or why a line is none.
    public var lines: [String] = []
    /// What was said at the log-in, secrets blotted out.
    public var trace: [String] = []

    /// Bytes and lines that are shown at most.
    static let shownBytes = 2_000
    static let shownLines = 10
}

extension SourceService {
    /// Seconds that a trial waits for bytes.
    private static let patience = 10

    /// Tries a source as a form has it: opens the port, line or file as it would run, and waits for bytes. What comes lies in the raw log
    /// of this source and is read when the source is saved, so that no record of the switch is lost by trying. A source that runs already
    /// is looked at as it runs. No other source is touched.
    public func trial(_ form: SourceForm, caller: Caller) async throws -> SourceTrial {
        let (source, problems) = try book.read(form, caller: caller)
        guard let source else { throw ServiceError.refused(problems.first.map { "\($0.message) \($0.mend)" } ?? "nothing was read.") }
        let site = try book.site().site
        let definition = try SourceDefinition(source, of: site, secrets: try book.secretReader(typed: form))
        let format = try book.format(.id(definition.format.text))
        let begin = try book.taken(of: source.id.text)
        if let running, let health = await running.health[source.id], health.state != .stopped {
            return try await waited(for: source.id, from: begin, format, isOwn: false) { await running.health[source.id] ?? health }
        }
        let collector = Collector(house(site.settings.zone, announces: false))
        let work = Task { await collector.run() }
        var trying = definition
        trying.isOn = true
        await collector.apply([trying])
        defer { work.cancel() }
        var trial = try await waited(for: source.id, from: begin, format, isOwn: true) {
            await collector.health[source.id] ?? SourceHealth()
        }
        trial.trace = await collector.desk(of: source.id)?.trace ?? []
        await collector.stop(source.id)
        work.cancel()
        await work.value
        return trial
    }

    /// Looks ten times a second until something came and half a second more is over, or the patience is.
    private func waited(
        for id: SourceID, from begin: Int64, _ format: Format, isOwn: Bool, health: () async -> SourceHealth
    ) async throws -> SourceTrial {
        var left = Self.patience * 10
        var last = await health()
        let before = isOwn ? 0 : last.bytes
        while left > 0, last.bytes == before, !Task.isCancelled {
            try await Task.sleep(for: .milliseconds(100))
            last = await health()
            left -= 1
        }
        if last.bytes > before { try await Task.sleep(for: .milliseconds(500)) }
        last = await health()
        var trial = SourceTrial()
        trial.bytes = try came(id, from: begin)
        trial.isGood = trial.hasBytes
        trial.lines = Self.decoded(trial.bytes, format, arrived: book.clock())
        trial.words = Self.words(last, trial, isOwn: isOwn)
        return trial
    }

    /// What lies in the raw log from an offset on, without what was said at log-ins.
    private func came(_ id: SourceID, from begin: Int64) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let reader = try book.raw.reader(of: id.text, from: begin)
        while bytes.count < SourceTrial.shownBytes, let block = try reader.next() {
            if block.kind == .data, !block.isLogIn { bytes += block.bytes }
        }
        return Array(bytes.prefix(SourceTrial.shownBytes))
    }

    private static func words(_ health: SourceHealth, _ trial: SourceTrial, isOwn: Bool) -> String {
        if trial.hasBytes {
            let count = trial.bytes.count
            return isOwn
                ? "It works: \(count) bytes came. They are kept, and read when the source is saved."
                : "It runs as it is saved: \(count) bytes came just now."
        }
        if health.state == .failed || health.state == .waiting || health.state == .stalled, let error = health.lastError { return error }
        if let refused = health.refused.max(by: { $0.value < $1.value }) {
            return "Something came and was not taken: \(refused.key). Look at who may send."
        }
        return "It is open, but nothing came within \(patience) s. Make a call and try again, or look at the switch and the line."
    }

    private static func decoded(_ bytes: [UInt8], _ format: Format, arrived: Instant) -> [String] {
        guard !bytes.isEmpty else { return [] }
        let day = Zone.utc.wall(arrived).day
        var decoder = Decoder(format, year: format.needsYear ? day.parts.year : nil, day: format.needsDay ? day : nil)
        var batch = RecordBatch()
        decoder.feed(bytes, final: false, into: &batch)
        let records = batch.records.map { record in
            let parts = [
                record.start.description, batch.text(record.calling), "→", batch.text(record.called), "\(record.duration) s",
                record.direction.name,
            ]
            return (record.line, parts.compactMap { $0 }.joined(separator: " "))
        }
        let skips = batch.skips.map { ($0.line, "– \($0.reason)") }
        return (records + skips).sorted { $0.0 < $1.0 }.prefix(SourceTrial.shownLines).map(\.1)
    }
}
