public import Time

/// Where a decoder stands between two records: enough to go on from there in another process.
public struct DecoderState: Hashable, Sendable {
    /// First byte that is in no record or skip yet, counted from the begin of the part.
    public var offset: Int64 = 0
    /// Physical line, 1-based, that begins there.
    public var line = 1
    public var years: YearTracker
    /// The day of records that print none: of arrival, then of the date lines.
    public var day: CivilDay?
    /// What records of formats with `before` need of those before them.
    public var memory = LegMemory()

    /// - Parameters:
    ///   - year: of the first record, for formats that print none.
    ///   - day: of arrival, for formats that print no date.
    public init(year: Int? = nil, day: CivilDay? = nil) {
        years = YearTracker(first: year)
        self.day = day
    }
}
