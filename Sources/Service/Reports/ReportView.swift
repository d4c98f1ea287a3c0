public import Document
import Model
import Reporting

/// A report as its page shows it: the document, and what of it can be chosen.
public struct ReportView: Sendable {
    /// Something to choose, in the words of the report's language.
    public struct Choice: Hashable, Sendable {
        public var id: String
        public var name: String

        public init(id: String, name: String) { (self.id, self.name) = (id, name) }
    }

    public var info: ReportInfo
    /// `nil` where something must be named first.
    public var document: Document?
    public var layout: String
    public var layouts: [String]
    public var groups: [String]
    public var across: String?
    public var columns: [String]
    public var measures: [String]
    public var comparesBefore: Bool
    /// Whether conditions on calls choose what its figures are made of.
    public var takesConditions: Bool
    /// All that there is to choose from; empty where the report has no use for it.
    public var allGroups: [Choice]
    public var allColumns: [Choice]
    public var allMeasures: [Choice]
    /// Columns of the table whose head sorts by them, by their ids.
    public var sortable: [String: String]
    /// By what it is sorted, and whether the largest come first.
    public var sort: String
    public var isDescending: Bool
}

extension ReportView {
    init(_ info: ReportInfo, _ definition: ReportDefinition, _ texts: ReportTexts, _ document: Document?) {
        self.info = info
        self.document = document
        let isList = definition.dataSet == .list
        layout = definition.layout.rawValue
        layouts = isList ? [] : ReportDefinition.Layout.allCases.map(\.rawValue)
        groups = definition.groups.map(\.by.rawValue)
        across = definition.across?.rawValue
        columns = isList ? definition.listColumns : definition.columns.map(\.rawValue)
        measures = definition.measures.map(\.rawValue)
        comparesBefore = definition.comparesBefore
        takesConditions = definition.list?.takesConditions ?? true
        allGroups = isList ? [] : GroupField.allCases.map { Choice(id: $0.rawValue, name: texts["group." + $0.rawValue]) }
        allMeasures = isList ? [] : Measure.allCases.map { Choice(id: $0.rawValue, name: texts["column." + $0.rawValue]) }
        allColumns = ReportView.columns(definition, texts)
        sortable = ReportView.sortable(definition, document)
        if definition.layout == .summary, !isList {
            sort = definition.groups.last?.descendingBy?.rawValue ?? ""
            isDescending = !(definition.groups.last?.isAscending ?? false)
        } else {
            sort = isList ? definition.sort.column : definition.sort.by.rawValue
            isDescending = definition.sort.descending
        }
    }

    private static func columns(_ definition: ReportDefinition, _ texts: ReportTexts) -> [Choice] {
        if let list = definition.list { return list.columns.map { Choice(id: $0.name, name: texts["list." + $0.name]) } }
        return definition.layout == .summary ? [] : CallField.allCases.map { Choice(id: $0.rawValue, name: texts["column." + $0.rawValue]) }
    }

    /// A column of money stands for its measure, whatever the currency; those of a cross-tab and of the period before sort nothing.
    private static func sortable(_ definition: ReportDefinition, _ document: Document?) -> [String: String] {
        var found: [String: String] = [:]
        for column in document?.tables.first?.columns ?? [] {
            let name = column.id.split(separator: ".").first.map(String.init) ?? ""
            guard column.id == name || (column.kind.currency != nil && column.id.split(separator: ".").count == 2) else { continue }
            let isKnown =
                definition.dataSet == .list
                || (definition.layout == .summary ? Measure(rawValue: name) != nil : CallField(rawValue: name) != nil)
            if isKnown { found[column.id] = name }
        }
        return found
    }
}
