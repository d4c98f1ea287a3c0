import Model
import Money
import Site

/// The groups of a report with their sums and lines. A group's sums are those of all below it.
final class GroupTree {
    let key: GroupKey
    var sums = ReportSums()
    var children: [GroupTree] = []
    var lines: [ReportLine] = []
    private var places: [String: Int] = [:]

    init(_ key: GroupKey) { self.key = key }

    /// Adds to every group along the way and returns the innermost.
    func add(_ part: ReportSums, along path: ArraySlice<GroupKey>) throws -> GroupTree {
        try sums.add(part)
        guard let next = path.first else { return self }
        return try child(next).add(part, along: path.dropFirst())
    }

    func child(_ key: GroupKey) -> GroupTree {
        if let place = places[key.id] { return children[place] }
        places[key.id] = children.count
        let child = GroupTree(key)
        children.append(child)
        return child
    }

    /// In which currencies any of its groups has a margin: one may have it where the sum of all has none.
    var marginCurrencies: Set<Currency> {
        children.reduce(into: sums.currencies(.margin)) { $0.formUnion($1.marginCurrencies) }
    }

    /// Sorts each level: by a measure, dearest first, else in the natural order. Nodes of the organisation take as many levels as needed.
    func sort(_ precedes: (GroupTree, GroupTree) -> Bool) {
        children.sort(by: precedes)
        for child in children { child.sort(precedes) }
    }
}

extension ReportContext {
    func precedes(_ left: GroupTree, _ right: GroupTree) -> Bool {
        // All levels share one rule: the innermost group's measure, since nodes and parties may be siblings.
        if let measure = definition.groups.last?.descendingBy {
            let (first, second) = (weight(left.sums, measure), weight(right.sums, measure))
            if first != second { return first > second }
        }
        return GroupKey.precedes(left.key, right.key)
    }

    /// For sorting only: amounts in the site's own currency.
    private func weight(_ sums: ReportSums, _ measure: Measure) -> Int64 {
        switch measure {
        case .calls: sums.calls
        case .answered: sums.answered
        case .unrated: sums.unrated
        case .duration: sums.seconds
        case .price, .surcharges, .discount, .cost, .margin, .final:
            sums.amount(measure.money ?? .price, directory.site.settings.currency).millionths
        }
    }

    func sortLines(_ tree: GroupTree) {
        let sort = definition.sort
        if sort.by != .start || sort.descending {
            tree.lines = tree.lines.enumerated().sorted { left, right in
                let order = compare(left.element, right.element, sort.by)
                return order == 0 ? left.offset < right.offset : (order < 0) != sort.descending
            }.map(\.element)
        }
        for child in tree.children { sortLines(child) }
    }

    /// Below 0 where `left` comes first.
    private func compare(_ left: ReportLine, _ right: ReportLine, _ field: CallField) -> Int {
        func order<Key: Comparable>(_ key: (ReportLine) -> Key) -> Int { key(left) < key(right) ? -1 : key(right) < key(left) ? 1 : 0 }
        return switch field {
        case .start, .day: order { $0.call.start }
        case .duration: order { $0.call.talk }
        case .ring: order { $0.call.ring }
        case .pulses: order { $0.call.pulses }
        case .price, .surcharges, .discount, .cost, .final: order { $0.amount(field.money ?? .price)?.amount ?? Amount.zero }
        case .calling: order { $0.call.calling }
        case .called: order { $0.call.called }
        case .destination: order { $0.call.destination }
        case .callType: order { directory.order(ofCallType: $0.call.callType) }
        case .party: order { $0.call.party }
        case .extension: order { $0.call.extension }
        case .account: order { $0.call.account }
        case .trunk: order { $0.call.trunk }
        case .switch: order { $0.call.switch }
        case .source: order { $0.call.source }
        case .sourceIP: order { $0.call.sourceIP }
        case .direction: order { $0.call.direction.rawValue }
        case .state: order { $0.call.state.rawValue }
        }
    }
}
