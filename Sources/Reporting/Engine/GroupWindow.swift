import Document
import Model

/// A page of a summary of very many groups: none but those on the page are made. The rows are gone through twice, first for the totals,
/// the order of the outermost groups and the lines of each, then for the groups that the page meets.
struct GroupWindow {
    private let context: ReportContext
    private let page: LinePage
    private let outermost: GroupField
    /// Of the groups below, where there are two levels.
    private let innermost: GroupField?
    /// What the outermost groups are sorted by, the least first; `nil`: their names alone.
    private let weigh: ((ReportSums) -> Int64)?

    /// - Returns: `nil` where more is needed of the groups than a page shows.
    init?(_ context: ReportContext) {
        let definition = context.definition
        guard let page = context.request.page, definition.layout == .summary, (1...2).contains(definition.groups.count),
            definition.groups.allSatisfy({ $0.by.name(of: TallyRow()) != nil }), definition.groups[0].top == nil,
            !definition.groups[0].isComplete,
            definition.across == nil, !definition.comparesBefore, definition.charts.isEmpty,
            !definition.measures.contains(where: { $0 == .margin || $0 == .marginRate })
        else { return nil }
        (self.context, self.page) = (context, page)
        (outermost, innermost) = (definition.groups[0].by, definition.groups.count > 1 ? definition.groups[1].by : nil)
        weigh = context.weighing(0)
    }

    /// The outermost groups, by their places in the order in which they came.
    private struct Heads {
        var places: [String: Int] = [:]
        var names: [String] = []
        /// Groups of the level below.
        var groups: [Int] = []
        /// Where they are sorted by them.
        var sums: [ReportSums] = []
        /// Of each row.
        var ofRows: [Int] = []
        private var below: [String: Int] = [:]
        private var seen: Set<UInt64> = []

        private mutating func place(_ name: String) -> Int {
            if let place = places[name] { return place }
            places[name] = names.count
            names.append(name)
            groups.append(0)
            return names.count - 1
        }

        /// The groups of the next row.
        mutating func add(_ row: TallyRow, _ outermost: GroupField, _ innermost: GroupField?) {
            let head = place(outermost.name(of: row) ?? "")
            ofRows.append(head)
            if let innermost { note(innermost.name(of: row) ?? "", below: head) }
        }

        private mutating func note(_ name: String, below head: Int) {
            let number = below[name] ?? below.count
            if number == below.count { below[name] = number }
            if seen.insert(UInt64(head) << 32 | UInt64(number)).inserted { groups[head] += 1 }
        }
    }

    /// Puts the groups of the page into a report's body, with the totals of all.
    func read(_ rows: RowsOnDemand<TalliedRow>, into body: inout Report.Body) throws {
        var total = ReportSums()
        let heads = try heads(rows, &body, &total)
        let order = order(heads)
        let lines = order.map { lineCount(heads, $0) }
        let all = lines.reduce(0, +)
        let shown = page.lines(of: all)
        var isMet = [Bool](repeating: false, count: heads.names.count)
        var place = 0
        for (head, count) in zip(order, lines) {
            if (place..<place + count).overlaps(shown) { isMet[head] = true } else if place < shown.lowerBound { body.passed += count }
            place += count
        }
        for (place, head) in heads.ofRows.enumerated() where isMet[head] {
            let row = try rows.row(place)
            let sums = try ReportSums(row.row.sums, row.row.direction, row.finals)
            _ = try context.add(sums, to: body.tree, GroupFacts(context.shown(row.row), context.zone), across: nil, .now)
        }
        body.tree.sums = total
        body.tree.sort(context)
        try context.cut(body.tree)
        body.part = page.part(of: all)
    }

    private func heads(_ rows: RowsOnDemand<TalliedRow>, _ body: inout Report.Body, _ total: inout ReportSums) throws -> Heads {
        var heads = Heads()
        heads.ofRows.reserveCapacity(rows.count)
        try rows.each { row in
            try body.note(row)
            let sums = try ReportSums(row.row.sums, row.row.direction, row.finals)
            try total.add(sums)
            // Rows are large: one that stays as it is, is not copied.
            if context.shortens {
                heads.add(context.shown(row.row), outermost, innermost)
            } else {
                heads.add(row.row, outermost, innermost)
            }
            let head = heads.ofRows[heads.ofRows.count - 1]
            guard weigh != nil else { return }
            if head == heads.sums.count { heads.sums.append(sums) } else { try heads.sums[head].add(sums) }
        }
        return heads
    }

    private func order(_ heads: Heads) -> [Int] {
        var order = GroupOrder(count: heads.names.count)
        let titles = heads.names.map { context.heading(outermost, $0) }
        for (place, heading) in titles.enumerated() {
            order.add(heading.title, order: heading.order, weight: weigh.map { $0(heads.sums[place]) } ?? 0)
        }
        return order.sorted { (titles[$0].title, heads.names[$0]) }
    }

    /// The groups of the level below that are shown, and one for the others.
    private func lineCount(_ heads: Heads, _ head: Int) -> Int {
        guard innermost != nil else { return 1 }
        guard let top = context.definition.groups[1].top, heads.groups[head] > top else { return heads.groups[head] }
        return top + 1
    }
}

extension GroupField {
    /// Where its groups are told apart by a name: the same as `GroupFacts.name`.
    fileprivate func name(of row: TallyRow) -> String? {
        switch self {
        case .callType: row.callType
        case .party: row.party
        case .trunk: row.trunk
        case .extension: row.extension
        case .account: row.account
        case .source: row.source
        case .switch: row.switch
        case .destination: row.destination
        case .calling: row.calling
        case .called: row.called
        case .sourceIP: row.sourceIP
        default: nil
        }
    }
}
