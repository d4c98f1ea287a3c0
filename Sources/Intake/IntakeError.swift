/// Why an import does not begin or go on.
public enum IntakeError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSwitch(String)
    case noSwitches
    case badSource(String)
    /// The source's raw log was read with another format.
    case otherFormat(source: String, format: String, asked: String)
    /// Calls of that switch and time were made with another format.
    case storedByOther(switch: String, format: String, asked: String)

    /// It was asked to end before it was done.
    case stopped

    public var description: String {
        switch self {
        case .noSwitch(let id): "the site has no switch \"\(id)\". Name one of its switches with --switch, or add it to the site file."
        case .noSwitches: "the site has no switch. Add one under `switches:` in the site file."
        case .badSource(let name): "\"\(name)\" cannot name a source. Use 1 to 64 of the characters a-z, 0-9 and -."
        case .otherFormat(let source, let format, let asked):
            "the source \(source) was read with the format \(format), not \(asked). Give this format a source of its own with --source."
        case .storedByOther(let switchID, let format, let asked):
            "calls of the switch \(switchID) at these times were made with the format \(format): reading them again with \(asked) would "
                + "store them twice. Replay the raw records with the new format instead, or import with \(format)."
        case .stopped: "stopped. What had arrived is stored; import the same file again for the rest: nothing is stored twice."
        }
    }
}
