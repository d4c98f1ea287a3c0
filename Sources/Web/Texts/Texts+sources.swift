/// The page of the sources.
public struct SourceTexts: Sendable {
    public var title = "Sources"
    public var sentence = "Where call records come from while the server runs, and whether they do."
    public var none = "No source is set up"
    public var noneText =
        "A source is a serial line, a port, a log file or a folder from which records come by themselves. Add it under `sources:` in the site file; until then bring files in by hand."
    public var imports = "Bring a file in"
    public var (source, way, state, heard, stored, today) = ("Source", "How", "State", "Last heard", "Not yet stored", "Newest day")
    public var bytes = "bytes"
    public var never = "never"
    public var lost = "lost on the way"
    public var states = [
        "off": "off", "unknown": "not run by this server", "running": "running", "waiting": "waiting for the other side",
        "stalled": "the disk takes nothing", "failed": "cannot run", "silent": "silent",
    ]

    func facts(switch id: String, format: String) -> String { "switch \(id), format \(format)" }
    func day(records: String, new: String) -> String { "\(records) \(records == "1" ? "record" : "records"), \(new) new" }
}
