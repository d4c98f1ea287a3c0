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
        /// It runs, and no byte came for longer than the site allows.
        case silent
    }

    public var id: SourceID
    public var source: Source
    public var `switch`: SwitchID { source.switch }
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
    /// What is wrong, with what to do.
    public var fault: String?
    /// The newest day's import.
    public var newest: ImportSummary?

    init(_ source: Source, format: String) { (id, self.source, self.format) = (source.id, source, format) }

    mutating func take(_ health: SourceHealth?, fault: String?, now: Instant) {
        self.fault = fault
        guard source.isOn else {
            state = .off
            return
        }
        guard let health else {
            if fault != nil { state = .failed }
            return
        }
        state = State(health.state)
        (since, lastByte, lastRecord) = (health.since, health.lastByte, health.lastRecord)
        (bytes, records) = (health.bytes, health.records)
        behind = max(0, health.durable - stored)
        (connections, reconnects, lost) = (health.connections, health.reconnects, health.lost)
        if self.fault == nil, state != .running { self.fault = health.lastError }
        let heard = lastByte ?? since
        if state == .running, let limit = source.silentAfter, let heard, now.seconds - heard.seconds > Int64(limit) { state = .silent }
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
