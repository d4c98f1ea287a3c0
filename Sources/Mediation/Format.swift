/// Whether a format's facts are confirmed by real records.
public enum Confirmed: String, Sendable, CaseIterable {
    case yes, partly, no
}

/// A compiled definition of how a switch's records are cut out of a stream and decoded.
public struct Format: Sendable {
    public let id: String
    public let name: String
    /// The switch that writes it, in words.
    public let switchName: String
    /// Where the definition's facts come from.
    public let facts: String
    public let confirmed: Confirmed
    /// Ids of formats with the same layout: lines alone do not tell which of them it is.
    public let twins: [String]
    /// Names of values that tell the format where no record is whole; one that ends with `*` stands for all that begin so.
    let names: [String]
    /// Whether its stamps have no year: the decoder must be told one.
    public var needsYear: Bool { program.needsYear }
    /// Whether its stamps have no date at all: the day of arrival counts.
    public var needsDay: Bool { program.needsDay }

    /// The lowest and the highest of the running numbers that its records bear; `nil`: they bear none that it names.
    public var runningNumbers: ClosedRange<Int64>? { program.sequence?.range }

    let program: Program
}
