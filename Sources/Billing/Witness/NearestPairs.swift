import HeapModule

/// Pairs of two kinds of points on a line, the nearest first, each point used once.
///
/// Two points of different kinds with nothing but used ones between them are neighbours. The nearest pair of all is one of neighbours: what
/// lay between the two would be nearer to one of them. So only neighbours wait in the heap, and n points take n · log n steps.
struct NearestPairs {
    private struct Gap: Comparable {
        let size: Int64
        let left: Int
        let right: Int

        static func < (one: Gap, other: Gap) -> Bool { one.size != other.size ? one.size < other.size : one.left < other.left }
    }

    private let times: [Int64]
    private let isOurs: [Bool]
    private let most: Int64
    private var before: [Int]
    private var after: [Int]
    private var isUsed: [Bool]
    private var heap = Heap<Gap>()

    /// Places of the points of each pair, the one before first.
    /// - Parameters:
    ///   - times: rising.
    ///   - isOurs: of which kind each point is.
    ///   - most: how far the points of a pair may lie apart.
    static func find(_ times: [Int64], _ isOurs: [Bool], within most: Int64) -> [(Int, Int)] {
        var search = NearestPairs(times, isOurs, most)
        return search.run()
    }

    private init(_ times: [Int64], _ isOurs: [Bool], _ most: Int64) {
        (self.times, self.isOurs, self.most) = (times, isOurs, most)
        before = times.indices.map { $0 - 1 }
        after = times.indices.map { $0 + 1 }
        isUsed = times.map { _ in false }
    }

    private mutating func run() -> [(Int, Int)] {
        for place in times.indices { neighbours(place, place + 1) }
        var pairs: [(Int, Int)] = []
        while let gap = heap.popMin() {
            // A used point is in no list any more; of unused ones neighbours stay neighbours.
            guard !isUsed[gap.left], !isUsed[gap.right] else { continue }
            pairs.append((gap.left, gap.right))
            (isUsed[gap.left], isUsed[gap.right]) = (true, true)
            let (left, right) = (before[gap.left], after[gap.right])
            if left >= 0 { after[left] = right }
            if right < times.count { before[right] = left }
            neighbours(left, right)
        }
        return pairs
    }

    private mutating func neighbours(_ left: Int, _ right: Int) {
        guard left >= 0, right < times.count, isOurs[left] != isOurs[right], times[right] - times[left] <= most else { return }
        heap.insert(Gap(size: times[right] - times[left], left: left, right: right))
    }
}
