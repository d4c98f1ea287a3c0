import Document
import Model
import Site

/// What a bill does not show of its calls: chosen by whom it is for, or by law (docs/bills.md).
extension ReportContext {
    /// Whether numbers of others may stand without their last digits. Only bills hide them: what else an office looks at is a matter of
    /// rights. On a bill of many, those of a party that chose so for itself are hidden too.
    var shortens: Bool { definition.isBill && (style.shortensNumbers || !directory.shortenedParties.isEmpty) }

    private func hidesDigits(of party: String) -> Bool {
        shortens && (style.shortensNumbers || directory.shortenedParties.contains(party))
    }

    /// Whether there may be calls that it does not tell of.
    var leavesCallsOut: Bool { definition.isBill && style.leavesOutHelplines }

    /// Which these are.
    var leftOut: FreeCalls? { definition.isBill ? style.leftOut : nil }

    var isItemised: Bool { style.isItemised }

    var isColoured: Bool { definition.colour && style.colours != .none }

    func leavesOut(_ call: CallRow) -> Bool { definition.isBill && style.leavesOut(call) }

    /// Hidden as it is read: what sorts, groups and links sees no more than what is printed.
    func shown(_ call: CallRow) -> CallRow { hidesDigits(of: call.party) ? BillStyle.shortened(call) : call }

    func shown(_ row: TallyRow) -> TallyRow {
        guard hidesDigits(of: row.party) else { return row }
        var row = row
        (row.calling, row.called) = BillStyle.shortened(calling: row.calling, called: row.called, row.direction)
        if !row.number.isEmpty { row.number = BillStyle.shortened(row.number) }
        return row
    }

    /// Says what is hidden, whether there was any or not: how many would tell of them.
    var hidingNotes: [String] {
        (shortens ? [texts["note.shortened"]] : []) + (leavesCallsOut ? [texts["note.helplines"]] : [])
    }

    /// A name that the site did not choose itself is in the document's language.
    func typeName(_ id: String) -> String {
        let standard = Self.standardTypes[id]
        guard let name = directory.callType(id)?.name else { return standard == nil || texts.language == "en" ? id : texts["type." + id] }
        return name == standard ? texts["type." + id] : name
    }

    private static let standardTypes = Dictionary(
        CallType.standard.map { ($0.id.text, $0.name) }, uniquingKeysWith: { first, _ in first })
}

extension ReportDefinition {
    /// The same without single calls: sums of its groups, none of which is a number.
    var unitemised: ReportDefinition {
        var definition = self
        definition.layout = .summary
        let told = columns.compactMap(\.measure).filter { !measures.contains($0) }
        definition.measures = measures.isEmpty ? [.calls, .duration] + told.filter { $0 != .duration } : measures
        definition.columns = []
        definition.groups.removeAll { $0.by.isNumber }
        if definition.groups.allSatisfy({ $0.by == .callType }) { definition.groups = [Group(by: .callType), Group(by: .destination)] }
        if let field = across, field.isNumber { definition.across = nil }
        definition.top = nil
        return definition
    }
}

extension GroupField {
    /// Whether a group is a number of somebody, or tells whose it is.
    fileprivate var isNumber: Bool { self == .called || self == .calling || self == .contact }
}
