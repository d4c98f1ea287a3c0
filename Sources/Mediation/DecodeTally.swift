/// What a decoder has seen, to tell whether a file is of its format at all.
public struct DecodeTally: Hashable, Sendable {
    /// Physical lines in records, in skips that the definition or the engine knows as harmless (blank, header, noise), and in broken ones.
    public var inRecords: Int64 = 0
    public var noise: Int64 = 0
    public var broken: Int64 = 0

    public init() {}

    /// Lines of framing alone.
    mutating func passed(_ lines: Int) { noise += Int64(lines) }

    mutating func skipped(_ reason: Int, _ lines: Int, _ program: Program) {
        let isKnown = reason >= Fault.allCases.count && !program.brokenReasons.contains(reason)
        let isExpected = isKnown || [.blank, .header].contains(Fault(rawValue: reason))
        if isExpected { noise += Int64(lines) } else { broken += Int64(lines) }
    }

    public var lines: Int64 { inRecords + noise + broken }
    /// Whether at least as many lines are broken as are in records: probably not a file of this format.
    public var looksForeign: Bool { broken > 0 && broken >= inRecords }
}
