public import Model
public import Rating
public import Time

/// One call with its whole way back: charge, rating steps, party, decode, raw line.
public struct CallDetail: Sendable {
    public var call: CallRow
    /// Start in the site's zone.
    public var start: WallTime
    /// The bytes of the record in the raw log; `nil` with the reason in `rawMissing`.
    public var raw: [UInt8]?
    public var rawMissing = ""
    /// What the decoder made of the raw bytes: field and value, in the order of `tollbook decode`.
    public var decoded: [DecodedField] = []
    /// Price and cost derived once more, with their traces.
    public var price: Explanation
    public var cost: Explanation
    /// What settlement makes of the price; `nil` where there is none.
    public var settlement: CallSettlement?
    /// All records of the call, this one among them, where it has several.
    public var legs: [CallRow] = []
    /// What people decided about it, the newest first; what was undone too.
    public var corrections: [CorrectionView] = []
}

/// A field of a decoded record, and where its text stands in the raw bytes, if it stands there as it is.
public struct DecodedField: Sendable, Hashable {
    public var name: String
    public var value: String
    /// Bytes of the raw record.
    public var range: Range<Int>?
}
