/// Calls that go on to other systems.
public struct ExportTexts: Sendable {
    public var title = "Exports to other systems"
    public var name = "Export"
    public var place = "Goes to"
    public var state = "State"
    public var sent = "Lines sent"
    public var waiting = "Changes waiting"
    public var last = "Last"
    public var never = "never"
    public var paused = "paused"
    public var failing = "held up"
    public var since = "since"
    public var notBegun = "not begun"
    public var running = "runs"
}
