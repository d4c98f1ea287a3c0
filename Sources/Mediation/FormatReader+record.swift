import Reading

private enum ShapeName: String, CaseIterable {
    case csv, delimited, fixed, pattern, pairs, json, xml
}

extension FormatReader {
    mutating func readRecord(_ fields: inout Fields) {
        guard var record = fields.fields("record", &problems) else {
            problems.add(fields.problem("record", "The key record is missing.", mend: "Add `record:` with `shape` and `fields`."))
            return
        }
        let name = record.choice("shape", ShapeName.self, &problems)
        if !record.has("shape") {
            problems.add(
                record.problem(
                    "shape", "The key shape is missing.",
                    mend: "Write one of \(ShapeName.allCases.map(\.rawValue).joined(separator: ", "))."))
        }
        guard let name else { return }
        if record.has("layouts") {
            readLayouts(&record, name)
        } else {
            let shape = shape(name, &record, isOne: true)
            conditions.draft.layouts = [Layout(condition: -1, shape: shape)]
        }
        record.close(&problems)
        if conditions.draft.framing.kind == .csv, name != .csv {
            problems.add(
                fields.problem("framing", "Line ends inside quotes exist in the shape csv only.", mend: "Write `records: line`."))
        }
    }

    /// The common keys of a record stand beside `layouts`, and what differs in each.
    private mutating func readLayouts(_ record: inout Fields, _ name: ShapeName) {
        var common: Style?
        if name == .csv || name == .delimited {
            let style = readStyle(&record, isQuoted: name == .csv)
            useStyle(style)
            common = style
        }
        for item in record.list("layouts", &problems) {
            var layout = Fields(item.node, path: item.path, file: file, &problems)
            let condition = conditions.condition(layout.node("when"), path: layout.path("when"), stage: .layout)
            let shape = shape(name, &layout, isOne: false, common)
            layout.close(&problems)
            conditions.draft.layouts.append(Layout(condition: condition, shape: shape))
        }
        if conditions.draft.layouts.isEmpty {
            problems.add(record.problem("layouts", "Here a list of layouts is expected.", mend: "Write `- {when: …, fields: …}`."))
        }
    }

    private mutating func shape(_ name: ShapeName, _ record: inout Fields, isOne: Bool, _ common: Style? = nil) -> Shape {
        switch name {
        case .fixed: return fixed(&record, isOne: isOne)
        case .csv: return .csv(Separated(separated(&record, isQuoted: true, isOne: isOne, common: common).columns))
        case .delimited:
            let found = separated(&record, isQuoted: false, isOne: isOne, common: common)
            return found.isBlanks ? .blanks(Separated(found.columns)) : .delimited(Separated(found.columns))
        case .pattern: return pattern(&record)
        case .pairs: return pairs(&record)
        case .json: return .json(JSONPaths(paths(&record, separator: ".")))
        case .xml: return .xml(paths(&record, separator: "/"))
        }
    }

    private static let reserved = ["line", "lines", "columns", "any", "all", "not"]

    mutating func addField(_ name: String, line: Int, path: String) {
        var message: String?
        if conditions.draft.fieldNames.contains(name) { message = "The field \(name) stands twice." }
        if Self.reserved.contains(name) || name.contains(".") { message = "\(name) has a meaning of its own and cannot be a field's name." }
        if let message {
            problems.add(Problem(file: file, line: line, field: path, value: name, message: message, mend: "Choose another name."))
        }
        conditions.draft.fieldNames.append(name)
    }

    /// The field of a name that other layouts may have as well.
    mutating func sharedField(_ name: String, line: Int, path: String) -> Int32 {
        if let index = conditions.draft.fieldNames.firstIndex(of: name) { return Int32(index) }
        addField(name, line: line, path: path)
        return Int32(conditions.draft.fieldNames.count - 1)
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
