public import Reading

/// What somebody changed of a report on its page, without a file: whatever is `nil` stays as the definition has it.
public struct ReportChanges: Hashable, Sendable {
    public var layout: ReportDefinition.Layout?
    public var groups: [GroupField]?
    /// The field of a cross-tab; `.some(nil)`: none.
    public var across: GroupField??
    /// Columns of lines, or of a list, by their names.
    public var columns: [String]?
    public var measures: [Measure]?
    /// A column or, in a summary, a measure by its name.
    public var sort: String?
    public var isDescending = false
    public var top: Int?
    public var comparesBefore: Bool?

    public init() {}

    public var isEmpty: Bool { self == ReportChanges() }
}

extension ReportDefinition {
    /// The report with what somebody changed of it.
    /// - Throws: what does not go together, in words.
    public func changed(by changes: ReportChanges) throws(Problems) -> ReportDefinition {
        guard !changes.isEmpty else { return self }
        var definition = self
        if let layout = changes.layout { definition.layout = layout }
        if let top = changes.top { definition.top = top }
        if let compares = changes.comparesBefore { definition.comparesBefore = compares }
        if let across = changes.across { definition.across = across }
        if let measures = changes.measures { definition.measures = measures }
        if let fields = changes.groups {
            let descending = groups.last?.descendingBy
            definition.groups = fields.map { field in groups.first { $0.by == field } ?? Group(by: field, descendingBy: descending) }
        }
        if let columns = changes.columns { definition.take(columns) }
        if let sort = changes.sort { definition.take(sort, changes.isDescending) }
        definition.adapt()
        return try definition.checked()
    }

    private mutating func take(_ columns: [String]) {
        if dataSet == .list { listColumns = columns } else { self.columns = columns.compactMap(CallField.init) }
    }

    private mutating func take(_ sort: String, _ isDescending: Bool) {
        self.sort.descending = isDescending
        if dataSet == .list { return self.sort.column = sort }
        if layout != .summary { return self.sort.by = CallField(rawValue: sort) ?? .start }
        let measure = Measure(rawValue: sort)
        for index in groups.indices {
            groups[index].descendingBy = measure
            groups[index].isAscending = measure != nil && !isDescending
        }
    }

    /// What a change of one part makes of others: a list of calls has columns, a summary none.
    private mutating func adapt() {
        guard dataSet != .list else { return }
        if layout == .summary { columns = [] }
        if layout != .summary {
            (across, comparesBefore) = (nil, false)
            if columns.isEmpty { columns = [.start, .calling, .number, .destination, .duration, .price] }
        }
        if layout == .summary, groups.isEmpty { groups = [Group(by: .party)] }
        charts.removeAll { chart in !measures.contains(chart.measure) || groups.isEmpty }
        // What the summaries do not know is counted call by call.
        let known = (groups.map(\.by) + (across.map { [$0] } ?? [])).allSatisfy { $0.isKnown(to: dataSet) }
        if !known || !measures.allSatisfy({ $0.isKnown(to: dataSet) }) || (layout != .summary && dataSet != .legs) { dataSet = .calls }
    }

    /// Read again as a file, so that what was changed is looked at like what was written.
    private func checked() throws(Problems) -> ReportDefinition { try ReportDefinition.read(file: id + ".yaml", bytes: yaml) }
}
