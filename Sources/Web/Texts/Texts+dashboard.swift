/// Words of the first page of a book.
public struct DashboardTexts: Sendable {
    public var title = "Dashboard"
    public var (calls, answered, talk, price, cost) = ("Calls", "answered", "Talk time", "Price", "Cost")
    public var (type, minutes) = ("Call type", "Minutes")
    public var (day, month, strip) = ("This day", "This month", "Calls by hour")
    public var (monthStrip, oneDay) = ("Calls by day", "Day")
    public var top = "Parties by price"
    public var clock = "h:mm:ss"
    public var party = "Party"
    public var waiting = "What waits"
    public var nothingWaits = "Nothing waits: every call has an owner and a rate."
    public var imports = "Newest imports"
    public var (allImports, bill, summaries) = ("All imports", "bill", "All departments and parties")
    public var noType = "Incoming, without type"
    public var total = "Total"
    public var emptyTitle = "This book has no calls yet"
    public var emptyText = "Three steps lead from a file of call records to the first bill."
    public var done = "done"
    public var firstSite = "Describe the site"
    public var firstSiteText =
        "Switches, trunks, extensions and tariffs stand in one file, the site file. It is read with this command; docs/site.md explains it."
    public var firstSiteCommand = "tollbook site import --book BOOK site.yaml"
    public var firstSiteLink = "Look at the tariffs"
    public var firstFile = "Bring a file of call records in"
    public var firstFileText =
        "Choose the format of the switch and the file. What became of every line is shown, and nothing is stored twice."
    public var firstBill = "Read the first bill"
    public var firstBillText =
        "It stands under Bills: every department and party with its calls, and every figure leads to the calls behind it."
    public var emptyAction = "Import a file"
    public var newestAction = "Show it"
    public var (new, lines) = ("new", "lines")
    public var hours = "h"
    public var count = "Count"
    public var what = "What"

    func sentence(day: String, calls: String) -> String { "\(calls) calls on \(day)." }
    func notYetToday(_ today: String) -> String { "No calls yet today, \(today): this is the newest day with calls." }

    /// - Parameter hours: 0 … 24, in order.
    func silent(_ hours: [Int]) -> String {
        let named = hours.map { "\($0):00" }.joined(separator: ", ")
        let hours = hours.count == 1 ? "hour" : "hours"
        return "No records in the \(hours) of \(named), though the same weekday has many. Was the switch silent?"
    }
    func noCalls(_ day: String, newest: String) -> String { "There are no calls on \(day). The newest call is of \(newest)." }

    /// What waits, with what to do.
    func waits(_ kind: String, one: Bool) -> String {
        switch kind {
        case "unrated": one ? "call has no rate: add it, then rate again" : "calls have no rate: add it, then rate again"
        case "unassigned": one ? "call belongs to nobody: assign its extension" : "calls belong to nobody: assign their extensions"
        case "conflict": one ? "record differs from a stored one: decide" : "records differ from stored ones: decide"
        case "alert": one ? "message did not arrive for sure: look after it" : "messages did not arrive for sure: look after them"
        case "quarantined": one ? "record is set aside: check the switch" : "records are set aside: check the switch"
        default: one ? "line was skipped: most are headers" : "lines were skipped: most are headers"
        }
    }
}
