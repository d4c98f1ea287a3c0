import Reading

private enum ShapeName: String, CaseIterable {
    case csv, delimited, fixed
}

extension FormatReader {
    mutating func readRecord(_ fields: inout Fields) {
        var kind = Framing.Kind.line
        if var framing = fields.fields("framing", &problems) {
            kind = framing.choice("records", Framing.Kind.self, &problems) ?? .line
            framing.close(&problems)
        }
        guard var record = fields.fields("record", &problems) else {
            problems.add(fields.problem("record", "The key record is missing.", mend: "Add `record:` with `shape` and `fields`."))
            return
        }
        let shape = record.choice("shape", ShapeName.self, &problems)
        if !record.has("shape") {
            problems.add(record.problem("shape", "The key shape is missing.", mend: "Write csv, delimited or fixed."))
        }
        switch shape {
        case .fixed:
            let whole = record.integer("whole", in: 0...65_535, &problems) ?? 0
            let columns = readColumns(&record)
            conditions.draft.shape = .fixed(columns, whole: whole)
        case .csv, .delimited:
            let columns = readSeparated(&record, trims: shape == .delimited)
            conditions.draft.framing.separator = columns.separator
            conditions.draft.shape = shape == .csv ? .csv(columns) : .delimited(columns)
        case nil: return
        }
        conditions.draft.framing.kind = kind
        if kind == .csv, shape != .csv {
            problems.add(
                fields.problem("framing", "Line ends inside quotes exist in the shape csv only.", mend: "Write `records: line`."))
        }
        record.close(&problems)
    }

    private mutating func readColumns(_ record: inout Fields) -> [FixedColumn] {
        guard let node = record.node("fields"), let entries = node.map else {
            problems.add(record.problem("fields", "Here a mapping of names to columns is expected.", mend: "Write `date: 1-8` and so on."))
            return []
        }
        var columns: [FixedColumn] = []
        for entry in entries {
            let path = record.path("fields") + "." + entry.key
            addField(entry.key, line: entry.line, path: path)
            if let range = entry.value.text.flatMap({ Self.range($0, in: 1...65_535) }) {
                columns.append(FixedColumn(start: Int32(range.lowerBound - 1), count: Int32(range.count)))
            } else {
                conditions.add(entry.value, path, "Here columns are expected, counted from 1, both ends included.", "Write such as 1-8.")
                columns.append(FixedColumn(start: 0, count: 0))
            }
        }
        return columns
    }

    private mutating func readSeparated(_ record: inout Fields, trims: Bool) -> Columns {
        var columns = Columns(separator: UInt8(ascii: ","), counts: FieldCounts(), named: 0, trim: trims)
        if let text = record.text("separator", &problems) {
            let byte = text == "TAB" ? Byte.tab : text.utf8.first
            if let byte, text == "TAB" || text.utf8.count == 1, byte != Byte.quote, byte != Byte.lineFeed {
                columns.separator = byte
            } else {
                problems.add(record.problem("separator", "Here one byte is expected.", mend: "Write such as \",\" or TAB."))
            }
        }
        if let trim = record.flag("trim", &problems) { columns.trim = trim }
        for item in record.list("fields", &problems) {
            guard let name = item.node.text else {
                conditions.add(item.node, item.path, "Here a name is expected, not \(item.node.kind).", "Write a name.")
                continue
            }
            addField(name, line: item.node.line, path: item.path)
        }
        columns.named = conditions.draft.fieldNames.count
        if columns.named == 0 {
            problems.add(record.problem("fields", "Here a list of names is expected.", mend: "Write `[name, name, …]` in their order."))
        }
        let counts = record.texts("counts", &problems)
        if counts.isEmpty { columns.counts.allow(columns.named...columns.named) }
        for text in counts {
            if let range = Self.range(text, in: 1...FieldCounts.most) {
                columns.counts.allow(range)
            } else {
                problems.add(
                    record.problem(
                        "counts", "\"\(text)\" is no number of fields from 1 to \(FieldCounts.most).", mend: "Write such as 16 or 16-21."))
            }
        }
        return columns
    }

    private static let reserved = ["line", "columns", "any", "all", "not"]

    mutating func addField(_ name: String, line: Int, path: String) {
        var message: String?
        if conditions.draft.fieldNames.contains(name) { message = "The field \(name) stands twice." }
        if Self.reserved.contains(name) || name.contains(".") { message = "\(name) has a meaning of its own and cannot be a field's name." }
        if let message {
            problems.add(Problem(file: file, line: line, field: path, value: name, message: message, mend: "Choose another name."))
        }
        conditions.draft.fieldNames.append(name)
    }

    /// `8` or `1-8`.
    static func range(_ text: String, in limits: ClosedRange<Int>) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last,
            limits.contains(first), limits.contains(last)
        else { return nil }
        return first...last
    }
}
