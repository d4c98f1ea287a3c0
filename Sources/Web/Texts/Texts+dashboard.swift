/// Words of the first page of a book.
public struct DashboardTexts: Sendable {
    public var title = "Dashboard"
    public var (calls, answered, talk, price, cost) = ("Calls", "answered", "Talk time", "Price", "Cost")
    public var (type, minutes) = ("Call type", "Minutes")
    public var (day, month, strip) = ("This day", "This month", "Calls by hour")
    public var top = "Dearest parties of the month"
    public var party = "Party"
    public var waiting = "What waits"
    public var nothingWaits = "Nothing waits: every call has an owner and a rate."
    public var imports = "Newest imports"
    public var (allImports, bill, summaries) = ("All imports", "bill", "Summary by organisation")
    public var noType = "without type"
    public var total = "Together"
    public var (earlier, later, show) = ("The day before", "The day after", "Show")
    public var emptyTitle = "This book has no calls yet"
    public var emptyText =
        "Bring a file of call records in: choose its format, see what became of every line, and the first bill is one click away."
    public var emptyAction = "Import a file"
    public var newestAction = "Show it"
    public var (new, lines) = ("new", "lines")
    public var hours = "h"
    public var count = "Count"
    public var what = "What"

    func sentence(day: String, calls: String) -> String { "\(calls) calls on \(day)." }
    func noCalls(_ day: String, newest: String) -> String { "There are no calls on \(day). The newest call is of \(newest)." }

    /// What waits, with what to do.
    func waits(_ kind: String, one: Bool) -> String {
        switch kind {
        case "unrated": one ? "call has no rate: add it, then rate again" : "calls have no rate: add it, then rate again"
        case "unassigned": one ? "call belongs to nobody: assign its extension" : "calls belong to nobody: assign their extensions"
        case "conflict": one ? "record differs from a stored one: decide" : "records differ from stored ones: decide"
        case "quarantined": one ? "record is set aside: check the switch" : "records are set aside: check the switch"
        default: one ? "line was skipped: most are headers" : "lines were skipped: most are headers"
        }
    }
}
