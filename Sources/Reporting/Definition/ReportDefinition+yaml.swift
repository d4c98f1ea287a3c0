import Model
import Reading

extension ReportDefinition {
    /// The file that reads as this report.
    public var yaml: [UInt8] { Array(lines.joined(separator: "\n").utf8) + [10] }

    private var lines: [String] {
        var lines = ["id: " + YAMLText.quoted(id)]
        if !section.isEmpty { lines.append("section: " + YAMLText.quoted(section)) }
        if isBill { lines.append("bill: true") }
        lines.append("dataSet: " + dataSet.rawValue)
        if let list { lines.append("list: " + list.rawValue) }
        if parameter != .none { lines.append("parameter: " + parameter.rawValue) }
        if dataSet != .list { lines.append("layout: " + layout.rawValue) }
        let conditions = filter.entries
        if !conditions.isEmpty { lines += ["filter:"] + conditions.map { "  " + $0 } }
        if !groups.isEmpty { lines += ["groups:"] + groups.map { "  - " + $0.flow } }
        if let across { lines.append("across: " + across.rawValue) }
        let names = dataSet == .list ? listColumns : columns.map(\.rawValue)
        if !names.isEmpty { lines.append("columns: [" + names.joined(separator: ", ") + "]") }
        if !measures.isEmpty { lines.append("measures: [" + measures.map(\.rawValue).joined(separator: ", ") + "]") }
        lines += sortLines
        if let top { lines.append("top: \(top)") }
        if totals != .sum { lines.append("totals: " + totals.rawValue) }
        if comparesBefore { lines.append("compare: true") }
        if !charts.isEmpty { lines += ["charts:"] + charts.map { "  - " + $0.flow } }
        if !colour { lines.append("colour: false") }
        if !bold { lines.append("bold: false") }
        return lines + textLines
    }

    private var sortLines: [String] {
        if dataSet == .list {
            return sort.column.isEmpty ? [] : ["sort: {by: \(sort.column), descending: \(sort.descending)}"]
        }
        return layout == .summary || sort == Sort() ? [] : ["sort: {by: \(sort.by.rawValue), descending: \(sort.descending)}"]
    }

    private var textLines: [String] {
        guard !texts.isEmpty else { return [] }
        return ["texts:"]
            + texts.sorted { $0.key < $1.key }.flatMap { language, words in
                ["  \(language):"] + words.sorted { $0.key < $1.key }.map { "    \($0.key): " + YAMLText.quoted($0.value) }
            }
    }
}

extension ReportDefinition.Filter {
    fileprivate var entries: [String] {
        func texts(_ key: String, _ values: [String]) -> [String] {
            values.isEmpty ? [] : [key + ": [" + values.map(YAMLText.quoted).joined(separator: ", ") + "]"]
        }
        var entries = texts("states", states.map(\.name)) + texts("directions", directions.compactMap(\.name))
        entries += texts("callTypes", callTypes) + texts("trunks", trunks) + texts("switches", switches) + texts("accounts", accounts)
        if !calledPrefix.isEmpty { entries.append("calledPrefix: " + YAMLText.quoted(calledPrefix)) }
        if let minimumDuration { entries.append("minimumDuration: \(minimumDuration)") }
        if let answered { entries.append("answered: \(answered)") }
        if let isPrivate { entries.append("private: \(isPrivate)") }
        let conditions =
            tests.map(\.flow)
            + list.map { test in
                "{field: \(test.column), any: [\(test.patterns.map(YAMLText.quoted).joined(separator: ", "))], not: \(test.isNot)}"
            }
        return conditions.isEmpty ? entries : entries + ["where:"] + conditions.map { "  - " + $0 }
    }
}

extension FieldTest {
    fileprivate var flow: String {
        var parts = ["field: " + field.rawValue]
        if field.isNumeric {
            // Amounts are written whole and kept in millionths.
            let unit: Int64 = field == .price || field == .cost ? 1_000_000 : 1
            if let from { parts.append("from: \(from / unit)") }
            if let to { parts.append("to: \(to / unit)") }
        } else {
            parts.append("any: [" + patterns.map(YAMLText.quoted).joined(separator: ", ") + "]")
        }
        if isNot { parts.append("not: true") }
        return "{" + parts.joined(separator: ", ") + "}"
    }
}

extension ReportDefinition.Group {
    fileprivate var flow: String {
        var parts = ["by: " + by.rawValue]
        if let descendingBy { parts.append("descendingBy: " + descendingBy.rawValue) }
        if isAscending { parts.append("ascending: true") }
        if let top { parts.append("top: \(top)") }
        if isComplete { parts.append("complete: true") }
        return "{" + parts.joined(separator: ", ") + "}"
    }
}

extension ReportDefinition.ChartRule {
    fileprivate var flow: String { "{measure: " + measure.rawValue + (top.map { ", top: \($0)" } ?? "") + "}" }
}
