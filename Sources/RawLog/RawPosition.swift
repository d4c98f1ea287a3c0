/// A place in a source's stream: so many bytes of payload came before it.
public struct RawPosition: Hashable, Sendable {
    public let source: String
    public let offset: Int64

    public init(source: String, offset: Int64) {
        self.source = source
        self.offset = offset
    }
}

/// What a block of the stream is.
public enum RawKind: String, Hashable, Sendable {
    /// The note at a file's begin; a reader never hands it out.
    case file
    /// A part begins: a connection, an imported file. Framing starts anew.
    case begin
    /// Bytes as they came.
    case data
    /// A part ended.
    case end
}

/// One block of the stream as it was written.
public struct RawBlock: Hashable, Sendable {
    public let kind: RawKind
    /// The part's number: rising in a source, never given twice.
    public let part: Int64
    /// The part's name as `begin` was given it.
    public let name: String
    /// When it arrived (of data: its first byte), in seconds since 1970 UTC.
    public let arrival: Int64
    /// The logical offset of the first byte; of `begin` and `end` that of the byte that comes next.
    public let offset: Int64
    /// The payload of `data`, at most 1 MiB; else empty.
    public let bytes: [UInt8]
    /// Of `end`: the writer was cut off, and the next one ended the part in its stead.
    public let isBroken: Bool
}

extension RawBlock {
    /// Ends the name of a part that holds what was said at a log-in, not records.
    public static let logInMark = " log-in"
    public var isLogIn: Bool { name.hasSuffix(Self.logInMark) }

    /// The arrival as the files write it, `2026-03-02T09:15:00Z`.
    public var arrivalText: String { RawArrival(seconds: arrival, day: 0).text }
}
