import Mediation
import Store

/// Feeds a watch with the running numbers of a stream, and says what is to be committed with their calls.
struct SequenceFeed {
    /// A file whose first number is so far or less ahead of the last one that was imported goes on there.
    private static let reach: Int64 = 1_000

    private var watch: SequenceWatch
    private let isLive: Bool
    private let isCircle: Bool
    private var first: Int64?
    /// Of a former stream of the source, which this one may go on.
    private var former: Int64?

    /// - Parameter known: how far the source's numbers are known from before.
    init?(_ format: Format, isLive: Bool, known: (first: Int64, last: Int64)?) {
        guard let range = format.runningNumbers else { return nil }
        (self.isLive, isCircle) = (isLive, range.upperBound < Int64.max)
        watch = SequenceWatch(range: range, reach: Self.reach)
        guard let known else { return }
        if isLive {
            first = known.first
            _ = watch.take(known.last)
        } else {
            former = known.last
        }
    }

    /// `nil`: no numbers came.
    mutating func take(_ numbers: [Int64]) -> SequenceNews? {
        var missing: [ClosedRange<Int64>] = []
        for number in numbers where watch.range.contains(number) {
            if let former, number > former, number - former <= Self.reach { _ = watch.take(former) }
            former = nil
            let before = watch.last
            switch watch.take(number) {
            case .gap(let gaps): missing += gaps.map { $0.first...$0.last }
            case .restart: first = number
            case .inOrder, .fills, .again: break
            }
            if first == nil { first = before ?? number }
            if let before, let last = watch.last, last < before { first = watch.range.lowerBound }
        }
        guard !numbers.isEmpty, let first, let last = watch.last else { return nil }
        // Of a circle only what is near is known: each number comes again.
        let known = isCircle ? max(first, last - min(last - watch.range.lowerBound, Self.reach)) : first
        return SequenceNews(first: min(known, last), last: last, numbers: numbers, missing: missing)
    }
}
