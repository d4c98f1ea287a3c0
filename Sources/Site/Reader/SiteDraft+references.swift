import Model
import Reading
import Time

extension SiteDraft {
    /// The id of a thing in another section; reported where there is none.
    mutating func reference<ID: Identifier>(_ fields: inout Fields, _ key: String, _ section: Section, _ type: ID.Type) -> ID? {
        guard let text = fields.text(key, &problems) else { return nil }
        let known = ids[section] ?? []
        if known.contains(text) { return ID(text) }
        problems.add(fields.problem(key, "There is no \(section.noun) with this id.", mend: Self.mend(section, known)))
        return nil
    }

    mutating func requiredReference<ID: Identifier>(
        _ fields: inout Fields, _ key: String, _ section: Section, _ type: ID.Type
    ) -> ID? {
        if fields.node(key) == nil { _ = fields.requiredText(key, &problems) }
        return reference(&fields, key, section, type)
    }

    static func mend(_ section: Section, _ known: Set<String>) -> String {
        guard !known.isEmpty else { return "Add it under `\(section.rawValue)`; there is none yet." }
        let names = known.sorted().prefix(10).joined(separator: ", ")
        return "Add it under `\(section.rawValue)` or name one that is there: \(names)\(known.count > 10 ? ", …" : "")."
    }

    /// `{price: …, cost: …}`: a table of each scheme.
    mutating func tables(_ fields: inout Fields, _ key: String) -> [Scheme: RateTableID] {
        guard var inner = fields.fields(key, &problems) else { return [:] }
        var tables: [Scheme: RateTableID] = [:]
        for scheme in Scheme.allCases {
            guard let id = reference(&inner, scheme.rawValue, .rateTables, RateTableID.self) else { continue }
            if let its = schemes[id.text], its != scheme {
                problems.add(
                    inner.problem(
                        scheme.rawValue, "This rate table is of the scheme \(its.rawValue).",
                        mend: "Name one of the scheme \(scheme.rawValue), or say `scheme: \(scheme.rawValue)` in the table."))
            } else {
                tables[scheme] = id
            }
        }
        inner.close(&problems)
        return tables
    }

    mutating func zone(_ fields: inout Fields, _ key: String) -> Zone? {
        guard let text = fields.text(key, &problems) else { return nil }
        if text == Zone.utc.name { return .utc }
        if Form.isZoneName(text), let zone = zones(text) { return zone }
        problems.add(
            fields.problem(
                key, "There is no such time zone.",
                mend: "Write a name of the IANA data base such as Europe/Berlin, Asia/Ho_Chi_Minh or UTC."))
        return nil
    }

    /// Takes an id that nothing of its kind may have already.
    mutating func unique<ID: Identifier>(
        _ fields: inout Fields, _ type: ID.Type, _ seen: inout [String: Int], within: String = ""
    ) -> ID? {
        guard let id = fields.id(type, &problems) else { return nil }
        return isNew(id.text, fields, &seen, within: within) ? id : nil
    }

    mutating func isNew(_ id: String, _ fields: Fields, _ seen: inout [String: Int], within: String = "") -> Bool {
        let line = fields.node.entry("id")?.line ?? fields.node.line
        guard let first = seen[within + "\u{0}" + id] else {
            seen[within + "\u{0}" + id] = line
            return true
        }
        problems.add(fields.problem("id", "The same id stands in line \(first).", mend: "Give one of them another id."))
        return false
    }
}
