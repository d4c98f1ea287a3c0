/// Words of the gallery and of a report's page.
public struct ReportsTexts: Sendable {
    public var title = "Reports"
    public func sentence(_ count: Int, _ bills: Int) -> String {
        "\(count) reports, \(bills) of them telephone bills. Each can be changed and kept."
    }
    public var (search, find, kinds) = ("Search by any word", "Search", "Which reports")
    public var (all, onlyBills, own) = ("All", "Telephone bills", "Your own")
    public var none = "No report has these words."
    public var (favourites, star, unstar) = ("Favourites", "Add to the favourites", "Take out of the favourites")
    public var sections = [
        "A": "Cost and organisation", "B": "Call lists", "C": "Inbound service", "D": "Activity", "E": "Traffic engineering",
        "F": "Abuse and security", "G": "Tariff and bill audit", "J": "System and data quality", "K": "Telephone bills in other layouts",
    ]
    public func lines(_ first: Int, _ last: Int, _ total: Int) -> String {
        "Lines \(Figures.count(first)) to \(Figures.count(last)) of \(Figures.count(total)); the total is on the last page"
    }
    public var gallery = "All reports"
    public var forms = ["pdf": "PDF", "xlsx": "Excel", "csv": "CSV", "json": "JSON"]
    public var table = "As a table"
    public var choose = [
        "party": "This report is of one party. Write its id above, as 101.",
        "organisation": "This report is of one part of the organisation. Write its id above.",
    ]
    public var (party, organisation, show) = ("Party", "Organisation", "Show")
    public var layout = "Layout"
    public var layouts = "What is shown"
    public var layoutNames = ["detail": "Lines", "summary": "Sums of groups", "both": "Lines and sums of groups"]
    public var (group, thenBy, across, compare) = ("Grouped by", "then by", "A column for each", "Beside the period before")
    public var (measures, columns, top, apply) = ("Figures", "Columns", "At most so many lines", "Lay out")
    public var (no, yes) = ("–", "yes")
    public var keep = "Keep as your own"
    public var (name, nameHint, save) = ("Name", "What was changed above is kept under this name.", "Keep")
    public var drop = "Drop this report"
    public var file = "The report as a file"
    public var fileTitle = "A report as a file"
    public var fileSentence = "Change the id, and it becomes a report of your own beside this one; keep the id, and it takes its place."
    public var definition = "Definition"
    public var definitionHint = "docs/reports.md tells every key. What is wrong is told with its line."
}

/// Words of the page of schedules.
public struct SchedulesTexts: Sendable {
    public var title = "Schedules"
    public var sentence = "Reports and bills that are made and sent by themselves, and what became of them."
    public var none = "Nothing is made by itself yet"
    public var noneText = "Add `schedules:` to the site file: which report, when, to whom. docs/reports.md tells how."
    public var (schedule, report, receivers, next, last) = ("Schedule", "Report", "To", "Due next", "Last run")
    public var (bills, paused, never, now) = ("Bills are issued", "paused", "not yet", "Make it now")
    public var history = "What was made"
    public var (due, state, messages, files, reason) = ("Due", "State", "Mails", "Files", "Reason")
    public var states = ["running": "being made", "done": "made", "failed": "failed"]
    public func missed(_ count: Int) -> String {
        count == 1 ? "stands for one before it that was missed" : "stands for \(count) before it that were missed"
    }
}
