/// Why an import does not begin or go on.
public enum IntakeError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSwitch(String)
    case noSwitches
    case badSource(String)
    /// The source's raw log was read with another format.
    case otherFormat(source: String, format: String, asked: String)
    /// Calls of that switch and time were made with another format.
    case storedByOther(switch: String, format: String, asked: String)

    /// A book of a Tollbook that did not keep its steps yet cannot be made again.
    case noSteps(import: Int64)
    /// A step does not fit to the book that is being made again.
    case otherBook
    /// The raw log ends, or begins, where a step says that there are bytes.
    case rawLogEnds(source: String, at: Int64)
    /// Bytes that are durable cannot be read just now.
    case unread(source: String, from: Int64, through: Int64)
    /// Nothing of a source was stored from the point asked for on.
    case nothingToReplay(String)
    /// An import of the source is on its way, or was cut off.
    case importRuns(source: String)
    /// Bytes were removed because they were old.
    case rawLogRemoved(source: String, through: Int64)
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
        case .noSteps(let number):
            "import \(number) was made by a Tollbook that did not keep what this needs. Import its file once more into a new book instead."
        case .otherBook: "the steps that the book kept do not fit together. Run `tollbook book check`, and please report this."
        case .rawLogEnds(let source, let offset):
            "the raw log of \(source) has no bytes at \(offset), which the book took once. Put the source's folder back from a copy."
        case .unread(let source, let from, let through):
            "the raw log of \(source) gives nothing between \(from) and \(through), where it has bytes. It is tried again; "
                + "`tollbook raw verify` tells whether its files are whole."
        case .nothingToReplay(let source):
            "the book took nothing of the source \(source) from there on. `tollbook raw verify` tells how far its raw log goes."
        case .importRuns(let source):
            "an import of the source \(source) is on its way or was cut off. Let it end, or import its file again, then replay."
        case .rawLogRemoved(let source, let offset):
            "the bytes of \(source) before \(offset) were removed, as the site's rawLog says: only a copy of the files brings them back."
        case .stopped: "stopped. What had arrived is stored; import the same file again for the rest: nothing is stored twice."
        }
    }
}
