/// The list of formats and the workbench.
public struct WorkbenchTexts: Sendable {
    public var title = "Formats"
    public var newTitle = "New format"
    public var new = "Make a new format"
    public var search = "Name or id"
    public var find = "Find"
    public var none = "No format has this name. Make one from lines of the switch."
    public var (format, confirmed, origin) = ("Format", "Confirmed", "Where from")
    public var confirmedWords = ["yes": "by real records", "partly": "in part", "no": "not yet"]
    public var builtIn = "built in"
    public var lines = "Lines of the switch"
    public var linesHint = "Ten to fifty lines as the switch sent them, headers too. At most 64 KiB."
    public var definition = "Definition"
    public var definitionHint = "YAML; docs/formats.md says what can stand in it. Looking changes nothing."
    public var (rawLog, pasted, rawFrom) = ("Or read", "the lines above", "From")
    public var rawFromHint = "An offset, a day or a moment; empty: the newest lines."
    public var look = "Look"
    public var detect = "Which format is it?"
    public var propose = "Propose a definition"
    public var save = "Save as a format of this book"
    public var table = "From a manual's table of columns"
    public var tableText =
        "Fill in what the manual says: name, first and last column counted from 1, and what stands there. Forms of dates and times are found in the lines, or write them, such as DD/MM/YY."
    public var make = "Make a definition"
    public var (id, name, stamp) = ("Id", "Name", "The stamp is the")
    public var stamps = [("start", "start of the call"), ("answer", "answer"), ("end", "end of the call")]
    public var (columnName, from, to, what, form) = ("Name", "From", "To", "What it is", "Form")
    public var row = "Row"
    public var kinds = [
        "date": "date", "time": "time", "moment": "date and time", "duration": "duration", "ring": "ring time", "calling": "calling number",
        "called": "called number", "extension": "extension", "trunk": "trunk", "account": "account code", "other": "something else",
    ]
    public var wrong = "The definition cannot be used yet"
    public var right = "The definition decodes its own samples."
    public var saved = "Saved. Imports can use it at once; a source that runs takes it at its next start."
    public var replay = "Replay the raw log: show the difference"
    public var replayRuns =
        "The raw log is long: it is still being decoded again. Keep this page open and look again. Calls that come meanwhile wait in the raw log."
    public var replayLook = "Look whether it is done"
    public var replayNone = "Nothing would change: the calls from there on come out the same."
    public var replayShown = "Nothing was changed yet. Accepting saves the definition and stores these calls in place of the old ones."
    public var replayStored = "Stored: the book has these calls now, and the journal says who accepted them."
    public var replayAccept = "Save the definition and accept the difference"
    public var (replayed, same, changed, added, gone, conflicts) = (
        "Records", "The same", "Changed", "New", "Gone", "More conflicts"
    )
    public var sums = ["price": "Price of all", "cost": "Cost of all"]
    public var (callBefore, callAfter) = ("before", "after")
    public var examplesTitle = "Calls that differ"
    public var fits = "Formats that fit these lines"
    public var fitsNone = "No format fits these lines. Let Tollbook propose a definition, or fill in the table below."
    public var noDoubts = "no doubts"
    public var decoded = "What becomes of the lines"
    public var legend = "Fields"
    public var call = "call"
    public var leftOut = "left out"
    public var readings = "The stamp, read in other ways"
    public var readingsText = "Two calls on one trunk at once, or dates that jump by months, speak against a reading."
    public var (reading, records, broken, overlaps, jumps) = ("Reading", "Records", "Broken lines", "Two at once", "Jumps")
    public var overlapsByTrunk = "Two at once, by trunk"
    public var ways = [
        "asWritten": "as the definition says", "start": "stamp is the start", "end": "stamp is the end",
        "swapped": "day and month the other way round",
    ]
    public var more = "more records are not shown."

    func sentence(_ count: Int) -> String { count == 1 ? "1 format." : "\(count) formats, the book's own first." }
    func own(older: Int) -> String { older == 0 ? "this book" : "this book, version \(older + 1)" }
    func at(line: Int) -> String { "Line \(line)" }
    func reached(_ column: Int, _ field: String?) -> String {
        "It fits up to column \(column)" + (field.map { ": \($0) does not." } ?? ".")
    }
    func sums(_ calls: String, _ noise: String, _ broken: String) -> String {
        "\(calls) lines in calls, \(noise) known as no calls, \(broken) broken."
    }
    func replayTitle(_ source: String) -> String { "The raw log of \(source), decoded again" }
    func share(_ thousandths: Int) -> String { "\((thousandths + 5) / 10) % of the lines" }
}
