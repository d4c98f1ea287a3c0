/// Which columns are the date and the time, where they stand apart: a duration looks like a time of day, and digits alone like a date.
struct TimeColumns {
    /// Indexes of columns.
    private(set) var date: Int?
    private(set) var time: Int?

    /// - Parameter columns: the values of each that are not blank.
    init(_ columns: [[[UInt8]]]) {
        guard !columns.contains(where: { FormGuess.moment($0) != nil }) else { return }
        date = columns.indices.first { !Self.isPlain(columns[$0]) && FormGuess.date(columns[$0]) != nil }
        if date == nil {
            // Digits alone are a date only in front, or before what is a time.
            date = columns.indices.first { index in
                guard FormGuess.date(columns[index]) != nil else { return false }
                let next = index + 1 < columns.count ? columns[index + 1] : []
                return index == 0 || FormGuess.time(next) != nil || FormGuess.plainTime(next) != nil
            }
        }
        let times = columns.indices.filter { $0 != date && FormGuess.time(columns[$0]) != nil }
        if let date {
            let next = date + 1 < columns.count && FormGuess.plainTime(columns[date + 1]) != nil ? date + 1 : nil
            time = [date + 1, date - 1].first(where: times.contains) ?? next
        }
        // Times of day differ in their hours, durations seldom do.
        if time == nil {
            time = times.max { (Self.hours(columns[$0]), $1) < (Self.hours(columns[$1]), $0) }
        }
    }

    /// The form of the time's values.
    func form(of values: [[UInt8]]) -> String? { FormGuess.time(values) ?? FormGuess.plainTime(values) }

    private static func isPlain(_ values: [[UInt8]]) -> Bool { values.allSatisfy { $0.allSatisfy(Byte.isDigit) } }

    private static func hours(_ values: [[UInt8]]) -> Int { Set(values.map { $0.prefix { Byte.isDigit($0) } }).count }
}
