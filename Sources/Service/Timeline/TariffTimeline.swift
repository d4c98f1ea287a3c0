public import Model
import Money
import Site
public import Time

/// The versions of rate tables in the order of time: what was, what holds, what comes.
public struct TariffTimeline: Sendable {
    public struct Entry: Sendable {
        public enum State: String, Sendable, CaseIterable {
            case planned, inForce, past
            /// Another version begins at the same moment and holds instead.
            case never
        }

        public var table: RateTableID
        public var scheme: Scheme
        public var currency: String
        public var zone: String
        /// Its place in the table, from 0.
        public var version: Int
        /// On the wall of the table's zone, and the same moment for ordering.
        public var from: WallTime
        public var moment: Instant
        public var state: State
        public var rows: Int
        /// Against the version before; `nil` for a table's first version, and where it was not asked for.
        public var changes: VersionChanges?
    }

    /// What comes first, the next one first.
    public var planned: [Entry] = []
    public var inForce: [Entry] = []
    /// The newest first, at most `mostPast`.
    public var past: [Entry] = []
    /// Past ones beyond those.
    public var hidden = 0

    static let mostPast = 100
    static let mostExamples = 10

    /// - Parameter now: what is in force is so at this moment.
    init(_ tables: [RateTable], now: Instant) {
        var before: [Entry] = []
        for table in tables {
            let moments = table.versions.map { table.zone.resolve($0.from).earliest }
            let holding = moments.lastIndex { $0 <= now }
            for (index, version) in table.versions.enumerated() {
                let isReplaced = index + 1 < moments.count && moments[index + 1] == moments[index]
                let state: Entry.State =
                    isReplaced ? .never : index == holding ? .inForce : moments[index] > now ? .planned : .past
                let isShown = state == .planned || state == .inForce
                var entry = Entry(
                    table: table.id, scheme: table.scheme, currency: table.currency.code, zone: table.zone.name, version: index,
                    from: version.from, moment: moments[index], state: state, rows: version.rows.count)
                // One that begins at the same moment was never in force: it is no version before.
                if isShown, let former = (0..<index).last(where: { moments[$0] != moments[index] }) {
                    entry.changes = VersionChanges(table, from: table.versions[former], to: version, most: TariffTimeline.mostExamples)
                }
                switch state {
                case .planned: planned.append(entry)
                case .inForce: inForce.append(entry)
                case .past, .never: before.append(entry)
                }
            }
        }
        planned.sort { ($0.moment, $0.table, $0.version) < ($1.moment, $1.table, $1.version) }
        inForce.sort { ($1.moment, $0.table) < ($0.moment, $1.table) }
        before.sort { ($1.moment, $0.table, $1.version) < ($0.moment, $1.table, $0.version) }
        past = Array(before.prefix(TariffTimeline.mostPast))
        hidden = before.count - past.count
    }
}

extension OpenBook {
    /// The versions of all rate tables, or of one, as they stand at this moment.
    public func tariffTimeline(of table: RateTableID? = nil, caller: Caller) throws -> TariffTimeline {
        try require(.see, caller)
        let tables = try site().site.rateTables.filter { table == nil || $0.id == table }
        if let table, tables.isEmpty { throw ServiceError.unknown(what: "rate table", name: table.text) }
        return TariffTimeline(tables, now: clock())
    }
}

extension TariffTimeline {
    /// A version a line, what a planned one changes below it.
    public var text: String {
        var text = planned.isEmpty ? "Nothing is planned.\n" : "planned\n"
        for entry in planned { text += Self.line(entry) + Self.changes(entry) }
        for (name, entries) in [("in force", inForce), ("past", past)] where !entries.isEmpty {
            text += name + "\n" + entries.map(Self.line).joined()
        }
        return text + (hidden > 0 ? "and \(hidden) older ones\n" : "")
    }

    private static func line(_ entry: Entry) -> String {
        let never = entry.state == .never ? ", never in force: another version begins at the same moment" : ""
        return "  \(entry.from.asWritten) \(entry.zone)  \(entry.table) (\(entry.scheme.rawValue)), \(entry.rows) rows\(never)\n"
    }

    private static func changes(_ entry: Entry) -> String {
        guard let changes = entry.changes else { return "" }
        if changes.isNothing { return "    changes no charge\n" }
        var text = "    \(changes.added) added, \(changes.removed) removed, \(changes.changed) changed\n"
        for example in changes.terms + changes.examples {
            let what = example.prefix.isEmpty && example.name.isEmpty ? "" : "\(example.prefix) \(example.name): "
            text +=
                "    " + what + (example.before.isEmpty ? "nothing" : example.before) + " → "
                + (example.after.isEmpty ? "nothing" : example.after) + "\n"
        }
        return text
    }

    /// One JSON object: a list for each state.
    public var json: String {
        var line = JSONLine()
        line.begin()
        line.entries("planned", planned)
        line.entries("inForce", inForce)
        line.entries("past", past)
        line.field("more", hidden)
        line.end()
        return String(decoding: line.take(), as: UTF8.self)
    }
}

extension JSONLine {
    fileprivate mutating func entries(_ name: StaticString, _ entries: [TariffTimeline.Entry]) {
        list(name, entries) { line, entry in
            line.field("table", entry.table.text)
            line.field("scheme", entry.scheme.rawValue)
            line.field("from", entry.from.asWritten)
            line.field("fromUTC", entry.moment.utcText)
            line.field("state", entry.state.rawValue)
            line.field("rows", entry.rows)
            if let changes = entry.changes {
                line.field("added", changes.added)
                line.field("removed", changes.removed)
                line.field("changed", changes.changed)
                line.examples("first", changes.examples)
                line.examples("terms", changes.terms)
            }
        }
    }

    private mutating func examples(_ name: StaticString, _ examples: [VersionChanges.Example]) {
        list(name, examples) { line, example in
            line.field("what", example.kind.rawValue)
            line.field("prefix", example.prefix)
            if example.isShort { line.field("short", true) }
            line.field("name", example.name)
            line.field("before", example.before.isEmpty ? nil : example.before)
            line.field("after", example.after.isEmpty ? nil : example.after)
        }
    }
}
