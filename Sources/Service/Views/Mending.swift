public import Model
public import Time

/// A line that was skipped, with its bytes.
public struct SkippedLine: Sendable, Hashable {
    /// Number inside the import, from 1: where the next page begins.
    public var number: Int64
    /// Physical line of the file.
    public var line: Int
    public var lines: Int
    public var reason: String
    /// At most `SkippedLine.shown` bytes as the switch sent them; empty where they cannot be read any more.
    public var bytes: [UInt8]
    /// All bytes of it.
    public var size: Int

    public init(number: Int64, line: Int, lines: Int, reason: String, bytes: [UInt8], size: Int) {
        self.number = number
        self.line = line
        self.lines = lines
        self.reason = reason
        self.bytes = bytes
        self.size = size
    }

    /// Bytes that are shown of one line.
    public static let shown = 600
}

/// Two records of one identity that differ.
public struct ConflictView: Sendable {
    public var number: Int64
    public var importNumber: Int64
    /// Start of the call in the site's zone.
    public var start: WallTime
    /// The one in the book, `nil` where it is gone.
    public var stored: CallRow?
    /// The one that came later.
    public var record: CallRow
    public var decision: String?
    public var decided: WallTime?
    public var actor: String
    public var note: String
}

/// A call in a list, with its start in the site's zone.
public struct ListedCall: Sendable {
    public var call: CallRow
    public var start: WallTime
}

public struct ListedCalls: Sendable {
    public var calls: [ListedCall]
    /// Where the next page begins.
    public var next: String?
}

/// Calls without a rate that wait for the same thing.
public struct UnratedView: Sendable {
    public var reason: Reason
    public var destination: String
    public var calls: Int64
    public var seconds: Int64
    /// First digits as dialled and trunks, with their calls.
    public var parts: [(prefix: String, trunk: String, calls: Int64)]
    /// First digits of the numbers as tariffs write them, as far as they are the same; empty where not known.
    public var prefix: String
    /// The table in which the rate is missing.
    public var table: RateTableID?
}

/// A number whose calls belong to nobody.
public struct UnassignedView: Sendable, Hashable {
    public var `switch`: String
    public var number: String
    public var calls: Int64
    public var seconds: Int64
    public var first: CivilDay
    public var last: CivilDay
}

/// An entry of the journal.
public struct JournalLine: Sendable, Hashable {
    public var number: Int64
    public var at: WallTime
    public var actor: String
    public var action: String
    public var subject: String
    public var before: String
    public var after: String
}

/// Something to choose from: an id and what people call it.
public struct NamedID: Sendable, Hashable {
    public var id: String
    public var name: String

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}
