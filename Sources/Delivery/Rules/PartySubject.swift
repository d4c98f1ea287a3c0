public import Model
public import Site
import Time

/// Whose sums a rule compares.
public enum PartySubject: Hashable, Sendable {
    case party(String)
    /// All parties below a node together.
    case node(String)

    /// In causes: parties and nodes may bear the same id.
    var name: String {
        switch self {
        case .party(let id): "party \(id)"
        case .node(let id): "node \(id)"
        }
    }

    /// With the name that the site gives it.
    func words(_ site: Site) -> String {
        switch self {
        case .party(let id): Self.words(id, site.parties.first { $0.id.text == id }?.name ?? "")
        case .node(let id): Self.words(id, site.organisation.first { $0.id.text == id }?.name ?? "")
        }
    }

    private static func words(_ id: String, _ name: String) -> String { name.isEmpty || name == id ? id : "\(name) (\(id))" }

    var fact: FoundFacts.Fact {
        switch self {
        case .party(let id): .init("party", id)
        case .node(let id): .init("organisation", id)
        }
    }
}

extension AlertCondition {
    /// The page with the calls that a rule counted: a party's list of calls, of a node the report of all calls.
    /// - Parameter conditions: further ones on the calls, in words.
    func facts(_ subject: PartySubject, _ days: DayRange, _ figures: [FoundFacts.Fact], conditions: [String] = []) -> FoundFacts {
        typealias Fact = FoundFacts.Fact
        let figures = [subject.fact, Fact("from", "\(days.first)"), Fact("to", "\(days.last)")] + figures
        let ends = [Fact("from", "\(days.first)"), Fact("to", "\(days.last)")]
        let further = conditions.map { Fact("where", $0) }
        let directions = countedDirections.map { $0.name ?? "unknown" }
        switch subject {
        case .party(let id):
            let query = ends + [Fact("party", id)] + directions.map { Fact("direction", $0) } + types.map { Fact("type", $0.text) }
            return FoundFacts(figures: figures, page: "calls", query: query + further + [Fact("whole", "yes")])
        case .node(let id):
            var query = ends + [Fact("organisation", id)]
            if !types.isEmpty { query.append(Fact("where", "callType=" + types.map(\.text).joined(separator: ","))) }
            if !directions.isEmpty { query.append(Fact("where", "direction=" + directions.joined(separator: ","))) }
            return FoundFacts(figures: figures, page: "reports/b01-all-calls", query: query + further)
        }
    }

    /// Directions that a rule counts; `[]`: all. What is unusual is looked for in calls that somebody makes.
    public var countedDirections: [Direction] {
        guard directions.isEmpty else { return directions }
        switch ofParty {
        case .burst, .firstTime, .oddHours: return [.out, .internal, .transit, .unknown]
        case .total, .budget, nil: return []
        }
    }

    /// ` of type international`; empty where all calls count.
    var countedWords: String {
        var words = types.isEmpty ? "" : " of type " + types.map(\.text).joined(separator: ", ")
        if !directions.isEmpty { words += ", direction " + directions.compactMap(\.name).joined(separator: ", ") }
        return words
    }
}

/// Days, in words.
enum DayWords {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]

    /// `in November 2026` for a month, `on 2026-11-29` for a day.
    static func period(_ days: DayRange) -> String {
        guard days.count > 1 else { return "on \(days.first)" }
        let parts = days.first.parts
        return "in \(months[parts.month - 1]) \(parts.year)"
    }

    /// `2026-11` for a month, the day for a day.
    static func name(_ days: DayRange) -> String { days.count > 1 ? String(days.first.description.prefix(7)) : days.first.description }
}
