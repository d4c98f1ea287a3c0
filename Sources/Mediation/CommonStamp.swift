/// `YYYY-MM-DD hh:mm:ss` with whatever bytes between: the form of most stamps, read in one go. What does not fit, such as two blanks
/// between day and hour, is to be read part by part.
struct CommonStamp: Hashable, Sendable {
    /// Between year and month, month and day, day and hour, hour and minute, minute and second; the first is the lowest byte.
    private let marks: UInt64

    /// `nil`: it is another form.
    init?(_ form: StampForm) {
        guard form.steps.count == 11 else { return nil }
        var marks: UInt64 = 0
        for (index, step) in form.steps.enumerated() {
            switch (index, step) {
            case (0, .year), (2, .month), (4, .day), (6, .hour), (8, .minute), (10, .second): continue
            case (1, .literal(let mark)), (3, .literal(let mark)), (5, .literal(let mark)), (7, .literal(let mark)),
                (9, .literal(let mark)):
                marks |= UInt64(mark) << UInt64(index / 2 * 8)
            case (5, .blanks): marks |= UInt64(Byte.blank) << 16
            default: return nil
            }
        }
        self.marks = marks
    }

    /// False where a text does not fit.
    func read(_ bytes: UnsafeRawBufferPointer, into parts: inout StampParts) -> Bool {
        guard bytes.count == 19 else { return false }
        var wrong: UInt8 = 0
        func two(_ place: Int) -> Int {
            let (high, low) = (bytes[place] &- 48, bytes[place + 1] &- 48)
            if high > 9 || low > 9 { wrong = 1 }
            return Int(high) * 10 + Int(low)
        }
        for index in 0..<5 { wrong |= bytes[4 + 3 * index] ^ UInt8(truncatingIfNeeded: marks >> UInt64(index * 8)) }
        parts.year = two(0) * 100 + two(2)
        (parts.month, parts.day) = (two(5), two(8))
        (parts.hour, parts.minute, parts.second) = (two(11), two(14), two(17))
        return wrong == 0 && parts.hour < 24 && parts.minute < 60 && parts.second < 60
    }
}
