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
    private let trunks: [String: Trunk]

    public init(_ site: Site) {
        self.site = site
        parties = Dictionary(site.parties.map { ($0.id.text, $0) }, uniquingKeysWith: { first, _ in first })
        nodes = Dictionary(site.organisation.map { ($0.id.text, $0) }, uniquingKeysWith: { first, _ in first })
        nodeOrder = Dictionary(site.organisation.enumerated().map { ($1.id.text, $0) }, uniquingKeysWith: { first, _ in first })
        trunks = Dictionary(site.trunks.map { ($0.id.text, $0) }, uniquingKeysWith: { first, _ in first })
        types = Dictionary(
            site.callTypes.enumerated().map { ($1.id.text, ($0, Mark(id: $1.id.text, name: $1.name, colour: ColourPair($1.colour)))) },
            uniquingKeysWith: { first, _ in first })
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

    /// Empty for a trunk of no group, or that the site does not name.
    func group(ofTrunk id: String) -> String { trunks[id]?.group ?? "" }

    func trunks(inGroup group: String) -> [String] { site.trunks.filter { $0.group == group }.map(\.id.text) }

    /// Empty where nobody is named.
    func provider(ofTrunk id: String) -> String { trunks[id]?.provider?.text ?? "" }

    func trunks(ofProvider id: String) -> [String] { site.trunks.filter { $0.provider?.text == id }.map(\.id.text) }

    func providerName(_ id: String) -> String { site.providers.first { $0.id.text == id }.map { $0.name.isEmpty ? id : $0.name } ?? id }

    func node(_ id: String) -> OrganisationNode? { nodes[id] }

    func order(ofNode id: String) -> Int { nodeOrder[id] ?? nodeOrder.count }

    /// The nodes above a party on a day, the root first; empty where it belongs to none.
    func chain(of party: String, on day: CivilDay) -> [OrganisationNode] {
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
            party.member.contains { member in
                (member.validity.from.map { days.first < $0 && $0 <= days.last } ?? false)
                    || (member.validity.to.map { days.first <= $0 && $0 < days.last } ?? false)
            }
        }
    }
}
