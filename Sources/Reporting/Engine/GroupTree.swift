import Document
import Model
import Money
import Site
import Time

/// The groups of a report with their sums and lines. A group's sums are those of all below it.
final class GroupTree {
    /// Of the report's period, or of the one before.
    enum When { case now, before }

    let key: GroupKey
    var sums = ReportSums()
    /// The sums of the period before; none where it is not asked for.
    private var earlier: [ReportSums] = []
    /// By the columns of a cross-tab.
    var across: [String: ReportSums] = [:]
    var children: [GroupTree] = []
    var lines: [ReportLine] = []
    /// Groups behind all that are shown, which were not made, and the sum of theirs, where there are any.
    private var unmade: (count: Int, sums: [ReportSums]) = (0, [])
    /// Whether it stands for groups beyond the first so many, whose lines are not shown.
    private(set) var isFolded = false
    private var places: [String: Int] = [:]

    init(_ key: GroupKey) { self.key = key }

    var before: ReportSums { earlier.first ?? ReportSums() }

    func add(_ part: ReportSums, across column: String?, _ when: When) throws {
        guard when == .now else { return try addBefore(part) }
        try sums.add(part)
        if let column { try across[column, default: ReportSums()].add(part) }
    }

    private func addBefore(_ part: ReportSums) throws {
        if earlier.isEmpty { earlier = [ReportSums()] }
        try earlier[0].add(part)
    }

    func child(_ key: GroupKey) -> GroupTree { child(key.id) { key } }

    /// - Parameter key: is asked where the child is new: what a group is called takes longer than to find it.
    func child(_ id: String, _ key: () -> GroupKey) -> GroupTree {
        if let place = places[id] { return children[place] }
        places[id] = children.count
        let child = GroupTree(key())
        children.append(child)
        return child
    }

    /// Adds a group that comes behind all that are shown.
    func addUnmade(_ part: ReportSums) throws {
        try sums.add(part)
        if unmade.sums.isEmpty { unmade.sums = [ReportSums()] }
        try unmade.sums[0].add(part)
        unmade.count += 1
    }

    /// Children of a level, made or not.
    func count(of level: Int) -> Int { children.count { $0.key.level == level } + unmade.count }

    /// Puts all children of a level beyond the first so many into one behind them.
    func fold(_ level: Int, beyond top: Int, into key: GroupKey) throws {
        let rest = GroupTree(key)
        rest.isFolded = true
        for sums in unmade.sums { try rest.sums.add(sums) }
        var kept: [GroupTree] = []
        var seen = 0
        for child in children {
            if child.key.level == level { seen += 1 }
            guard child.key.level == level, seen > top else {
                kept.append(child)
                continue
            }
            try rest.sums.add(child.sums)
            if !child.earlier.isEmpty { try rest.addBefore(child.before) }
            for (column, sums) in child.across { try rest.across[column, default: ReportSums()].add(sums) }
        }
        children = kept + [rest]
    }

    /// In which currencies any of its groups has a margin: one may have it where the sum of all has none.
    var marginCurrencies: Set<Currency> {
        children.reduce(into: Set(sums.currencies(.margin))) { $0.formUnion($1.marginCurrencies) }
    }

    /// Sorts each level: by a measure, dearest first, else in the natural order. Nodes of the organisation take as many levels as needed.
    func sort(_ context: ReportContext) {
        for child in children { child.sort(context) }
        guard children.count > 1 else { return }
        let level = children[0].key.level
        guard children.allSatisfy({ $0.key.level == level }) else { return children.sort(by: context.precedence) }
        let weigh = context.weighing(level)
        var order = GroupOrder(count: children.count)
        for child in children { order.add(child.key.title, order: child.key.order, weight: weigh?(child.sums) ?? 0) }
        children = order.sorted { (children[$0].key.title, children[$0].key.id) }.map { children[$0] }
    }
}

extension ReportContext {
    /// Nodes and parties may be siblings.
    fileprivate var precedence: (GroupTree, GroupTree) -> Bool {
        let (levels, between) = (definition.groups.indices.map(weighing), weighing(nil))
        return { left, right in
            if let weigh = left.key.level == right.key.level ? levels[left.key.level] : between {
                let (first, second) = (weigh(left.sums), weigh(right.sums))
                if first != second { return first < second }
            }
            return GroupKey.precedes(left.key, right.key)
        }
    }

    /// What the groups of a level are sorted by, the least first; `nil`: their keys alone. A level has its own rule or the innermost
    /// group's, which holds between two levels too.
    func weighing(_ level: Int?) -> ((ReportSums) -> Int64)? {
        let own = level.map { definition.groups[$0] }
        guard let group = own?.descendingBy == nil ? definition.groups.last : own, let measure = group.descendingBy else { return nil }
        return { sums in group.isAscending ? weight(sums, measure) : ~weight(sums, measure) }
    }

    /// For sorting only: amounts in the site's own currency.
    private func weight(_ sums: ReportSums, _ measure: Measure) -> Int64 {
        let whole = Whole(sums: ReportSums(), seconds: 1, zone: zone)
        return sums.value(measure, directory.site.settings.currency, of: whole).weight
    }

    /// The groups beyond the first so many of their level become one.
    func cut(_ tree: GroupTree) throws {
        for (level, group) in definition.groups.enumerated() {
            let count = tree.count(of: level)
            guard let top = group.top, count > top else { continue }
            var key = GroupKey("\u{0}others", texts.fill("others", ["n": String(count - top)]))
            (key.order, key.level) = (Int.max, level)
            try tree.fold(level, beyond: top, into: key)
        }
        for child in tree.children { try cut(child) }
    }

    func sortLines(_ tree: GroupTree) {
        tree.lines = sorted(tree.lines)
        for child in tree.children { sortLines(child) }
    }

    /// Lines that came in the order of start, in the report's order; equal ones stay as they came.
    func sorted(_ lines: [ReportLine]) -> [ReportLine] {
        let sort = definition.sort
        if sort.by == .start, !sort.descending { return lines }
        let comparison = comparison(sort.by)
        // Lines are large: their places are sorted.
        return lines.indices.sorted { left, right in
            let order = comparison(lines[left], lines[right])
            return order == 0 ? left < right : (order < 0) != sort.descending
        }.map { lines[$0] }
    }

    /// Whether a line comes before another in an order; equal ones stand as they came.
    func precedes(_ sort: ReportDefinition.Sort) -> (ReportLine, ReportLine) -> Bool {
        let comparison = comparison(sort.by)
        return { left, right in
            let order = comparison(left, right)
            return sort.descending ? order > 0 : order < 0
        }
    }

    /// Below 0 where the first comes before the second.
    private func comparison(_ field: CallField) -> (ReportLine, ReportLine) -> Int {
        func order<Key: Comparable>(_ key: @escaping (ReportLine) -> Key) -> (ReportLine, ReportLine) -> Int {
            { left, right in
                let (first, second) = (key(left), key(right))
                return first < second ? -1 : second < first ? 1 : 0
            }
        }
        let money = field.money ?? .price
        return switch field {
        case .start, .day: order { $0.call.start }
        case .duration: order { $0.call.talk }
        case .ring: order { $0.call.ring }
        case .pulses: order { $0.call.pulses }
        case .price, .surcharges, .discount, .cost, .margin, .final: order { $0.amount(money)?.amount ?? Amount.zero }
        case .callType: order { directory.order(ofCallType: $0.call.callType) }
        case .direction: order { $0.call.direction.rawValue }
        case .state: order { $0.call.state.rawValue }
        case .end: order { $0.call.start.seconds + Int64(max($0.call.duration, 0)) }
        case .weekday: order { $0.call.day.weekday }
        case .department, .tenant, .costCentre, .trunkGroup, .provider: order { cell($0, field, nil, isFirstMoney: false).value.text }
        default: order { $0.text(field) }
        }
    }
}
