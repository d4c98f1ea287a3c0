/// The page of the sources.
public struct SourceTexts: Sendable {
    public var title = "Sources"
    public var sentence = "Where call records come from while the server runs, and whether they do."
    public var none = "No source is set up"
    public var noneText =
        "A source is a serial line, a port, a log file or a folder from which records come by themselves. Until one is set up bring files in by hand."
    public var imports = "Bring a file in"
    public var (source, state, heard) = ("Source", "State", "Last byte")
    public var (hour, decoded, stored, today) = ("This hour", "Read", "Not yet stored", "Newest day")
    public var (records, ofLines, bytes, change) = ("records", "of lines", "bytes", "Change")
    public var never = "never"
    public var notSinceStart = "not since the start"
    public var (add, start, stop, decide) = ("Set up a source", "Start", "Stop", "Decide")
    public var gaps = "Records that never came"
    public var gapsText = "The switch numbers its records, and these numbers are missing. Importing a file that has them closes the gap."
    public var (gapFirst, gapLast, gapCount, gapSeen) = ("From number", "To number", "Records", "Found")
    public var sessions = "Calls that go on"
    public var sessionsText = "The gateway said that they began and not yet that they ended. A call is charged when its end comes."
    public var (calling, called, opened, lastSign, end) = ("From", "To", "Begun", "Last sign", "End it")
    public var noSign = "no sign for a day"
    public var states = [
        "off": "off", "unknown": "not run here", "running": "running", "waiting": "waiting",
        "stalled": "disk takes nothing", "failed": "cannot run", "silent": "silent",
    ]

    func usually(_ count: String) -> String { "usually \(count)" }
    func record(_ moment: String) -> String { "record \(moment)" }
    func lost(_ count: String) -> String { "\(count) lost on the way" }
    func reconnects(_ count: String) -> String { count == "1" ? "came back once" : "came back \(count) times" }
    func waits(_ span: String) -> String { "for \(span)" }
    func facts(switch id: String, format: String) -> String { "switch \(id), format \(format)" }
    func day(records: String, new: String) -> String { "\(records) \(records == "1" ? "record" : "records"), \(new) new" }
}
