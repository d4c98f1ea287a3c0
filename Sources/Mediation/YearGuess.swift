public import Model
public import Time

/// The year of the first record of a file whose stamps print none: the one that brings the last record closest before today. Decode
/// the file once with `trial`, show every batch, and take `first`.
public struct YearGuess {
    private let today: CivilDay
    private var last: CivilDay?

    public init(today: CivilDay) { self.today = today }

    /// Year of the first record in the trial.
    public var trial: Int { today.parts.year }

    public mutating func take(_ batch: RecordBatch) {
        if let record = batch.records.last { last = record.stamp.day }
    }

    /// Year of the first record.
    public var first: Int {
        guard let last else { return trial }
        let (year, month, day) = last.parts
        let now = today.parts
        let wanted = (month, day) <= (now.month, now.day) ? now.year : now.year - 1
        return trial + wanted - year
    }
}
