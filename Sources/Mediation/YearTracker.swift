public import Time

/// The year of stamps that print none: the first record's is given, and it moves on where the dates run back by more than half a
/// year, and back where they run ahead by more (a record that comes late after New Year).
public struct YearTracker: Hashable, Sendable {
    /// Year of the first record; `nil`: not known, and stamps without year cannot be read.
    public private(set) var first: Int?
    /// Day of the record before.
    public private(set) var last: CivilDay?

    /// - Parameter last: day of the record before, where another decoder stood.
    public init(first: Int?, last: CivilDay? = nil) {
        self.first = first
        self.last = last
    }

    mutating func year(month: Int, day: Int) -> Int? {
        guard let first else { return nil }
        guard let last else {
            self.last = CivilDay(year: first, month: month, day: day)
            return first
        }
        let current = last.parts.year
        // A 29th of February exists only in the right year.
        let days = [current, current + 1, current - 1].compactMap { CivilDay(year: $0, month: month, day: day) }
        guard let nearest = days.min(by: { abs($0 - last) < abs($1 - last) }) else { return current }
        self.last = nearest
        return nearest.parts.year
    }
}
