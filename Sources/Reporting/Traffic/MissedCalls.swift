public import Time

/// Callers whom nobody answered, and what became of them: whether somebody called back, or the caller got through later.
///
/// Two numbers are one where they are equal, or where both have at least seven digits and the shorter one, without zeros in front and
/// nine digits of it at most, ends the longer one: 0301234567 as dialled is +49301234567 as received.
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
    /// By the last digits of those with enough of them.
    private var endings: [Substring: [Int]] = [:]
    private static let enough = 7
    private static let significant = 9

    public init() {}

    /// Calls come in the order of time. A call without a number cannot be returned.
    public mutating func miss(_ number: String, at moment: Instant, destination: String) {
        let digits = MissedCalls.digits(number)
        guard !digits.isEmpty else { return }
        if let place = places[digits] {
            callers[place].missed += 1
            (callers[place].last, callers[place].destination, callers[place].returned) = (moment, destination, nil)
            return
        }
        places[digits] = callers.count
        if digits.utf8.count >= MissedCalls.enough { endings[digits.suffix(MissedCalls.enough), default: []].append(callers.count) }
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
        let digits = MissedCalls.digits(number)
        guard digits.utf8.count >= MissedCalls.enough else { return places[digits].map { [$0] } ?? [] }
        return (endings[digits.suffix(MissedCalls.enough)] ?? []).filter { place in
            MissedCalls.isSame(MissedCalls.digits(callers[place].number), digits)
        }
    }

    /// Of two numbers with enough digits.
    static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (left.drop { $0 == "0" }, right.drop { $0 == "0" })
        let shorter = left.utf8.count < right.utf8.count ? left : right
        let ending = shorter.suffix(significant)
        return !ending.isEmpty && left.hasSuffix(ending) && right.hasSuffix(ending)
    }

    private static func digits(_ number: String) -> String { number.filter { $0.isASCII && $0.isNumber } }
}
