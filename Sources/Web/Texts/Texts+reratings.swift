internal import Model
internal import Service
internal import Time

/// Words of the pages on which calls are rated again.
public struct ReratingTexts: Sendable {
    public var title = "Rate again"
    public var sentence = "New charges are proposed beside those that stand; nothing changes until they are accepted."
    public var none = "Nothing is proposed"
    public var noneText = "Choose days and calls below: the difference comes first, then the decision."
    public var (from, to) = ("From", "To")
    public var which = "Which calls"
    public var name = "Its id"
    public var nameHint = "Empty for all calls."
    public var propose = "Propose new charges"
    public var proposals = "Proposals"
    public var (calls, state, by, differing, days) = ("Calls", "State", "Proposed", "Would change", "Days")
    public var badDays = "Write both days, the first one first."
    public var needsName = "Write which one is meant."
    public var kinds = [
        "": "all calls", "party": "of a party", "trunk": "over a trunk", "table": "of a rate table", "node": "below a node",
        "type": "of a call type",
    ]
    public var states = [
        "proposing": "under way", "ready": "waits for a decision", "accepting": "is being written", "accepted": "accepted",
        "cancelled": "cancelled", "failed": "failed",
    ]

    // One proposal
    public var accept = "Take the new charges"
    public var goOn = "Go on taking the new charges"
    public var drop = "Drop the proposal"
    public var cancel = "Stop"
    public var outOfDate = "The site was changed after this was proposed: the figures are out of date. Propose them again."
    public var (totals, parties, types) = ("All", "By party", "By call type")
    public var (scheme, party, type) = ("Scheme", "Party", "Call type")
    public var (old, new, difference) = ("Now", "New", "Difference")
    public var (nowRated, nowUnrated) = ("Get a rate", "Lose their rate")
    public var changes = "Calls that would change"
    public var (start, number, caller) = ("Start", "Number", "Caller")
    public var (price, cost) = ("Price", "Cost")
    public var same = "No charge differs. There is nothing to take."
    public var credits = "On issued bills"
    public var creditsText = "Bills never change. What differs can be given back by a credit note."
    public var (bill, credit) = ("Bill", "Proposed credit")
    public var onBill = "on bill"
    public var noCharge = "without a charge"
    public var json = "JSON"

    func words(_ view: ReratingView) -> String {
        let named = view.choice.pairs.map { (kinds[$0.kind.rawValue] ?? $0.kind.rawValue) + " " + $0.text }
        return "\(view.days.first) – \(view.days.last), " + (named.isEmpty ? kinds[""] ?? "" : named.joined(separator: ", "))
    }
    func state(_ state: ReratingState) -> String { states[state.rawValue] ?? state.rawValue }
    func looked(_ records: Int64, _ differing: Int64) -> String {
        "\(Figures.count(records)) \(records == 1 ? "record" : "records") looked at, \(calls(differing)) would change."
    }
    func done(_ changed: Int64, _ anew: Int64) -> String {
        kept(changed) + (anew > 0 ? " \(Figures.count(anew)) of them had changed meanwhile and were rated anew." : "")
    }
    private func calls(_ count: Int64) -> String { Figures.count(count) + (count == 1 ? " call" : " calls") }
    func progress(_ days: Int64, of all: Int64) -> String { "Day \(days) of \(all)." }
    func rest(_ count: String) -> String { "\(count) more without a difference." }
    func kept(_ changed: Int64) -> String { "\(calls(changed)) \(changed == 1 ? "has its new charge" : "have their new charges")." }
}
