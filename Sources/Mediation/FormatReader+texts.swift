import Reading

extension FormatReader {
    /// Fields made of others, known by name like them.
    mutating func readDerived(_ fields: inout Fields) {
        guard var derived = fields.fields("derived", &problems) else { return }
        for entry in derived.node.map ?? [] {
            guard let node = derived.node(entry.key) else { continue }
            let rules = textRules(node, path: derived.path(entry.key), stage: .derived)
            conditions.draft.derived.append(Run(start: Int32(conditions.draft.derivedRules.count), count: Int32(rules.count)))
            conditions.draft.derivedRules += rules
            addField(entry.key, line: entry.line, path: derived.path(entry.key))
        }
    }

    mutating func readTexts(_ fields: inout Fields) {
        for target in TextTarget.allCases {
            let key = target == .switch ? "switchName" : target.rawValue
            guard let node = fields.node(key) else { continue }
            let rules = textRules(node, path: fields.path(key), stage: .texts)
            let run = Run(start: Int32(conditions.draft.textRules.count), count: Int32(rules.count))
            conditions.draft.texts.append(TargetRules(target: target, rules: run))
            conditions.draft.textRules += rules
        }
    }

    /// `account: acc` and `account: {…}` are lists of one rule.
    private mutating func textRules(_ node: Node, path: String, stage: Stage) -> [TextRule] {
        let items = node.list?.enumerated().map { ($1, path + "[\($0)]") } ?? [(node, path)]
        return items.map { textRule($0.0, path: $0.1, stage: stage) }
    }

    mutating func textRule(_ node: Node, path: String, stage: Stage) -> TextRule {
        if let name = node.text {
            return TextRule(condition: -1, pieces: pieces([name], node, path), steps: .empty)
        }
        var rule = Fields(node, path: path, file: file, &problems)
        let names = rule.texts("from", &problems)
        let separator = rule.text("by", &problems) ?? ""
        if names.isEmpty, !rule.has("from") {
            problems.add(rule.problem("from", "The key from is missing.", mend: "Name a field, or fields to join."))
        }
        let condition = conditions.condition(rule.node("when"), path: rule.path("when"), stage: stage)
        let steps = rule.list("clean", &problems).compactMap { cleaning($0.node, $0.path) }
        rule.close(&problems)
        let run = Run(start: Int32(conditions.draft.steps.count), count: Int32(steps.count))
        conditions.draft.steps += steps
        return TextRule(condition: condition, pieces: pieces(names, node, rule.path("from"), by: separator), steps: run)
    }

    private mutating func pieces(_ names: [String], _ node: Node, _ path: String, by separator: String = "") -> Run {
        var list: [Piece] = []
        for name in names {
            guard let field = conditions.field(name, node, path) else { continue }
            if !list.isEmpty, !separator.isEmpty { list.append(.constant(conditions.draft.constant(separator))) }
            list.append(.field(field))
        }
        let run = Run(start: Int32(conditions.draft.pieces.count), count: Int32(list.count))
        conditions.draft.pieces += list
        return run
    }
}
