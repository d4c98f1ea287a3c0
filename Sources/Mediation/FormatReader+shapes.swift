import Reading

extension FormatReader {
    mutating func fixed(_ record: inout Fields, isOne: Bool) -> Shape {
        let whole = record.integer("whole", in: 0...65_535, &problems) ?? 0
        if whole > 0 { conditions.draft.framing.marks.hasWhole = true }
        guard let node = record.node("fields"), let entries = node.map else {
            problems.add(record.problem("fields", "Here a mapping of names to columns is expected.", mend: "Write `date: 1-8` and so on."))
            return .fixed(Kept(FixedColumns(columns: [], whole: whole, isPlain: true)))
        }
        var columns: [FixedColumn] = []
        var isPlain = isOne
        for entry in entries {
            let path = record.path("fields") + "." + entry.key
            if isOne { addField(entry.key, line: entry.line, path: path) }
            let field = isOne ? Int32(conditions.draft.fieldNames.count - 1) : sharedField(entry.key, line: entry.line, path: path)
            let column = column(entry.value, path, field)
            if column.line > 0 || column.coding != .text || conditions.draft.framing.kind == .lines { isPlain = false }
            columns.append(column)
        }
        return .fixed(Kept(FixedColumns(columns: columns, whole: whole, isPlain: isPlain)))
    }

    /// `1-8`, `2:3-18` for the record's second line, or `{at: 1-3, as: bcd}`.
    private mutating func column(_ node: Node, _ path: String, _ field: Int32) -> FixedColumn {
        var column = FixedColumn(field: field, start: 0, count: 0)
        var text = node.text
        if node.map != nil {
            var rule = Fields(node, path: path, file: file, &problems)
            text = rule.requiredText("at", &problems)
            column.coding = rule.choice("as", Coding.self, &problems) ?? .text
            rule.close(&problems)
        }
        let parts = (text ?? "").split(separator: ":", omittingEmptySubsequences: false)
        let line = parts.count == 2 ? Int(parts[0]) ?? 0 : 1
        if (1...2).contains(parts.count), (1...1000).contains(line), let range = Self.range(String(parts[parts.count - 1]), in: 1...65_535)
        {
            column.line = Int32(line - 1)
            column.start = Int32(range.lowerBound - 1)
            column.count = Int32(range.count)
        } else {
            conditions.add(node, path, "Here columns are expected, counted from 1, both ends included.", "Write such as 1-8.")
        }
        return column
    }

    mutating func pattern(_ record: inout Fields) -> Shape {
        let text = record.requiredText("pattern", &problems) ?? ""
        guard let node = record.node("pattern"), let index = conditions.pattern(text, node, record.path("pattern")) else {
            return .pattern(0, groups: [])
        }
        let names = conditions.draft.patterns[Int(index)].names
        let groups = names.map { name in
            name.isEmpty ? Int32(-1) : sharedField(name, line: node.line, path: record.path("pattern"))
        }
        if !names.contains(where: { !$0.isEmpty }) {
            conditions.add(node, record.path("pattern"), "The pattern has no named group.", "Write `(?<name>…)` around each field.")
        }
        return .pattern(index, groups: groups)
    }

    mutating func pairs(_ record: inout Fields) -> Shape {
        var form = Pairs(between: [Byte.lineFeed], sign: [UInt8(ascii: "=")], behind: [], hasInner: false, names: [])
        if let text = record.text("between", &problems), !text.isEmpty {
            form.between = text == "LINE" ? [10] : conditions.draft.bytes(text)
        }
        if let text = record.text("sign", &problems), !text.isEmpty { form.sign = conditions.draft.bytes(text) }
        form.behind = conditions.draft.bytes(record.text("behind", &problems) ?? "")
        form.hasInner = record.flag("inner", &problems) ?? false
        for entry in named(&record) {
            form.names.append((conditions.draft.bytes(entry.text), entry.field))
        }
        return .pairs(form)
    }

    /// Paths to values: `callflow[0].caller_profile.uuid`, `basicModule/callingNumber`, `@attribute`.
    mutating func paths(_ record: inout Fields, separator: Character) -> [PathRule] {
        let entries = named(&record)
        if entries.count > 64 {
            problems.add(record.problem("fields", "A document has at most 64 fields.", mend: "Name fewer."))
        }
        return entries.map { entry in
            var rule = PathRule(parts: [], field: entry.field)
            for part in entry.text.split(separator: separator) {
                if separator == "/", part.hasPrefix("@") {
                    rule.attribute = Array(part.utf8.dropFirst())
                    continue
                }
                var name = part[...]
                var index: Int32 = -1
                if name.hasSuffix("]"), let open = name.lastIndex(of: "[") {
                    index = Int32(name[name.index(after: open)...].dropLast()) ?? -1
                    name = name[..<open]
                }
                rule.parts.append(PathRule.Part(name: Array(name.utf8), index: index))
            }
            if rule.parts.count >= Machine.deepest || (rule.parts.isEmpty && rule.attribute.isEmpty) {
                conditions.add(entry.node, entry.path, "This is no path to a value.", "Write such as a\(separator)b\(separator)c.")
            }
            return rule
        }
    }

    /// A mapping of fields to texts.
    private mutating func named(_ record: inout Fields) -> [(field: Int32, text: String, node: Node, path: String)] {
        guard let entries = record.node("fields")?.map else {
            problems.add(
                record.problem("fields", "Here a mapping of fields to names is expected.", mend: "Write `calling: callfrom` and so on."))
            return []
        }
        return entries.compactMap { entry in
            let path = record.path("fields") + "." + entry.key
            let field = sharedField(entry.key, line: entry.line, path: path)
            guard let text = entry.value.text else {
                conditions.add(entry.value, path, "Here a name is expected, not \(entry.value.kind).", "Write where the value stands.")
                return nil
            }
            return (field, text, entry.value, path)
        }
    }
}
