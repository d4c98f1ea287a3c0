public import Model
public import Site
public import Time

/// What alert rules need to know of the book and the site, told by whoever compiles them.
public struct AlertFacts: Sendable {
    /// The book's number of a name; a new name gets one.
    public var number: @Sendable (NameKind, String) -> NameNumber
    /// A dialled number as the numbering plan has it, of a switch by the book's number.
    public var normalised: @Sendable (_ dialled: ArraySlice<UInt8>, _ switch: NameNumber) -> [UInt8]

    public init(
        number: @escaping @Sendable (NameKind, String) -> NameNumber,
        normalised: @escaping @Sendable (_ dialled: ArraySlice<UInt8>, _ switch: NameNumber) -> [UInt8]
    ) {
        (self.number, self.normalised) = (number, normalised)
    }
}

/// The site's alert rules, compiled once for each state of the site: a call of a batch costs a few comparisons of integers.
public struct AlertRules: Sendable {
    private let rules: [CallRule]
    private let facts: AlertFacts
    private let zone: Zone

    /// `nil` where no rule looks at calls.
    public init?(_ site: Site, _ facts: AlertFacts) {
        let tree = OrganisationTree(site)
        rules = site.alerts.filter { $0.when.isOfCalls }.map { CallRule($0, tree, facts) }
        guard !rules.isEmpty else { return nil }
        (self.facts, zone) = (facts, site.settings.zone)
    }

    /// Who is to be told of which calls.
    /// - Parameters:
    ///   - calls: indices into the batch.
    ///   - now: calls that ended longer before than a rule's age limit alert nobody.
    public func alerts(_ batch: CallBatch, _ calls: [Int], at now: Instant) -> [CallAlert] {
        var found: [CallAlert] = []
        for index in calls {
            let call = batch.calls[index]
            for rule in rules where rule.holds(call, at: now, zone) && rule.numbersHold(call, batch.bytes, facts) {
                found += rule.recipients.map { CallAlert(call: index, rule: rule.id, channel: $0.channel, recipient: $0.address) }
            }
        }
        return found
    }
}

/// Who is told of what a rule finds.
struct Recipient: Hashable, Sendable {
    let channel: DeliveryChannel
    let address: String

    static func all(of rule: AlertRule) -> [Recipient] {
        rule.to.map { Recipient(channel: .mail, address: $0.text) }
            + (rule.webhook.map { [Recipient(channel: .webhook, address: $0.url.text)] } ?? [])
    }
}

/// Which nodes lie below which.
struct OrganisationTree {
    private let parents: [NodeID: NodeID]
    let parties: [Party]

    init(_ site: Site) {
        parents = Dictionary(site.organisation.compactMap { node in node.parent.map { (node.id, $0) } }) { first, _ in first }
        parties = site.parties
    }

    /// Whether a node is one of these or lies below one.
    func isBelow(_ node: NodeID, _ nodes: Set<NodeID>) -> Bool {
        var next: NodeID? = node
        // The reader refuses circles; a bound makes sure.
        for _ in 0..<1000 {
            guard let here = next else { return false }
            if nodes.contains(here) { return true }
            next = parents[here]
        }
        return false
    }
}
