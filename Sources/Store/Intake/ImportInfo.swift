public import Model
public import Time

public enum ImportState: String, Sendable, CaseIterable {
    case running, done, failed
}

/// What is known of a part before its first byte is decoded.
public struct ImportStart: Hashable, Sendable {
    public var source: NameNumber
    /// Name of the file, or of the connection.
    public var name: String
    public var format: String
    public var `switch`: String
    public var started: Instant
    public var actor: String
    /// Where the part begins in the source's raw log.
    public var partBegin: Int64

    public init(source: NameNumber, name: String, format: String, switch: String, started: Instant, actor: String, partBegin: Int64) {
        self.source = source
        self.name = name
        self.format = format
        self.switch = `switch`
        self.started = started
        self.actor = actor
        self.partBegin = partBegin
    }
}

/// One import as people see it.
public struct ImportInfo: Hashable, Sendable {
    public var number: Int64
    public var start: ImportStart
    public var sourceName: String
    public var finished: Instant?
    public var state: ImportState
    /// Why it failed.
    public var message: String
    public var counts: ImportCounts
}
