public import Time

/// With what a batch, a decision or a new rating was made, and how far the raw log had been read for it.
public struct StepNote: Hashable, Sendable {
    /// How a part ended with the batch.
    public enum Ending: String, Sendable {
        /// More of it comes.
        case open = ""
        /// It is whole: what stood at its end without a line end is a record too.
        case whole
        /// It was cut off: half a record at its end was left out.
        case cut
    }

    /// The book's number of the site document whose rules counted; 0 for none.
    public var site: Int64
    /// The book's number of the format's definition (`formatVersion`); 0 for none.
    public var format: Int64
    /// Offset in the source's raw log up to which bytes were decoded.
    public var fed: Int64
    /// Blocks without bytes at that offset (begins and ends of parts) that were looked at.
    public var emptyBlocks: Int64
    public var ending: Ending

    public init(site: Int64, format: Int64 = 0, fed: Int64 = 0, emptyBlocks: Int64 = 0, ending: Ending = .open) {
        (self.site, self.format, self.fed, self.emptyBlocks, self.ending) = (site, format, fed, emptyBlocks, ending)
    }
}

/// One commit that changed calls or charges. The steps in their order, the raw logs and what people configured make the book again.
public struct Step: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// An import begins; `detail` is where its decoder stands.
        case begin
        case batch
        /// An import ends; `detail` is its message, `word` its state.
        case end
        /// A conflict is decided; the journal's entry says how and why.
        case decide
        /// A chunk of calls is rated again.
        case rerate
        /// A stretch of a raw log is decoded again.
        case replay
        /// What stood in a stretch of a raw log is no call any more; `detail` is where.
        case withdraw
        /// A bill or a credit note is issued.
        case issue
        /// Something is decided about a call, or taken back; `detail` is what, the journal's entry says why.
        case correct
    }

    public var number: Int64
    public var kind: Kind
    public var at: Instant
    /// Number of the import, of the conflict or of the bill.
    public var subject: Int64
    public var note: StepNote
    /// The state that an import ended in.
    public var word: String
    /// The journal's last entry when the step was committed, its own one counted.
    public var journal: Int64
    public var detail: [UInt8]
}
