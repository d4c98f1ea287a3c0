import Model
import Reading
import Time

extension SiteDraft {
    mutating func readOrganisation(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "organisation") { draft, fields, _ in
            let id = draft.unique(&fields, NodeID.self, &seen)
            if fields.node("kind") == nil { _ = fields.requiredText("kind", &draft.problems) }
            let kind = fields.choice("kind", OrganisationNode.Kind.self, &draft.problems)
            let parent = draft.reference(&fields, "parent", .organisation, NodeID.self)
            let name = fields.text("name", &draft.problems)
            let costCentre = fields.text("costCentre", &draft.problems)
            let managers = draft.addresses(&fields, "managers")
            let layout = draft.reference(&fields, "layout", .layouts, LayoutID.self)
            guard let id, let kind else { return }
            var node = OrganisationNode(id: id, kind: kind, name: name ?? id.text)
            node.parent = parent
            node.costCentre = costCentre
            node.managers = managers
            node.layout = layout
            draft.site.organisation.append(node)
        }
        refuseCycles(root)
    }

    private mutating func addresses(_ fields: inout Fields, _ key: String) -> [String] {
        fields.texts(
            key, &problems, form: Form.isAddress, message: "Not a mail address.", mend: "Write one such as reception@example.com.")
    }

    private mutating func refuseCycles(_ root: Fields) {
        let parents = Dictionary(site.organisation.map { ($0.id, $0.parent) }, uniquingKeysWith: { first, _ in first })
        for (index, node) in site.organisation.enumerated() {
            var above = node.parent
            for _ in 0..<site.organisation.count {
                guard let next = above, next != node.id else { break }
                above = parents[next] ?? nil
            }
            guard above == node.id else { continue }
            let element = root.node.entry("organisation")?.list?.first { $0.entry("id")?.text == node.id.text }
            problems.add(
                Problem(
                    file: file, line: element?.entry("parent")?.line, field: "organisation[\(index)].parent", value: node.parent?.text,
                    message: "The node \(node.id) lies below itself.", mend: "Make the parents a tree; its top has no parent."))
        }
    }

    mutating func readParties(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "parties") { draft, fields, _ in
            let id = draft.unique(&fields, PartyID.self, &seen)
            var party = Party(id: id ?? PartyID(""))
            party.kind = fields.choice("kind", PartyKind.self, &draft.problems) ?? .extension
            party.name = fields.text("name", &draft.problems) ?? ""
            party.switch = draft.reference(&fields, "switch", .switches, SwitchID.self)
            draft.each(&fields, "numbers") { draft, fields, _ in
                if let number = draft.number(&fields) { party.numbers.append(number) }
            }
            draft.each(&fields, "member") { draft, fields, _ in
                let node = draft.requiredReference(&fields, "of", .organisation, NodeID.self)
                let validity = fields.validity(&draft.problems)
                guard let node else { return }
                if let other = party.member.first(where: { $0.validity.overlaps(validity) }) {
                    draft.problems.add(
                        fields.problem(
                            "of", "At the same time the party belongs to \(other.node).",
                            mend: "End one membership (`to`) before the next begins (`from`)."))
                }
                party.member.append(Party.Membership(node: node, validity: validity))
            }
            party.currency = fields.currency("currency", &draft.problems)
            party.table = draft.tables(&fields, "table")
            party.email = draft.addresses(&fields, "email")
            party.billingCycle = draft.billingCycle(&fields)
            party.exchangeAt = fields.choice("exchangeAt", ExchangeMoment.self, &draft.problems) ?? .call
            party.layout = draft.reference(&fields, "layout", .layouts, LayoutID.self)
            party.language = fields.choice("language", BillLanguage.self, &draft.problems)
            if id != nil { draft.site.parties.append(party) }
        }
    }

    private mutating func number(_ fields: inout Fields) -> Party.Number? {
        if fields.node("number") == nil { _ = fields.requiredText("number", &problems) }
        let number = fields.text(
            "number", &problems, form: Form.isLabel, message: "A number has 1 to 64 bytes and no control characters.",
            mend: "Write it as the switch prints it.")
        let validity = fields.validity(&problems)
        return number.map { Party.Number(number: $0, validity: validity) }
    }

    /// One number of one kind means one party at a time (DOMAIN section 2). A party without switch stands for all switches.
    mutating func checkAssignments() {
        struct Use {
            var party: Party
            var validity: Validity
            var field: String
            var line: Int?
        }
        var uses: [String: [Use]] = [:]
        let nodes = Dictionary(
            (root.entry("parties")?.list ?? []).enumerated().compactMap { index, node in node.entry("id")?.text.map { ($0, (index, node)) }
            },
            uniquingKeysWith: { first, _ in first })
        for party in site.parties {
            let (index, node) = nodes[party.id.text] ?? (0, root)
            let items = node.entry("numbers")?.list ?? []
            for (position, number) in party.numbers.enumerated() {
                let item = position < items.count ? items[position] : nil
                let use = Use(
                    party: party, validity: number.validity, field: "parties[\(index)].numbers[\(position)].number",
                    line: item?.entry("number")?.line ?? item?.line)
                let key = party.kind.rawValue + " " + number.number
                let other = uses[key, default: []].first { other in
                    let sameSwitch = other.party.switch == nil || party.switch == nil || other.party.switch == party.switch
                    return sameSwitch && other.validity.overlaps(use.validity)
                }
                if let other {
                    problems.add(
                        Problem(
                            file: file, line: use.line, field: use.field, value: number.number,
                            message:
                                "At the same time it is a number of the party \(other.party.id)"
                                + (other.line.map { " (line \($0))." } ?? "."),
                            mend: "End one assignment (`to`) before the next begins (`from`)."))
                }
                uses[key, default: []].append(use)
            }
        }
    }
}
