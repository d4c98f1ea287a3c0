import Foundation
import Intake
import Model
import Rating
import Site
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
    /// All calls that are chosen, and everything that rules make of them.
    case whole(RerateChoice)

    var name: String {
        switch self {
        case .unrated: "unrated"
        case .assign: "assign"
        case .named: "directory"
        case .whole: "whole"
        }
    }

    /// For a step, `unrated 2026-03-01 2026-03-31`; behind it the kind of names and each of them, with its bytes as Base64, or what is
    /// chosen, as `party:` and Base64.
    func words(_ days: DayRange) -> String {
        var words = [name, "\(days.first)", "\(days.last)"]
        switch self {
        case .unrated, .assign: break
        case .named(let kind, let texts): words += [kind.rawValue] + texts.map { Data($0.utf8).base64EncodedString() }
        case .whole(let choice): words += choice.pairs.map { $0.kind.rawValue + ":" + Data($0.text.utf8).base64EncodedString() }
        }
        return words.joined(separator: " ")
    }

    /// What a step's words say; `nil` where they are not of this program.
    static func read(_ why: String) -> (kind: Rerating, days: DayRange)? {
        let words = why.split(separator: " ")
        guard words.count >= 3, let first = CivilDay(text: words[1]), let last = CivilDay(text: words[2]),
            let days = DayRange(first, last)
        else { return nil }
        func text(_ word: some StringProtocol) -> String? {
            Data(base64Encoded: String(word)).map { String(decoding: $0, as: UTF8.self) }
        }
        switch (words[0], words.count) {
        case ("unrated", 3): return (.unrated, days)
        case ("assign", 3): return (.assign, days)
        case ("directory", 4...):
            guard let kind = SeenName.Kind(rawValue: String(words[3])) else { return nil }
            return (.named(kind, words[4...].compactMap { text($0) }), days)
        case ("whole", 3...):
            var choice = RerateChoice()
            for word in words[3...] {
                let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let kind = RerateChoice.Kind(rawValue: String(parts[0])), let text = text(parts[1]) else {
                    return nil
                }
                choice.add(kind, text)
            }
            return (.whole(choice), days)
        default: return nil
        }
    }

    func work(_ days: DayRange, _ rules: RerateRules, _ names: Names) -> RerateWork {
        var filter = CallFilter(days: days)
        var concerns: ReratingConcern = { _, _ in true }
        switch self {
        case .unrated: filter.states = [.unrated]
        case .assign, .named(.address, _):
            filter.parties = rules.rater.parties.filter { $0.text.hasPrefix("unassigned") }.map { PartyDays($0.text) }
        case .named(.account, let texts): filter.accounts = texts
        case .named(.extension, let texts): filter.extensions = texts
        case .named(.trunk, let texts): filter.trunks = texts
        case .whole(let choice):
            filter = choice.filter(days, rules.site)
            concerns = choice.concerns(rules.versions)
        }
        let rerater = CallRerater(rater: rules.rater, names: names)
        let change: LegSettling = { batch, groups in
            let before = batch.calls
            rerater.rerate(&batch, groups)
            for group in groups where !concerns(before[group], batch.calls[group]) {
                for index in group { batch.calls[index] = before[index] }
            }
            for index in batch.calls.indices {
                if !takes(before[index], batch.calls[index]) { batch.calls[index] = before[index] }
                // What has a charge keeps it, in either scheme.
                if self == .unrated, before[index].cost.state == .rated { batch.calls[index].cost = before[index].cost }
            }
        }
        let isWhole = if case .whole = self { true } else { false }
        return RerateWork(rule: RerateRule(filter: filter, change: change, isWhole: isWhole), concerns: concerns)
    }

    private func takes(_ old: StoredCall, _ new: StoredCall) -> Bool {
        self != .unrated || old.price.state == .unrated || new.price == old.price
    }
}

/// By which rules calls are rated again.
struct RerateRules {
    var rater: Rater
    var site: Site
    /// The book's versions of rate tables.
    var versions: [RateVersion]
}

/// Which calls, and what becomes of them.
struct RerateWork {
    var rule: RerateRule
    var concerns: ReratingConcern
}
