import Site

extension PartyCondition {
    /// What a rule looks for in sums, for people.
    var words: String {
        switch self {
        case .total(let total):
            let whose = total.each == .party ? "of a party" : "of all below a node together"
            return "more than \(total.above.words(total.above.limit)) \(whose) in a \(total.span.rawValue)"
        case .budget(let marks):
            let parts = marks.map { mark in
                switch mark {
                case .warned: "that is spent up to its warning"
                case .spent: "of which nothing is left"
                }
            }
            return "a budget " + parts.joined(separator: " or ")
        case .burst(let burst):
            return
                "at least \(burst.floor.words(burst.floor.limit)) of a party in \(burst.span == .hour ? "an hour" : "a day"), and more than "
                + "\(burst.factor) times the most of the \(burst.weeks) weeks before"
        case .firstTime(let first):
            let what =
                switch first.of {
                case .country: "a country"
                case .destination: "a destination"
                case .type: "a call type"
                }
            return "at least \(first.floor.words(first.floor.limit)) of a party to \(what) without a call in the \(first.days) days before"
        case .oddHours(let odd):
            return "at least \(odd.floor.words(odd.floor.limit, charged: true)) of a party in hours without a call in the \(odd.weeks) "
                + "weeks before"
        }
    }
}
