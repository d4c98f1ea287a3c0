import Foundation
import Intake
import Model
import Rating
import Store
import Time

/// Why calls are rated again: which ones, and what may change. Its words are kept in the book's steps: never change one.
enum Rerating: Equatable {
    /// Calls without a charge get one; what has a charge keeps it.
    case unrated
    /// Calls of nobody go to the party that owns their number now.
    case assign
    /// Calls that bear one of these names go to whoever owns it now.
    case named(SeenName.Kind, [String])

    var name: String {
        switch self {
        case .unrated: "unrated"
        case .assign: "assign"
        case .named: "directory"
        }
    }

    /// For a step, `unrated 2026-03-01 2026-03-31`; behind it the kind of names and each of them, with its bytes as Base64.
    func words(_ days: DayRange) -> String {
        var words = [name, "\(days.first)", "\(days.last)"]
        if case .named(let kind, let texts) = self { words += [kind.rawValue] + texts.map { Data($0.utf8).base64EncodedString() } }
        return words.joined(separator: " ")
    }

    /// What a step's words say; `nil` where they are not of this program.
    static func read(_ why: String) -> (kind: Rerating, days: DayRange)? {
        let words = why.split(separator: " ")
        guard words.count >= 3, let first = CivilDay(text: words[1]), let last = CivilDay(text: words[2]),
            let days = DayRange(first, last)
        else { return nil }
        switch (words[0], words.count) {
        case ("unrated", 3): return (.unrated, days)
        case ("assign", 3): return (.assign, days)
        case ("directory", 4...):
            guard let kind = SeenName.Kind(rawValue: String(words[3])) else { return nil }
            let texts = words[4...].compactMap { Data(base64Encoded: String($0)).map { String(decoding: $0, as: UTF8.self) } }
            return (.named(kind, texts), days)
        default: return nil
        }
    }

    func work(_ days: DayRange, _ rater: Rater, _ names: Names) -> (CallFilter, LegSettling) {
        var filter = CallFilter(days: days)
        switch self {
        case .unrated: filter.states = [.unrated]
        case .assign, .named(.address, _):
            filter.parties = rater.parties.filter { $0.text.hasPrefix("unassigned") }.map { PartyDays($0.text) }
        case .named(.account, let texts): filter.accounts = texts
        case .named(.extension, let texts): filter.extensions = texts
        case .named(.trunk, let texts): filter.trunks = texts
        }
        let rerater = CallRerater(rater: rater, names: names)
        return (
            filter,
            { batch, groups in
                let before = batch.calls
                rerater.rerate(&batch, groups)
                for index in batch.calls.indices {
                    if !takes(before[index], batch.calls[index]) { batch.calls[index] = before[index] }
                    // What has a charge keeps it, in either scheme.
                    if self == .unrated, before[index].cost.state == .rated { batch.calls[index].cost = before[index].cost }
                }
            }
        )
    }

    private func takes(_ old: StoredCall, _ new: StoredCall) -> Bool {
        self != .unrated || old.price.state == .unrated || new.price == old.price
    }
}
