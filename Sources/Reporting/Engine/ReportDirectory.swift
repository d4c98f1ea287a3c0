public import Document
public import Model
public import Site
public import Time

/// Names, colours and the organisation as a report needs them, made once of the site.
public struct ReportDirectory: Sendable {
    let site: Site
    private let parties: [String: Party]
    private let nodes: [String: OrganisationNode]
    private let nodeOrder: [String: Int]
    private let types: [String: (order: Int, mark: Mark)]
    /// A trunk's id is unique within its switch alone.
    private let trunks: [TrunkName: Trunk]
    private let trunksByID: [String: [Trunk]]
    private let sharedNames: Set<String>
    /// Parties whose own layout shortens numbers.
    let shortenedParties: Set<String>
    /// A number as the dial plan of a switch has it.
    let normalised: @Sendable (_ number: String, _ switch: String) -> String
    /// The country of a number that was called, by the world's country codes, and the switch on which; empty: none.
    public let country: @Sendable (_ called: String, _ switch: String) -> String

    private struct TrunkName: Hashable {
        let `switch`: String
        let trunk: String
    }

    /// - Parameters:
    ///   - normalised: a number as the dial plan of a switch has it; by default it stays as it is.
    ///   - country: of a number that was called, and the switch on which; by default none.
    public init(
        _ site: Site, normalised: @escaping @Sendable (_ number: String, _ switch: String) -> String = { number, _ in number },
        country: @escaping @Sendable (_ called: String, _ switch: String) -> String = { _, _ in "" }
    ) {
        (self.site, self.normalised, self.country) = (site, normalised, country)
        parties = Dictionary(site.parties.map { ($0.id.text, $0) }, uniquingKeysWith: { first, _ in first })
        nodes = Dictionary(site.organisation.map { ($0.id.text, $0) }, uniquingKeysWith: { first, _ in first })
        nodeOrder = Dictionary(site.organisation.enumerated().map { ($1.id.text, $0) }, uniquingKeysWith: { first, _ in first })
        trunks = Dictionary(
            site.trunks.map { (TrunkName(switch: $0.switch.text, trunk: $0.id.text), $0) }, uniquingKeysWith: { first, _ in first })
        trunksByID = Dictionary(grouping: site.trunks, by: \.id.text)
        let names = Dictionary(grouping: site.parties.filter { !$0.name.isEmpty }, by: \.name)
        sharedNames = Set(names.filter { $0.value.count > 1 }.keys)
        shortenedParties = Set(site.parties.filter { $0.layout.flatMap(site.layout(named:))?.numbers == .shortened }.map(\.id.text))
        types = Dictionary(
            site.callTypes.enumerated().map { ($1.id.text, ($0, Mark(id: $1.id.text, name: $1.name, colour: ColourPair($1.colour)))) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The country that a call went to; empty: none, as of calls that come in or stay inside.
    func country(_ facts: GroupFacts) -> String {
        facts.direction == .out || facts.direction == .transit ? country(facts.called, facts.switch) : ""
    }

    /// Name and colour of a call type; `nil` for one that the site does not name.
    public func callType(_ id: String) -> Mark? { types[id]?.mark }

    /// Place in the site's list, behind all for others.
    func order(ofCallType id: String) -> Int { types[id]?.order ?? types.count }

    /// Whether calls are charged to it because nobody else was found.
    func isUnassigned(_ party: String) -> Bool { parties[party] == nil }

    func party(_ id: String) -> Party? { parties[id] }

    func partyName(_ id: String, _ texts: ReportTexts) -> String {
        guard let party = parties[id] else { return id.isEmpty ? texts["unassigned"] : texts.fill("unassignedTo", ["id": id]) }
        return party.name.isEmpty ? id : party.name
    }

    /// Whether trunks of several switches bear one id: then a trunk is known by its switch too.
    var sharesTrunkIDs: Bool { trunksByID.count < trunks.count }

    /// The ids that trunks of several switches bear.
    public var sharedTrunkIDs: Set<String> { Set(trunksByID.filter { $0.value.count > 1 }.keys) }

    /// Whose switch is not known is known by its id where only one bears it.
    private func trunk(_ id: String, of switch: String) -> Trunk? {
        if let found = trunks[TrunkName(switch: `switch`, trunk: id)] { return found }
        let named = trunksByID[id] ?? []
        return named.count == 1 && `switch`.isEmpty ? named[0] : nil
    }

    /// Empty for a trunk of no group, or that the site does not name.
    func group(ofTrunk id: String, _ switch: String) -> String { trunk(id, of: `switch`)?.group ?? "" }

    /// The lines to which a trunk belongs: its group; without one itself, with its switch where several have a trunk of this id.
    public func lines(ofTrunk id: String, _ switch: String) -> String {
        let group = group(ofTrunk: id, `switch`)
        guard group.isEmpty else { return group }
        return (trunksByID[id] ?? []).count > 1 ? `switch` + " " + id : id
    }

    /// Empty where nobody is named.
    func provider(ofTrunk id: String, _ switch: String) -> String { trunk(id, of: `switch`)?.provider?.text ?? "" }

    /// `nil` where a filter cannot name them: another switch has a trunk of the same id.
    func trunks(inGroup group: String) -> [String]? { named { $0.group == group } }

    func trunks(ofProvider id: String) -> [String]? { named { $0.provider?.text == id } }

    private func named(_ isMeant: (Trunk) -> Bool) -> [String]? {
        let ids = Set(site.trunks.filter(isMeant).map(\.id.text))
        guard !ids.isEmpty, ids.allSatisfy({ (trunksByID[$0] ?? []).allSatisfy(isMeant) }) else { return nil }
        return ids.sorted()
    }

    /// A name that others bear too has the id behind it.
    func tellingName(_ id: String, _ texts: ReportTexts) -> String {
        let name = partyName(id, texts)
        return sharedNames.contains(name) ? "\(name) (\(id))" : name
    }

    func providerName(_ id: String) -> String { site.providers.first { $0.id.text == id }.map { $0.name.isEmpty ? id : $0.name } ?? id }

    func node(_ id: String) -> OrganisationNode? { nodes[id] }

    func order(ofNode id: String) -> Int { nodeOrder[id] ?? nodeOrder.count }

    /// The nodes above a party on a day, the root first; empty where it belongs to none.
    public func chain(of party: String, on day: CivilDay) -> [OrganisationNode] {
        guard let member = parties[party]?.member.first(where: { $0.validity.contains(day) }) else { return [] }
        return chain(of: member.node.text)
    }

    /// A node with all above it, the root first. A circle ends where it closes.
    public func chain(of node: String) -> [OrganisationNode] {
        var result: [OrganisationNode] = []
        var next = nodes[node]
        while let node = next, !result.contains(where: { $0.id == node.id }) {
            result.append(node)
            next = node.parent.flatMap { nodes[$0.text] }
        }
        return result.reversed()
    }

    /// The parties below a node, each with the days inside the period on which it was there.
    public func members(of node: String, in days: DayRange) -> [PartyDays] {
        var result: [PartyDays] = []
        for party in site.parties {
            for member in party.member where chain(of: member.node.text).contains(where: { $0.id.text == node }) {
                let first = max(member.validity.from ?? days.first, days.first)
                let last = min(member.validity.to ?? days.last, days.last)
                if let range = DayRange(first, last) { result.append(PartyDays(party.id.text, range)) }
            }
        }
        return result
    }

    /// Whether anybody's place in the organisation is another at the end of the days than at their begin.
    func someoneMoves(in days: DayRange) -> Bool {
        site.parties.contains { party in
            party.member.contains { $0.validity.changes(in: days) }
        }
    }
}
