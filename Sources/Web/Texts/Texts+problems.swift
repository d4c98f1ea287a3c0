internal import Model

/// The pages on which what was left aside is mended.
public struct ProblemTexts: Sendable {
    public var titles: [String: String] = [
        "skipped": "Skipped lines", "conflict": "Conflicts", "quarantined": "Quarantined calls", "unassigned": "Numbers of nobody",
        "unrated": "Calls without a rate",
    ]
    public var tabs: [String: String] = [
        "skipped": "Skipped", "conflict": "Conflicts", "quarantined": "Quarantined", "unassigned": "Unassigned", "unrated": "Unrated",
    ]
    public var kinds = "Kinds of problems"
    public var allClear = "Nothing waits here"
    public var line = "Line"
    public var reason = "Reason"
    public var bytes = "As the switch sent it"
    public var noBytes = "cannot be read any more"
    public var `import` = "Import"
    public var chooseImport = "Show"
    public var noSkips = "No line was skipped."
    public var inBook = "In the book"
    public var later = "Came later"
    public var gone = "gone meanwhile"
    public var field = "Field"
    public var what = "What becomes of the later record"
    public var instead = "takes the place of the one in the book"
    public var own = "is a call of its own"
    public var rejected = "is no call"
    public var why = "Why"
    public var decide = "Decide"
    public var waiting = "Waiting"
    public var decided = "Decided"
    public var noConflicts = "Two records of one call that differ stand here side by side, until somebody says which holds."
    public var number = "Number"
    public var switchName = "Switch"
    public var calls = "Calls"
    public var talk = "Talk time"
    public var period = "From – to"
    public var assign = "Assign"
    public var owner = "Owner"
    public var party = "Party"
    public var newParty = "a new party:"
    public var newID = "Id of the new party"
    public var newName = "Name of the new party"
    public var day = "From day"
    public var dayHint = "The number's calls since that day move to the party."
    public var badDay = "Choose the day from which the number belongs to the party."
    public var badParty = "Choose a party, or give the new one an id."
    public var badNumber = "Choose one of the numbers below."
    public var noUnassigned = "Every number that called belongs to somebody."
    public var noQuarantined = "Calls that cannot be right stand here: kept, listed, and never charged."
    public var noUnrated = "Every call that should cost something has a rate."
    public var addRate = "Add a rate"
    public var again = "Rate again"
    public var againText = "Calls that have a charge keep it. Only those without a rate are looked at."
    public var from = "From"
    public var to = "To"
    public var badDays = "Write both days, the first one first."
    public var state = "State"
    public var before = "Before"
    public var after = "After"
    public var prefix = "Dialled"
    public var trunk = "Trunk"
    public var destination = "To"
    public var start = "Begin"
    public var caller = "Caller"
    public var called = "Dialled"
    public var duration = "Duration"

    func count(_ number: String, _ one: String, _ many: String) -> String { number == "1" ? "1 \(one)" : "\(number) \(many)" }

    /// `3 calls have no rate: prefix 8497 is in no table.`
    func unrated(calls: String, destination: String, reason: Reason, prefix: String, table: String) -> String {
        let whither = destination.isEmpty ? "" : " to \(destination)"
        let head = calls == "1" ? "1 call\(whither) has no rate: " : "\(calls) calls\(whither) have no rate: "
        let place = table.isEmpty ? "no table" : "the table \(table)"
        switch reason {
        case .noPrefix:
            return head + (prefix.isEmpty ? "the number" : "prefix \(prefix)")
                + (table.isEmpty ? " is in no table." : " is not in \(place).")
        case .noRateTable: return head + "neither trunk, party nor site names a rate table."
        case .noVersion: return head + "no version of \(place) was in force then."
        case .noBandPrice: return head + "\(place) has no price for the time band."
        case .noExchangeRate: return head + "an exchange rate of the day is missing."
        case .noGivenAmount: return head + "the switch wrote no amount."
        case .derivedFromEachOther: return head + "cost and price are derived from each other."
        case .otherUnrated: return head + "they are derived from the other scheme, which has none."
        default: return head + reason.name + "."
        }
    }

    func trunks(_ names: [String]) -> String { names.count == 1 ? names[0] : "\(names.count) trunks" }
    func rerated(calls: String, changed: String) -> String { "\(calls) calls without a rate looked at, \(changed) changed." }
    func assigned(_ number: String, _ party: String, calls: String) -> String { "\(number) belongs to \(party) now; \(calls) calls moved." }

    func done(_ decision: String) -> String? {
        switch decision {
        case "instead": "The later record took the place of the one in the book."
        case "own": "The later record is a call of its own now."
        case "rejected": "The later record was put aside as no call."
        default: nil
        }
    }
}
