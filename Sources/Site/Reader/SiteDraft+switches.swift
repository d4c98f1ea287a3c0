import Model
import Reading

extension SiteDraft {
    mutating func readSwitches(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "switches") { draft, fields, _ in
            let id = draft.unique(&fields, SwitchID.self, &seen)
            var result = Switch(id: id ?? SwitchID(""))
            result.format = fields.text(
                "format", &draft.problems, form: Form.isIdentifier, message: "Not a format's id.",
                mend: "Write one that `tollbook formats` lists."
            ).map(FormatID.init)
            result.zone = draft.zone(&fields, "zone")
            result.clockOffset = fields.integer("clockOffset", in: -31_536_000...31_536_000, &draft.problems) ?? 0
            result.role = fields.choice("role", Switch.Role.self, &draft.problems) ?? .charging
            draft.readWitness(&fields, &result)
            result.maxDuration = fields.integer("maxDuration", in: 1...mostSeconds, &draft.problems) ?? 86_400
            if var plan = fields.fields("dialPlan", &draft.problems) {
                var said = draft.dialPlan(&plan)
                draft.takeCountry(&plan, &said)
                draft.checkPrivateCodes(&plan, said)
                result.dialPlan = said
                plan.close(&draft.problems)
            }
            if id != nil { draft.site.switches.append(result) }
        }
    }

    private mutating func dialPlan(_ fields: inout Fields) -> DialPlan {
        var plan = DialPlan()
        plan.countryCode =
            fields.text(
                "countryCode", &problems, form: { Form.isDigits($0) && (1...4).contains($0.utf8.count) }, message: "Not a country code.",
                mend: "Write its 1 to 4 digits without + or 00, in quotes.") ?? ""
        plan.areaCode = digits(&fields, "areaCode", "Write its digits without the trunk prefix, in quotes.")
        plan.trunkPrefix = digits(&fields, "trunkPrefix", "Write the digits before a national number, such as \"0\".")
        plan.internationalPrefix = dialled(&fields, "internationalPrefix")
        plan.outside = dialled(&fields, "outside")
        plan.privateCodes = fields.texts(
            "private", &problems, form: { !$0.isEmpty && Form.isDigits($0) }, message: "Not digits alone.",
            mend: "Write the digits that are dialled before a private number, in quotes, such as [\"71\"].")
        plan.carrierCodes = dialled(&fields, "carrierCodes")
        plan.short = dialled(&fields, "short")
        plan.extensionLength = fields.texts("extensionLength", &problems).compactMap { text in
            if let length = Int(text), (1...20).contains(length) { return length }
            problems.add(
                fields.problem("extensionLength", "\"\(text)\" is no length from 1 to 20.", mend: "Write such as [3, 4]."))
            return nil
        }
        return plan
    }

    /// `like: country`: what the mapping does not say is as the country's data say it.
    private mutating func takeCountry(_ fields: inout Fields, _ plan: inout DialPlan) {
        guard let like = fields.text("like", &problems) else { return }
        guard like == "country" else {
            problems.add(fields.problem("like", "Not the word country.", mend: "Write `like: country`, or leave it out."))
            return
        }
        guard let country = site.settings.country else {
            problems.add(fields.problem("like", "The site names no country.", mend: "Add `country` to `site`, or leave this out."))
            return
        }
        var share = DialPlan.CountryShare()
        share.countryCode = fields.node("countryCode") == nil
        share.trunkPrefix = fields.node("trunkPrefix") == nil
        share.internationalPrefix = fields.node("internationalPrefix") == nil
        guard plan.take(share, from: country) else {
            problems.add(
                fields.problem(
                    "like", "How numbers are dialled in \(country) is not known.",
                    mend: "Write `countryCode`, `trunkPrefix` and `internationalPrefix` yourself."))
            return
        }
    }

    /// A private code that means something else too would mark calls that nobody called privately.
    private mutating func checkPrivateCodes(_ fields: inout Fields, _ plan: DialPlan) {
        let line = fields.node("private")?.line
        for code in plan.privateCodes {
            guard let meaning = plan.meaning(ofPrivate: code) else { continue }
            problems.add(
                Problem(
                    file: file, line: line, field: fields.path("private"), value: code, message: meaning,
                    mend: "Name a code that nothing else is dialled by."))
        }
    }

    private mutating func digits(_ fields: inout Fields, _ key: String, _ mend: String) -> String {
        fields.text(key, &problems, form: Form.isDigits, message: "Not digits alone.", mend: mend) ?? ""
    }

    private mutating func dialled(_ fields: inout Fields, _ key: String) -> [String] {
        fields.texts(
            key, &problems, form: Form.isDialled, message: "Not something to dial.", mend: "Write digits, * and #, in quotes.")
    }

    mutating func readProviders(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "providers") { draft, fields, _ in
            let id = draft.unique(&fields, ProviderID.self, &seen)
            let name = fields.text("name", &draft.problems)
            if let id { draft.site.providers.append(Provider(id: id, name: name ?? id.text)) }
        }
    }

    mutating func readTrunks(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "trunks") { draft, fields, _ in
            let id = draft.trunkID(&fields, &seen)
            var trunk = Trunk(id: id ?? TrunkID(""), switch: SwitchID(""))
            if let home = draft.requiredReference(&fields, "switch", .switches, SwitchID.self) { trunk.switch = home }
            trunk.group = fields.text("group", &draft.problems)
            trunk.provider = draft.reference(&fields, "provider", .providers, ProviderID.self)
            trunk.kind = fields.choice("kind", Trunk.Kind.self, &draft.problems) ?? .public
            trunk.table = draft.tables(&fields, "table")
            trunk.party = draft.reference(&fields, "party", .parties, PartyID.self)
            trunk.answerAllowance = fields.integer("answerAllowance", in: 0...86_400, &draft.problems)
            trunk.subtract = fields.flag("subtract", &draft.problems) ?? false
            if id != nil { draft.site.trunks.append(trunk) }
        }
    }

    /// A trunk is called as its switch prints it, and unique within the switch.
    private mutating func trunkID(_ fields: inout Fields, _ seen: inout [String: Int]) -> TrunkID? {
        guard let text = fields.requiredText("id", &problems) else { return nil }
        guard Form.isLabel(text) else {
            problems.add(
                fields.problem(
                    "id", "A trunk's id has 1 to 64 bytes and no control characters.", mend: "Write it as the switch prints it."))
            return nil
        }
        return isNew(text, fields, &seen, within: fields.node.entry("switch")?.text ?? "") ? TrunkID(text) : nil
    }
}

extension DialPlan {
    /// What else a private code is, in words; `nil`: nothing.
    fileprivate func meaning(ofPrivate code: String) -> String? {
        if outside.contains(code) { return "This is an access code (`outside`) too." }
        if carrierCodes.contains(code) { return "This is a carrier code (`carrierCodes`) too." }
        if trunkPrefix == code { return "This is the trunk prefix too." }
        if internationalPrefix.contains(code) { return "This is an international prefix too." }
        return short.first { $0.hasPrefix(code) }.map { "The short number \($0) begins with it." }
    }
}
