public import Model
public import Money

/// What of a source's raw log is decoded again, and what is done with the difference.
public struct ReplayOrder: Sendable {
    /// Its source, format, name and actor; `partBegin` is the offset from which on records count.
    public var start: ImportStart
    /// Offset behind the last byte.
    public var through: Int64
    /// Stored, or only looked at: then nothing in the book changes.
    public var accepts: Bool
    public var journal: JournalNote
    public var step: StepNote

    public init(start: ImportStart, through: Int64, accepts: Bool, journal: JournalNote, step: StepNote) {
        (self.start, self.through, self.accepts, self.journal, self.step) = (start, through, accepts, journal, step)
    }
}

/// How the calls that a format makes of raw bytes differ from those that the book has of them.
public struct ReplayDifference: Sendable {
    /// A call that differs: without `before` it is new, without `after` it is gone.
    public struct Example: Hashable, Sendable {
        public var before: CallRow?
        public var after: CallRow?
    }

    /// What becomes of the decoded records; the same ones are duplicates.
    public var counts = ImportCounts()
    /// Records that say the same as the stored ones, and calls of the book that do not come any more or come with another content.
    public var same: Int64 = 0
    public var gone: Int64 = 0
    public var changed: Int64 = 0
    /// Calls where the book has none.
    public var added: Int64 = 0
    /// More records that wait for a decision (fewer, below zero).
    public var conflicts: Int64 = 0
    /// By how much all charges together change, by currency.
    public var price = Amounts()
    public var cost = Amounts()
    /// The first of each kind.
    public var examples: [Example] = []

    /// Differing calls listed of each kind.
    public static let listed = 20

    public init() {}

    /// The book's calls stay as they are.
    public var isEmpty: Bool { gone == 0 && changed == 0 && added == 0 && conflicts == 0 }
}
