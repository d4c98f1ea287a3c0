public import Time

/// How a source is.
public struct SourceHealth: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Switched off, or stopped by a person.
        case stopped
        /// Ready for bytes: it listens, is connected, watches.
        case running
        /// The other side is not there: no connection, no device, no file. It tries again and again.
        case waiting
        /// The raw log takes nothing: the disk is full or broken. Nothing is taken or acknowledged until it does.
        case stalled
        /// It cannot run as it is set up. It tries again and again.
        case failed
    }

    public var state = State.stopped
    /// When the state began.
    public var since: Instant?
    public var lastByte: Instant?
    public var lastRecord: Instant?
    /// Since the program started.
    public var bytes: Int64 = 0
    public var records: Int64 = 0
    /// How often a connection, device or file came back after the first.
    public var reconnects: Int64 = 0
    /// Connections at this moment.
    public var connections = 0
    /// Datagrams received, whether taken or not.
    public var datagrams: Int64 = 0
    /// What was known to be sent and never reached us, such as datagrams that the system dropped.
    public var lost: Int64 = 0
    /// What was not taken, by reason.
    public var refused: [String: Int64] = [:]
    /// The logical offset up to which the raw log is durable.
    public var durable: Int64 = 0
    /// Where it listens, when it does.
    public var port: UInt16?
    /// Of the last time that something failed: one line with its mend.
    public var lastError: String?
    public var lastErrorAt: Instant?

    public init() {}
}
