import Model
import Reading

extension SiteDraft {
    /// `when:` of a rule; missing or without keys: every call.
    mutating func condition(of fields: inout Fields) -> Condition {
        guard var inner = fields.fields("when", &problems) else { return Condition() }
        var when = Condition()
        when.parties = chargedParties(&inner)
        when.organisation = references(&inner, "organisation", .organisation).map(NodeID.init)
        when.trunks = trunks(&inner)
        when.trunkGroups = trunkGroups(&inner)
        when.providers = references(&inner, "provider", .providers).map(ProviderID.init)
        when.accounts = patterns(&inner, "account", PatternForm.text)
        when.sourceIPs = patterns(&inner, "sourceIP", PatternForm.sourceIP)
        when.directions = choices(&inner, "direction", Direction.allCases.compactMap(\.name)).compactMap { Direction(name: $0) }
        when.types = references(&inner, "type", .callTypes).map(CallTypeID.init)
        when.destinations = patterns(&inner, "destination", PatternForm.text)
        when.called = patterns(&inner, "called", PatternForm.number)
        when.calling = patterns(&inner, "calling", PatternForm.text)
        refuseEmptyLists(inner)
        inner.close(&problems)
        return when
    }

    /// The directory's parties, and those that stand for nobody.
    private mutating func chargedParties(_ fields: inout Fields) -> [PartyID] {
        let (parties, switches) = (ids[.parties] ?? [], ids[.switches] ?? [])
        let nobody = "unassigned"
        func isKnown(_ text: String) -> Bool {
            parties.contains(text) || text == nobody
                || (text.hasPrefix(nobody + "@") && switches.contains(String(text.dropFirst(nobody.count + 1))))
        }
        return fields.texts(
            "party", &problems, form: isKnown, message: "There is no party with this id.",
            mend: Self.mend(.parties, parties) + " Nobody's calls are those of `unassigned@SWITCH`."
        ).map(PartyID.init)
    }

    private mutating func trunks(_ fields: inout Fields) -> [String] {
        let known = names.trunks
        return fields.texts(
            "trunk", &problems, form: { known?.contains($0) ?? Form.isLabel($0) },
            message: "There is no trunk with this id.",
            mend: MentionedNames.mend(known ?? [], where: "under `trunks`"))
    }

    private mutating func trunkGroups(_ fields: inout Fields) -> [String] {
        let known = names.trunkGroups
        return fields.texts(
            "trunkGroup", &problems, form: known.contains, message: "No trunk belongs to a group of this name.",
            mend: MentionedNames.mend(known, where: "as the `group` of a trunk"))
    }

    mutating func patterns(_ fields: inout Fields, _ key: String, _ wrong: (String) -> PatternForm.Wrong?) -> [String] {
        let (line, path, file) = (fields.node(key)?.line, fields.path(key), file)
        return fields.texts(key, &problems).filter { text in
            guard let wrong = wrong(text) else { return true }
            problems.add(Problem(file: file, line: line, field: path, value: text, message: wrong.message, mend: wrong.mend))
            return false
        }
    }

    /// A list of nothing looks like "none of them" and would mean "all".
    mutating func refuseEmptyLists(_ fields: Fields, but key: String? = nil) {
        for entry in fields.node.map ?? [] where entry.key != key && entry.value.list?.isEmpty == true {
            problems.add(
                fields.problem(entry.key, "An empty list looks for nothing.", mend: "Name what to look for, or leave the key out."))
        }
    }
}
