/// Finds what is missing by the running numbers of a switch's records, or by a counter that it prints.
///
/// Which number a record bears says the format; a watch is fed with them in the order of arrival. It is a value: kept with the
/// source's position, it goes on after a restart.
struct SequenceWatch: Hashable, Sendable {
    /// Numbers that never came, both ends included. Of a run that goes over the highest number there are two.
    struct Gap: Hashable, Sendable {
        var first: Int64
        var last: Int64
        var count: Int64 { last - first + 1 }
    }

    /// What a number told.
    enum Finding: Hashable, Sendable {
        /// The first, or the next.
        case inOrder
        /// Records are missing before it.
        case gap([Gap])
        /// One that was missing, late or from a file that was imported later.
        case fills
        /// One that came already.
        case again
        /// The switch began to count anew; what was missing before it stays missing.
        case restart
    }

    /// The lowest and the highest number; behind the highest comes the lowest.
    let range: ClosedRange<Int64>
    /// A number so far or less behind the last one is late or repeated; further behind, the switch counts anew.
    let reach: Int64
    /// The number that came last in order; `nil`: none yet.
    private(set) var last: Int64?
    /// What is missing, oldest first.
    private(set) var gaps: [Gap] = []

    /// - Parameter range: of a switch that never goes back: `0...Int64.max`.
    init(range: ClosedRange<Int64>, reach: Int64 = 1_000) {
        self.range = range
        // In a small circle half of it lies ahead.
        self.reach = min(reach, (range.upperBound - range.lowerBound) / 2)
    }

    /// Takes the number of the next record; one outside of the range is taken as in order and changes nothing.
    mutating func take(_ number: Int64) -> Finding {
        guard range.contains(number) else { return .inOrder }
        guard let last else {
            self.last = number
            return .inOrder
        }
        let ahead = distance(from: last, to: number)
        let behind = distance(from: number, to: last)
        if ahead == 1 {
            self.last = number
            return .inOrder
        }
        if fill(number) { return .fills }
        if behind <= reach { return .again }
        // Behind the last one: over the end of the range and near, or far away, because the switch counts anew.
        if number < last, ahead > reach {
            self.last = number
            return .restart
        }
        self.last = number
        let missing = between(last, number)
        gaps += missing
        return .gap(missing)
    }

    /// Takes a number out of what is missing; false where it was not missing.
    mutating func fill(_ number: Int64) -> Bool {
        guard let index = gaps.firstIndex(where: { $0.first <= number && number <= $0.last }) else { return false }
        let gap = gaps.remove(at: index)
        if number < gap.last { gaps.insert(Gap(first: number + 1, last: gap.last), at: index) }
        if number > gap.first { gaps.insert(Gap(first: gap.first, last: number - 1), at: index) }
        return true
    }

    /// How many records are missing.
    var missing: Int64 { gaps.reduce(0) { $0 + $1.count } }

    /// Steps forward from one number to another, round the circle.
    private func distance(from: Int64, to: Int64) -> Int64 {
        if to >= from { return to - from }
        let (sum, over) = (range.upperBound - from).addingReportingOverflow(to - range.lowerBound)
        return over || sum == .max ? .max : sum + 1
    }

    private func between(_ last: Int64, _ next: Int64) -> [Gap] {
        if next > last { return [Gap(first: last + 1, last: next - 1)] }
        var found: [Gap] = []
        if last < range.upperBound { found.append(Gap(first: last + 1, last: range.upperBound)) }
        if next > range.lowerBound { found.append(Gap(first: range.lowerBound, last: next - 1)) }
        return found
    }
}
