import Model
import Money
import Reading
import Time

extension SiteDraft {
    mutating func readPackages(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "packages") { draft, fields, _ in
            let id = draft.unique(&fields, PackageID.self, &seen)
            var package = Package(id: id ?? PackageID(""))
            package.scheme = fields.choice("scheme", Scheme.self, &draft.problems) ?? .price
            package.mode = fields.choice("mode", Package.Mode.self, &draft.problems) ?? .inOrder
            draft.each(&fields, "rules") { draft, fields, _ in
                let when = draft.packageCondition(&fields)
                guard let effect = draft.effect(&fields) else { return }
                var rule = PackageRule(effect: effect)
                rule.when = when
                package.rules.append(rule)
            }
            if draft.isMissingOrEmpty(&fields, "rules") {
                draft.problems.add(
                    fields.problem("rules", "The package has no rule.", mend: "Write such as `rules: [{percent: \"10\"}]`."))
            }
            draft.each(&fields, "assigned") { draft, fields, _ in
                if let assignment = draft.assignment(&fields) { package.assigned.append(assignment) }
            }
            if id != nil { draft.site.packages.append(package) }
        }
    }

    private mutating func assignment(_ fields: inout Fields) -> Package.Assignment? {
        let holder = holder(&fields)
        let validity = fields.validity(&problems)
        let shared = fields.flag("shared", &problems) ?? false
        let prorata = fields.flag("prorata", &problems) ?? false
        if shared, fields.node("organisation") == nil, fields.node("party") != nil {
            problems.add(
                fields.problem("shared", "One party shares with nobody.", mend: "Assign the package to a node of the organisation instead.")
            )
        }
        guard let holder else { return nil }
        var assignment = Package.Assignment(holder: holder, validity: validity)
        (assignment.shared, assignment.prorata) = (shared, prorata)
        return assignment
    }

    /// `party` or `organisation`.
    mutating func holder(_ fields: inout Fields) -> Holder? {
        let key = exactlyOne(["party", "organisation"], &fields, "Write `party: \"101\"` or `organisation: sales`.")
        let party = reference(&fields, "party", .parties, PartyID.self)
        let node = reference(&fields, "organisation", .organisation, NodeID.self)
        switch key {
        case "party": return party.map(Holder.party)
        case "organisation": return node.map(Holder.organisation)
        default: return nil
        }
    }

    private mutating func packageCondition(_ fields: inout Fields) -> PackageCondition {
        guard var inner = fields.fields("when", &problems) else { return PackageCondition() }
        var when = PackageCondition()
        when.types = references(&inner, "type", .callTypes).map(CallTypeID.init)
        when.destinations = patterns(&inner, "destination", PatternForm.text)
        when.favourites = patterns(&inner, "favourites", PatternForm.number)
        when.band = band(&inner)
        refuseEmptyLists(inner)
        inner.close(&problems)
        return when
    }

    /// `night`, `{name: night}` or `{week: ["Sat-Sun 00:00-24:00"]}`.
    private mutating func band(_ fields: inout Fields) -> PackageCondition.Band? {
        guard let node = fields.node("band") else { return nil }
        if node.text != nil { return bandName(&fields, "band").map(PackageCondition.Band.named) }
        guard var inner = fields.fields("band", &problems), node.map != nil else { return nil }
        let key = exactlyOne(["week", "name"], &inner, "Write `{week: [\"Sat-Sun 00:00-24:00\"]}` or `{name: night}`.")
        let name = bandName(&inner, "name")
        let before = problems.errors.count
        let texts = weekTimes(&inner, "week")
        refuseEmptyLists(inner)
        let isWhole = problems.errors.count == before
        inner.close(&problems)
        switch key {
        case "name": return name.map(PackageCondition.Band.named)
        case "week": return isWhole ? PackageCondition.Band(week: texts) : nil
        default: return nil
        }
    }

    private mutating func bandName(_ fields: inout Fields, _ key: String) -> String? {
        fields.text(
            key, &problems, form: names.bands.contains, message: "No rate table has a band of this name.",
            mend: MentionedNames.mend(names.bands, where: "to the `week` of a rate table")
                + " A week of its own is `band: {week: [\"Sat-Sun 00:00-24:00\"]}`.")
    }
}

extension PackageCondition.Band {
    /// A week of its own, from texts such as `Sat-Sun 00:00-24:00`; `nil` where one of them says no times.
    public init?(week texts: [String]) {
        var minutes = [Bool](repeating: false, count: WeekReader.minutesOfWeek)
        for text in texts {
            guard let spans = Week.spans(text) else { return nil }
            for span in spans {
                // An end past Sunday's midnight runs on into Monday.
                for minute in span.begin..<span.end { minutes[minute % minutes.count] = true }
            }
        }
        self = .week(texts, minutes: minutes)
    }
}
