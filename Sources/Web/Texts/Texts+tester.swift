internal import Model
internal import Service

/// Selection, the tester, what-if and the time line of tariffs.
public struct TesterTexts: Sendable {
    public var area = "Pages of the tariffs"
    public var (tables, selection, test, whatIf, timeline) = ("Rate tables", "Selection", "Test a call", "What if", "Versions")

    // The form of a call
    public var (caller, callerIs, called) = ("Caller", "The caller is", "Called number")
    public var calledHint = "As it is dialled."
    public var callerForms = [
        "any": "to be found out", "party": "a party's id", "extension": "an extension", "number": "a number",
    ]
    public var (direction, trunk, switchName, anySwitch) = ("Direction", "Trunk", "Switch", "that of the trunk")
    public var (day, time, duration, ring, answered) = ("Day", "Time", "Duration", "Ring", "Answered")
    public var durationHint = "Seconds, or 1:30."
    public var answers = ["": "if it has a duration", "yes": "yes", "no": "no"]
    public var (account, sourceIP) = ("Account code", "Source IP")
    public var (pulses, given, givenCurrency) = ("Meter pulses", "Amount the switch wrote", "Its currency")
    public var more = "What else the record may say"
    public var button = "Test the call"
    public var selectionButton = "Which table?"
    public var json = "JSON"

    // The answer
    public var testTitle = "Test a call"
    public var testSentence = "Who would pay a call, by which table, and what it would come to. Nothing is stored."
    public var (price, cost, margin, charged) = ("Price", "Cost", "Margin", "Charged for")
    public var noCharge = "none"
    public var schemes = ["price": "How the price comes about", "cost": "How the cost comes about"]
    public var facts = "The call"
    public var (party, number, destination, callType, state) = ("Party", "Number", "Destination", "Call type", "State")
    public var (start, charging) = ("Start", "Charged from")
    public var unknownTrunk = "not in the site: counts as a public trunk"
    public var noNumber = "not compared with prefixes"
    public var takenAs = "Taken as"
    public var noVersion = "no version in force"
    public var addRate = "Add a rate"

    // Selection
    public var selectionTitle = "Which table a call gets"
    public var selectionSentence = "The rules are asked from the top; the first that fits names the table, also where that has no price."
    public var lists = ["price": "What parties pay", "cost": "What providers take"]
    public var noRules = "There are no rules: the search begins below."
    public var unreachable = "no call comes to it"
    public var then = "Where no rule fits"
    public var question = "Which table would this call get, and why"
    public var (wins, fits) = ("names the table", "fits too, but comes later")
    public var fullTest = "What would it cost?"

    public var nothingAsked = "Say what call: called=…, and caller, trunk, direction, day, time, duration as far as they matter."

    func table(_ id: String) -> String { "table \(id)" }
    func gets(_ scheme: String, _ table: String) -> String { "\(scheme): table \(table)" }
    func getsNone(_ scheme: String) -> String { "\(scheme): no table" }
    func caller(_ found: CallerFound) -> String {
        switch found {
        case .party(let id, let number): "the party \(id), number \(number)"
        case .extension(let text): "the extension \(text)"
        case .number(let text): "the number \(text)"
        case .nobody: "nobody"
        }
    }
}

/// The page that prices calls otherwise.
public struct WhatIfTexts: Sendable {
    public var title = "What if"
    public var sentence = "Calls of a period priced under other tables, beside what they cost today. Nothing is changed."
    public var (from, to, scheme, any) = ("From", "To", "Scheme", "any")
    public var schemes = ["price": "price: what parties pay", "cost": "cost: what providers take"]
    public var (party, node, trunk, type) = ("Party", "Department", "Trunk", "Call type")
    public var noType = "without type"
    public var alternatives = "Price them"
    public var planned = "by the newest version of their own table, where it begins after the call"
    public var button = "Compare"
    public var (calls, talk, today, difference, total) = ("Calls", "Talk time", "Today", "Difference", "All")
    public var newest = "Newest version"
    public var otherCurrency = "other currency"
    public var none = "No calls here"
    public var noneText = "No call of these days fits. Take a longer period or fewer conditions."
    public var running = "The calls are being priced"
    public var runningText = "This takes a while. The page shows the result as soon as it is there; leaving it stops nothing."
    public var explanation =
        "Counted are the calls of the call list that are rated, free or without a rate; records of one call are one call. "
        + "Charges are those of the tables alone, before packages and volume discounts. A call that is free stays so, unless the table "
        + "charges attempts."
    public var json = "JSON"

    func table(_ id: String) -> String { "by the table \(id)" }
    func unrated(_ count: String) -> String { "\(count) without a rate" }
    func found(_ calls: String, _ from: String, _ to: String) -> String {
        "\(calls) \(calls == "1" ? "call" : "calls") from \(from) to \(to), nothing changed."
    }
}

/// The time line of rate tables.
public struct TimelineTexts: Sendable {
    public var title = "Versions in time"
    public var sentence = "A version takes effect at its moment by itself; calls that begin later are charged by it."
    public var (planned, inForce, past) = ("Planned", "In force", "Past")
    public var nothingPlanned = "Nothing is planned. A new version in the site file with a later date stands here until its moment."
    public var (table, from, rows, changes, scheme) = ("Table", "Valid from", "Rows", "Against the version before", "Scheme")
    public var first = "the table's first version"
    public var nothing = "nothing that changes a charge"
    public var never = "never in force: another version begins at the same moment"
    public var kinds = ["added": "added", "removed": "removed", "changed": "changed"]
    public var (what, prefix, name, before, after) = ("What", "Prefix", "Name", "Before", "After")
    public var everythingElse = "everything else"
    public var short = "short"
    public var json = "JSON"

    func counts(added: String, removed: String, changed: String) -> String {
        let parts = [(added, "added"), (removed, "removed"), (changed, "changed")].filter { $0.0 != "0" }.map { $0.0 + " " + $0.1 }
        return parts.joined(separator: ", ")
    }
    func examples(_ shown: String, of all: String) -> String { "The first \(shown) of \(all)" }
    func hidden(_ count: String) -> String { "\(count) older versions are not shown here; each stands on the page of its table." }
    func zone(_ name: String) -> String { "(\(name))" }
}
