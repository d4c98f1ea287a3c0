import Model
import Money
import Reading

extension SiteDraft {
    mutating func readSelection(_ root: inout Fields) {
        each(&root, "selection") { draft, fields, _ in
            let scheme = fields.choice("scheme", Scheme.self, &draft.problems) ?? .price
            let when = draft.condition(of: &fields)
            guard let table = draft.requiredReference(&fields, "table", .rateTables, RateTableID.self) else { return }
            if let its = draft.schemes[table.text], its != scheme {
                draft.problems.add(
                    fields.problem(
                        "table", "This rate table is of the scheme \(its.rawValue), the rule of \(scheme.rawValue).",
                        mend: "Say `scheme: \(its.rawValue)` in the rule, or name another table."))
            }
            var rule = SelectionRule(table: table)
            (rule.scheme, rule.when) = (scheme, when)
            draft.site.selection.append(rule)
            draft.lines.selection.append(SiteLines.Place(file: draft.file, line: fields.node.line))
        }
    }

    mutating func readSurcharges(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "surcharges") { draft, fields, _ in
            let id = draft.unique(&fields, SurchargeID.self, &seen)
            let scheme = fields.choice("scheme", Scheme.self, &draft.problems) ?? .price
            let when = draft.condition(of: &fields)
            let addition = draft.addition(&fields)
            let counts = fields.flag("counts", &draft.problems) ?? false
            guard let id, let addition else { return }
            var surcharge = Surcharge(id: id, addition: addition)
            (surcharge.scheme, surcharge.when, surcharge.counts) = (scheme, when, counts)
            draft.site.surcharges.append(surcharge)
        }
    }

    private mutating func addition(_ fields: inout Fields) -> Surcharge.Addition? {
        let key = exactlyOne(
            ["flat", "perMinute", "percent"], &fields, "Write `flat: \"0.50\"`, `perMinute: \"0.01\"` or `percent: \"15\"`.")
        let currency = fields.currency("currency", &problems)
        let (flat, perMinute) = (fields.price("flat", &problems), fields.price("perMinute", &problems))
        let percent = fields.percent("percent", in: 0...mostPercent, &problems)
        switch key {
        case "flat": return flat.map { .flat($0, currency) }
        case "perMinute": return perMinute.map { .perMinute($0, currency) }
        case "percent":
            refuse(["currency"], &fields, "A percentage has no currency.", "Leave it out.")
            return percent.map { .percent($0) }
        default: return nil
        }
    }

    /// The one of `keys` that is said; none or several are reported.
    mutating func exactlyOne(_ keys: [String], _ fields: inout Fields, _ mend: String) -> String? {
        var said: [String] = []
        for key in keys where fields.node(key) != nil { said.append(key) }
        if said.count == 1 { return said[0] }
        let names = keys.dropLast().joined(separator: ", ") + " and " + (keys.last ?? "")
        if let last = said.last {
            problems.add(fields.problem(last, "More than one of \(names).", mend: "Keep one of them."))
        } else {
            problems.add(
                Problem(file: file, line: fields.node.line, field: fields.path, message: "None of \(names) is there.", mend: mend))
        }
        return nil
    }

    /// A list of which one element at least is wanted.
    func isMissingOrEmpty(_ fields: inout Fields, _ key: String) -> Bool {
        fields.node(key).map { $0.list?.isEmpty == true } ?? true
    }
}
