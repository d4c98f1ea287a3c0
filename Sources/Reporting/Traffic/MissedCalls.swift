import Model
public import Time

/// Callers whom nobody answered, and what became of them: whether somebody called back, or the caller got through later.
///
/// Two numbers are one where they are equal, or where both are whole and the end of one ends the other (`NumberEnd`): 0301234567 as
/// dialled is +49301234567 as received.
public struct MissedCalls {
    public struct Caller: Hashable, Sendable {
        public var number: String
        /// Where the last missed call rang.
        public var destination: String
        public var missed: Int64 = 0
        public var last: Instant
        /// When somebody reached the caller, or the caller somebody, after the last missed call; `nil`: nobody did.
        public var returned: Instant?
        /// Calls back since the first missed call, answered or not.
        public var attempts: Int64 = 0
    }

    /// In the order of the first missed call.
    public private(set) var callers: [Caller] = []
    private var places: [String: Int] = [:]
    /// Whole numbers by their last digits.
    private var endings: [Int64: [(end: NumberEnd, place: Int)]] = [:]

    public init() {}

    /// Calls come in the order of time. A call without a number cannot be returned.
    public mutating func miss(_ number: String, at moment: Instant, destination: String) {
        let digits = NumberEnd.allDigits(number)
        guard !digits.isEmpty else { return }
        if let place = places[digits] {
            callers[place].missed += 1
            (callers[place].last, callers[place].destination, callers[place].returned) = (moment, destination, nil)
            return
        }
        places[digits] = callers.count
        let end = NumberEnd(number.utf8)
        if end.isWhole { endings[end.last(NumberEnd.enough), default: []].append((end, callers.count)) }
        callers.append(Caller(number: number, destination: destination, missed: 1, last: moment))
    }

    /// Somebody called a number.
    public mutating func callBack(_ number: String, at moment: Instant, answered: Bool) {
        for place in found(number) {
            callers[place].attempts += 1
            if answered, callers[place].returned == nil { callers[place].returned = moment }
        }
    }

    /// Somebody got through from a number.
    public mutating func getThrough(_ number: String, at moment: Instant) {
        for place in found(number) where callers[place].returned == nil { callers[place].returned = moment }
    }

    private func found(_ number: String) -> [Int] {
        let end = NumberEnd(number.utf8)
        guard end.isWhole else { return places[NumberEnd.allDigits(number)].map { [$0] } ?? [] }
        guard let found = endings[end.last(NumberEnd.enough)] else { return [] }
        return found.filter { $0.end.isSame(as: end) }.map(\.place)
    }
}
