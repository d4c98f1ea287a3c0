import Model
import Site

/// Rules of selection as sentences.
struct SelectionWords {
    private let site: Site
    private let parties: [PartyID: String]
    private let nodes: [NodeID: OrganisationNode]
    private let types: [CallTypeID: String]
    private let providers: [ProviderID: String]

    init(_ site: Site) {
        self.site = site
        parties = Dictionary(site.parties.map { ($0.id, $0.name) }) { first, _ in first }
        nodes = Dictionary(site.organisation.map { ($0.id, $0) }) { first, _ in first }
        types = Dictionary(site.callTypes.map { ($0.id, $0.name) }) { first, _ in first }
        providers = Dictionary(site.providers.map { ($0.id, $0.name) }) { first, _ in first }
    }

    /// `Calls of the department Sales over trunk group PSTN`; a condition that says nothing fits every call that goes out.
    func calls(_ when: Condition) -> String {
        guard when != Condition() else { return "Every call that goes out" }
        var words = when.directions.isEmpty ? "Calls" : directions(when.directions) + " calls"
        func add(_ lead: String, _ names: [String]) { if !names.isEmpty { words += " " + lead + " " + Self.any(names) } }
        add("of the type", when.types.map { types[$0] ?? $0.text })
        add("of", when.parties.map(party))
        add("of", when.organisation.map(node))
        add("over trunk", when.trunks)
        add("over trunk group", when.trunkGroups)
        add("over lines of", when.providers.map { providers[$0] ?? $0.text })
        add("with the account code", when.accounts.map(pattern))
        add("from the address", when.sourceIPs.map(pattern))
        add("from", when.calling.map(pattern))
        add("to", when.called.map(pattern))
        add("to the destination", when.destinations.map(pattern))
        return words
    }

    /// Where the search goes on after the rules: the trunk's, the party's and the site's table, in the site's order.
    func afterRules(_ scheme: Scheme) -> [String] {
        site.settings.tableOrder.map { owner in
            switch owner {
            case .trunk: tables(of: site.trunks.map(\.table), scheme, "the trunk's own table", "no trunk has one")
            case .party: tables(of: site.parties.map(\.table), scheme, "the party's own table", "no party has one")
            }
        } + [
            site.settings.defaultTable[scheme].map { "the site's default: table \($0)" }
                ?? "the site's default: there is none, so the call is unrated"
        ]
    }

    private func tables(of owners: [[Scheme: RateTableID]], _ scheme: Scheme, _ lead: String, _ none: String) -> String {
        let counts = Dictionary(owners.compactMap { $0[scheme] }.map { ($0, 1) }, uniquingKeysWith: +)
        guard !counts.isEmpty else { return lead + " (" + none + ")" }
        let names = counts.sorted { ($1.value, $0.key.text) < ($0.value, $1.key.text) }.prefix(5).map { "\($0.key) for \($0.value)" }
        return lead + ": table " + names.joined(separator: ", ") + (counts.count > 5 ? ", and others" : "")
    }

    func party(_ id: PartyID) -> String {
        if id.text.hasPrefix("unassigned"), parties[id] == nil { return "nobody (\(id))" }
        let name = parties[id] ?? ""
        return name.isEmpty || name == id.text ? "the party \(id)" : "the party \(id) \(name)"
    }

    private func node(_ id: NodeID) -> String {
        guard let node = nodes[id] else { return "the node \(id)" }
        let kind =
            switch node.kind {
            case .company: "company"
            case .tenant: "tenant"
            case .site: "site"
            case .department: "department"
            case .costCentre: "cost centre"
            }
        return "the \(kind) \(node.name.isEmpty ? id.text : node.name)"
    }

    private func directions(_ list: [Direction]) -> String {
        let words = list.map { direction in
            switch direction {
            case .out: "outgoing"
            case .in: "incoming"
            case .internal: "internal"
            case .transit: "transit"
            case .unknown: "undirected"
            }
        }
        let text = Self.any(words)
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// `1800…` for `1800*`.
    private func pattern(_ text: String) -> String {
        guard text.hasSuffix("*") else { return text }
        return text == "*" ? "any" : text.dropLast() + "…"
    }

    private static func any(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }
}
