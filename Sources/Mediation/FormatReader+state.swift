import Reading

extension FormatReader {
    mutating func readTables(_ fields: inout Fields) {
        guard var tables = fields.fields("tables", &problems) else { return }
        for entry in tables.node.map ?? [] {
            let path = tables.path(entry.key)
            guard let lines = tables.node(entry.key)?.map else {
                conditions.add(entry.value, path, "Here a mapping of texts to texts is expected.", "Write `{\"1\": in, \"2\": out}`.")
                continue
            }
            let start = conditions.draft.tables.count
            for line in lines {
                let key = conditions.draft.constant(line.key)
                let value = conditions.draft.constant(line.value.text ?? "")
                conditions.draft.tables.append(TableEntry(key: key, value: value))
            }
            conditions.draft.tableNames[entry.key] = Run(start: Int32(start), count: Int32(lines.count))
        }
    }

    /// What is kept of a record for the next one with the same key.
    mutating func readBefore(_ fields: inout Fields) {
        guard var before = fields.fields("before", &problems) else { return }
        let by = before.texts("by", &problems)
        let kept = before.texts("keep", &problems)
        let node = before.node
        var rule = BeforeRule(by: [], kept: [])
        rule.by = by.compactMap { conditions.field($0, node, before.path("by")) }
        for name in kept {
            rule.kept.append((-1, Int32(conditions.draft.fieldNames.count)))
            conditions.draft.fieldNames.append("before." + name)
        }
        keptNode = node
        before.close(&problems)
        if by.isEmpty {
            problems.add(
                before.problem("by", "The key by is missing.", mend: "Name the fields that records have in common, such as trunk."))
        }
        conditions.draft.before = rule
    }

    /// The fields that are kept: derived ones may be among them.
    mutating func readKept() {
        guard let node = keptNode, let kept = conditions.draft.before?.kept else { return }
        let found = kept.compactMap { entry -> (from: Int32, to: Int32)? in
            let name = String(conditions.draft.fieldNames[Int(entry.to)].dropFirst("before.".count))
            return conditions.field(name, node, "before.keep").map { ($0, entry.to) }
        }
        conditions.draft.before?.kept = found
    }

    /// Two lines that are one call.
    mutating func readPair(_ fields: inout Fields) {
        guard var pair = fields.fields("pair", &problems) else { return }
        let node = pair.node
        let by = pair.texts("by", &problems).compactMap { conditions.field($0, node, pair.path("by")) }
        let either = pair.texts("either", &problems).compactMap { conditions.field($0, node, pair.path("either")) }
        let word = pair.text("reason", &problems) ?? "continuation"
        let opens = pair.node("opens")
        let closes = pair.node("closes")
        pair.close(&problems)
        if by.isEmpty || opens == nil || closes == nil {
            problems.add(
                pair.problem(
                    "by", "A pair needs `by`, `opens` and `closes`.",
                    mend: "Name what both lines have in common, and the conditions for the first and the last line."))
        }
        conditions.draft.pair = PairRule(
            by: by, either: either, opens: conditions.condition(opens, path: pair.path("opens"), stage: .skip),
            closes: conditions.condition(closes, path: pair.path("closes"), stage: .skip), reason: conditions.draft.reason(word))
    }

    mutating func readDates(_ fields: inout Fields) {
        for item in fields.list("dates", &problems) {
            var rule = Fields(item.node, path: item.path, file: file, &problems)
            let text = rule.requiredText("pattern", &problems) ?? ""
            let word = rule.text("reason", &problems) ?? "date line"
            let forms = stampForms(&rule)
            let words = stampWords(&rule)
            let pattern = conditions.pattern(text, item.node, rule.path("pattern"))
            rule.close(&problems)
            guard let pattern else { continue }
            guard let group = conditions.draft.patterns[Int(pattern)].names.firstIndex(of: "date") else {
                problems.add(rule.problem("pattern", "The pattern has no group `date`.", mend: "Write `(?<date>…)` around the date."))
                continue
            }
            let line = DateLine(
                pattern: pattern, group: group + 1, forms: forms, steps: forms.map { conditions.draft.steps($0) },
                words: conditions.draft.words(words), reason: conditions.draft.reason(word))
            conditions.draft.dates.append(line)
        }
    }
}
