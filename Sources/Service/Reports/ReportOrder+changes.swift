import Model
import Reporting

extension ReportOrder {
    /// What a person may change of a report, by the words of its address and of the command line.
    public enum ChangeWord: String, Sendable, CaseIterable {
        case layout, group, across, column, measure, sort, order, top, compare
    }

    /// Takes one change. `group`, `column` and `measure` may come several times: their order is the report's.
    public mutating func change(_ word: ChangeWord, _ value: String) throws {
        switch word {
        case .layout: changes.layout = try choice(word, value, ReportDefinition.Layout.self)
        case .group: changes.groups = (changes.groups ?? []) + (value == "none" ? [] : [try choice(word, value, GroupField.self)])
        case .across: changes.across = .some(value == "none" ? nil : try choice(word, value, GroupField.self))
        case .column: changes.columns = (changes.columns ?? []) + [value]
        case .measure: changes.measures = (changes.measures ?? []) + [try choice(word, value, Measure.self)]
        case .sort: changes.sort = value
        case .order:
            guard value == "up" || value == "down" else {
                throw ServiceError.refused("\"\(value)\" is no order. Write `order=up` or `order=down`.")
            }
            changes.isDescending = value == "down"
        case .top:
            guard let top = Int(value), (1...100_000).contains(top) else {
                throw ServiceError.refused("\"\(value)\" is no number of lines. Write `top=20`.")
            }
            changes.top = top
        case .compare: changes.comparesBefore = value == "yes"
        }
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ word: ChangeWord, _ value: String, _ type: Choice.Type
    ) throws -> Choice {
        if let choice = Choice(rawValue: value) { return choice }
        let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw ServiceError.refused("\"\(value)\" is no \(word.rawValue) of a report. Choose of \(names).")
    }
}
