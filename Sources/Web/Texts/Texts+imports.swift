internal import Service

/// The pages of imports.
public struct ImportTexts: Sendable {
    public var title = "Imports"
    public var upload = "Bring a file in"
    public var file = "File with call records"
    public var fileHint = "As the switch wrote it; any size. What was imported before is recognised and counted, never stored twice."
    public var format = "Format"
    public var `switch` = "Switch"
    public var more = "Source and year"
    public var source = "Name of the source"
    public var sourceHint = "Only for records that come by a way of their own; a-z, 0-9 and -. Usually left empty."
    public var year = "Year"
    public var yearHint = "Only for formats that print dates without a year."
    public var button = "Import"
    public var chooseFile = "Choose a file."
    public var findOut = "Find out from the file"
    public var formats = "Formats"
    public var chooseFormat = "Choose one of the formats."
    public var chooseSwitch = "Choose one of the switches."
    public var badSource = "The name of a source has 1 to 64 of the characters a-z, 0-9 and -."
    public var badYear = "Write the year with four digits, from 1970 to 2099."
    public var busy = "Another import runs at this moment. Wait until it is done, then send the file again."
    public var none = "Nothing was imported yet"
    public var noneText = "Each file that comes in stands here, with what became of every record in it."
    public var older = "Older imports"
    public var states = ["running": "running", "done": "done", "failed": "failed"]
    public var new = "new"
    public var duplicate = "duplicate"
    public var conflict = "in conflict"
    public var quarantined = "quarantined"
    public var skipped = "lines skipped"
    public var lines = "Lines"
    public var (reason, count, total) = ("What became of it", "Count", "Total")
    public var records = "Records"
    public var inRecords = "in records"
    public var newCalls = "What became of the new calls"
    public var rated = "rated"
    public var free = "free"
    public var unrated = "without a rate"
    public var running = "Importing"
    public var cutOff = "This import was cut off. What had arrived is stored; import the file again for the rest: nothing is stored twice."
    public var notConserved = "These sums do not add up. Keep the file and tell whoever looks after Tollbook."
    public var nothingNew = "Nothing new: every record was in the book already."
    public var reload = "Reload this page to see how far it is."

    func uncertain(_ found: [Workbench.Candidate]) -> String {
        guard !found.isEmpty else { return "No format fits this file. Make one under Formats, or choose one." }
        let names = found.prefix(4).map { "\($0.name), \(($0.share + 5) / 10) %" }.joined(separator: "; ")
        return "Which format is it? These fit, best first: \(names). Choose one and send the file again."
    }

    func sentence(_ count: Int) -> String { count == 0 ? noneText : "The newest first, with what became of every record." }

    /// The sum in words.
    func sum(records: String, new: String, duplicate: String, conflict: String, quarantined: String) -> String {
        "\(records) \(records == "1" ? "record" : "records") = \(new) new + \(duplicate) duplicate + \(conflict) in conflict + \(quarantined) quarantined"
    }

    func lineSum(lines: String, inRecords: String, skipped: String) -> String {
        "\(lines) \(lines == "1" ? "line" : "lines") = \(inRecords) in records + \(skipped) skipped"
    }
    func repeated(_ count: String) -> String {
        "\(count) of the duplicates repeat a record of this same file: the switch may have made two equal calls."
    }
    func facts(format: String, switch id: String, source: String, actor: String) -> String {
        "\(format) from the switch \(id), source \(source), brought in by \(actor)"
    }
    func progress(_ lines: String, left: String?) -> String { "\(lines) lines so far" + (left.map { ", about \($0) left" } ?? "") }
}
