import Intake
import Model
import Rating
import Store
import Time

/// Why calls are rated again: which ones, and what may change. The name is kept in the book's steps: never change one.
enum Rerating: String {
    /// Calls without a charge get one; what has a charge keeps it.
    case unrated
    /// Calls of nobody go to the party that owns their number now.
    case assign

    /// The reason and the days of a step's words, `unrated 2026-03-01 2026-03-31`.
    static func read(_ why: String) -> (kind: Rerating, days: DayRange)? {
        let words = why.split(separator: " ")
        guard words.count == 3, let kind = Rerating(rawValue: String(words[0])), let first = CivilDay(text: words[1]),
            let last = CivilDay(text: words[2]), let days = DayRange(first, last)
        else { return nil }
        return (kind, days)
    }

    func work(_ days: DayRange, _ rater: Rater, _ names: Names) -> (CallFilter, LegSettling) {
        var filter = CallFilter(days: days)
        switch self {
        case .unrated: filter.states = [.unrated]
        case .assign: filter.parties = rater.parties.filter { $0.text.hasPrefix("unassigned") }.map { PartyDays($0.text) }
        }
        let rerater = CallRerater(rater: rater, names: names)
        return (
            filter,
            { batch, groups in
                let before = batch.calls
                rerater.rerate(&batch, groups)
                for index in batch.calls.indices where !takes(before[index], batch.calls[index]) { batch.calls[index] = before[index] }
            }
        )
    }

    private func takes(_ old: StoredCall, _ new: StoredCall) -> Bool {
        self == .assign || old.price.state == .unrated || new.price == old.price
    }
}
