import Model
public import Time

/// The sums of one import. Conservation: `lines` = `linesInRecords` + skipped lines, and `records` = new + duplicate + conflict +
/// quarantined.
public struct ImportSummary: Sendable, Hashable {
    public enum State: String, Sendable, Hashable { case running, done, failed }

    public var number: Int64 = 0
    public var state = State.running
    /// Why it failed, for people.
    public var failure = ""
    /// What was imported: a file's name, "standard input".
    public var name = ""
    public var source = ""
    public var `switch` = ""
    public var format = ""
    public var actor = ""
    public var started = Instant(seconds: 0)
    public var finished: Instant?
    public var bytes: Int64 = 0
    /// Bytes that the whole will have, where it is known before the end.
    public var expectedBytes: Int64?

    public var lines: Int64 = 0
    public var linesInRecords: Int64 = 0
    public var records: Int64 = 0
    public var new: Int64 = 0
    public var duplicate: Int64 = 0
    /// Duplicates whose first stands in this same import: a switch may really have repeated itself.
    public var repeated: Int64 = 0
    public var conflict: Int64 = 0
    public var quarantined: Int64 = 0
    /// Lines by reason.
    public var skipped: [String: Int64] = [:]
    /// New calls by reason.
    public var free: [String: Int64] = [:]
    public var unrated: [String: Int64] = [:]
    public var quarantine: [String: Int64] = [:]

    public init() {}

    /// Whether the sums hold.
    public var isConserved: Bool {
        lines == linesInRecords + skipped.values.reduce(0, +) && records == new + duplicate + conflict + quarantined
    }
}
