public import Model
import Site

/// Which table a call gets, as people read it: the rules in their order, then where the search goes on.
public struct SelectionView: Sendable, Hashable {
    public struct Rule: Sendable, Hashable {
        /// Its number in the site's list, from 1; the lists of both schemes are one there.
        public var number: Int
        public var scheme: Scheme
        /// `Calls of the department Sales over trunk group PSTN`.
        public var calls: String
        public var table: RateTableID
        /// No call comes to it: one before it takes every call.
        public var isUnreachable: Bool

        /// The rule as one sentence.
        public var sentence: String { "\(number). \(calls): table \(table)" }
    }

    public struct List: Sendable, Hashable {
        public var scheme: Scheme
        public var rules: [Rule]
        /// What is asked where no rule fits, in order.
        public var after: [String]
    }

    public var lists: [List]

    init(_ site: Site) {
        let words = SelectionWords(site)
        lists = Scheme.allCases.map { scheme in
            var isClosed = false
            let rules = site.selection.enumerated().filter { $0.element.scheme == scheme }.map { place, rule in
                defer { isClosed = isClosed || rule.when == Condition() }
                return Rule(
                    number: place + 1, scheme: scheme, calls: words.calls(rule.when), table: rule.table, isUnreachable: isClosed)
            }
            return List(scheme: scheme, rules: rules, after: words.afterRules(scheme))
        }
    }
}
