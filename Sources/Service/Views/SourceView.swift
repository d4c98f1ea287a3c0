import Collection
public import Model
public import Site
public import Time

/// One source as people see it.
public struct SourceView: Sendable {
    public enum State: String, Sendable, CaseIterable {
        /// Switched off.
        case off
        /// No server runs it at this moment, or it is not known: the book is only read.
        case unknown
        case running, waiting, stalled, failed
        /// It runs, and no byte came for longer than the site allows or is usual.
        case silent
    }

    public var id: SourceID
    public var source: Source
    public var `switch`: SwitchID { source.switch }
    public var isOn: Bool { source.isOn }
    /// How the bytes come, in a few words.
    public var words: String { source.way.words }
    /// The one it reads with; empty where neither source nor switch names one.
    public var format: String
    public var state = State.unknown
    /// When the state began.
    public var since: Instant?
    public var lastByte: Instant?
    public var lastRecord: Instant?
    /// Bytes and records since the server started.
    public var bytes: Int64 = 0
    public var records: Int64 = 0
    public var connections = 0
    public var reconnects: Int64 = 0
    /// Known to be sent, and never received.
    public var lost: Int64 = 0
    /// Bytes that are in the raw log and not in the book yet.
    public var behind: Int64 = 0
    /// Bytes of its raw log that are in the book.
    public var stored: Int64 = 0
    /// Seconds that the oldest of these bytes waits.
    public var lag: Int64 = 0
    /// What was not taken, by reason.
    public var refused: [String: Int64] = [:]
    /// What is doubtful about its settings, a sentence each.
    public var doubts: [String] = []
    /// What is wrong, with what to do.
    public var fault: String?
    /// The newest day's import.
    public var newest: ImportSummary?
    /// What the book knows of its health.
    public var record = SourceRecord()
    /// What a person should look at.
    public var findings: [SourceConcern] = []

    init(_ source: Source, format: String) { (id, self.source, self.format) = (source.id, source, format) }

    /// - Parameter found: how it is; `nil`: nobody runs it.
    mutating func take(_ found: SourceState?, now: Instant, zone: Zone) {
        defer { findings = judged(now: now, zone: zone) }
        fault = found?.fault
        doubts = found?.doubts ?? []
        guard source.isOn else {
            (state, fault) = (.off, nil)
            return
        }
        guard let found else { return }
        state = State(found.health)
        (since, lastByte, lastRecord) = (found.since, found.lastByte, found.lastRecord)
        (bytes, records) = (found.bytes, found.records)
        behind = max(0, found.durable - stored)
        lag = behind == 0 ? 0 : found.behindSince.map { max(0, now.seconds - $0.seconds) } ?? 0
        (connections, reconnects, lost, refused) = (Int(found.connections), found.reconnects, found.lost, found.refused)
        if judged(now: now, zone: zone).contains(where: { $0.kind == .silent }) { state = .silent }
    }
}

extension SourceView.State {
    init(_ state: SourceHealth.State) {
        self =
            switch state {
            case .stopped: .off
            case .running: .running
            case .waiting: .waiting
            case .stalled: .stalled
            case .failed: .failed
            }
    }
}
