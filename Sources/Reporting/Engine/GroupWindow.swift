import Document
import Model

/// A page of a summary of very many groups: none but those on the page are made. Totals and the order of the outermost groups come from
/// the groups put together, the lines of each from the numbers of their names; rows are made for the groups that the page meets.
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
            definition.groups.allSatisfy({ $0.by.nameKey != nil }), definition.groups[0].top == nil,
            !definition.groups[0].isComplete,
            definition.across == nil, !definition.comparesBefore, definition.charts.isEmpty,
            !definition.measures.contains(where: { $0 == .margin || $0 == .marginRate })
        else { return nil }
        (self.context, self.page) = (context, page)
        (outermost, innermost) = (definition.groups[0].by, definition.groups.count > 1 ? definition.groups[1].by : nil)
        weigh = context.weighing(0)
    }

    /// The outermost groups, by their places in the order in which they came.
    fileprivate struct Heads {
        var names: [String] = []
        /// Groups of the level below.
        var groups: [Int] = []
        /// Where they are sorted by them.
        var sums: [ReportSums] = []
        /// Of each row.
        var ofRows: [Int32] = []
        /// By the numbers of their names.
        var places: [Int32: Int32] = [:]
        /// Of each row the number of its name on the level below.
        var below: [Int32] = []
    }

    /// Puts the groups of the page into a report's body, with the totals of all.
    func read(_ rows: any TalliedGroups, into body: inout Report.Body) throws {
        let total = try total(rows, &body)
        let heads = try heads(rows)
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
        let met = heads.ofRows.indices.filter { isMet[Int(heads.ofRows[$0])] }
        if let top = innermost == nil ? nil : context.definition.groups[1].top, let weigh = context.weighing(1) {
            try make(met, of: rows, heads, first: top, weigh, body.tree)
        } else {
            for place in met { try make(rows.row(place), body.tree) }
        }
        body.tree.sums = total
        body.tree.sort(context)
        try context.cut(body.tree)
        body.part = page.part(of: all)
    }

    private func make(_ row: TalliedRow, _ tree: GroupTree) throws {
        _ = try context.add(ReportSums(row), to: tree, GroupFacts(context.shown(row.row), context.zone), across: nil, .now)
    }

    /// Makes of the level below each outermost group those alone that may be among its first; the others are one line.
    private func make(
        _ places: [Int], of rows: any TalliedGroups, _ heads: Heads, first top: Int, _ weigh: (ReportSums) -> Int64, _ tree: GroupTree
    ) throws {
        var known: [UInt64: Int] = [:]
        var groups: [(head: Int32, sums: ReportSums)] = []
        var ofPlaces: [Int] = []
        for place in places {
            let group = known[heads.pair(place)] ?? groups.count
            if group == groups.count {
                known[heads.pair(place)] = group
                groups.append((heads.ofRows[place], ReportSums()))
            }
            try groups[group].sums.add(ReportSums(rows.row(place)))
            ofPlaces.append(group)
        }
        let weights = groups.map { weigh($0.sums) }
        // Who weighs as much as the last of the first may come before it by its name.
        let last = Dictionary(grouping: groups.indices) { groups[$0].head }.mapValues { below in
            below.map { weights[$0] }.sorted().prefix(top).last ?? .max
        }
        let isMade = groups.indices.map { weights[$0] <= last[groups[$0].head] ?? .max }
        for (place, group) in zip(places, ofPlaces) where isMade[group] { try make(rows.row(place), tree) }
        let made = Dictionary(tree.children.map { ($0.key.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (group, isMade) in zip(groups, isMade) where !isMade { try made[heads.names[Int(group.head)]]?.addUnmade(group.sums) }
    }

    /// The sums of all, out of few groups, and what the body notes of them.
    private func total(_ rows: any TalliedGroups, _ body: inout Report.Body) throws -> ReportSums {
        var total = ReportSums()
        try rows.folded(by: keys.subtracting([outermost, innermost].compactMap(\.?.nameKey))).each { row in
            try body.note(row)
            try total.add(ReportSums(row))
        }
        return total
    }

    private func heads(_ rows: any TalliedGroups) throws -> Heads {
        var heads = Heads()
        let numbers = try numbers(rows, outermost)
        heads.ofRows.reserveCapacity(numbers.count)
        for (place, number) in numbers.enumerated() {
            if let head = heads.places[number] {
                heads.ofRows.append(head)
                continue
            }
            let head = Int32(truncatingIfNeeded: heads.names.count)
            heads.places[number] = head
            heads.ofRows.append(head)
            heads.names.append(try name(rows, outermost, place))
        }
        heads.groups = Array(repeating: 0, count: heads.names.count)
        if let innermost { heads.count(try self.numbers(rows, innermost)) }
        if weigh != nil { try add(rows, numbers, to: &heads) }
        return heads
    }

    /// Adds up what the outermost groups are sorted by.
    private func add(_ rows: any TalliedGroups, _ numbers: [Int32], to heads: inout Heads) throws {
        heads.sums = Array(repeating: ReportSums(), count: heads.names.count)
        // Whether digits are hidden depends on more than the names of the outermost groups.
        let few = context.shortens ? rows : try rows.folded(by: keys.subtracting(innermost?.tallyKeys ?? []).union(outermost.tallyKeys))
        let numbers = context.shortens ? numbers : try self.numbers(few, outermost)
        for (place, number) in numbers.enumerated() {
            if let head = heads.places[number] { try heads.sums[Int(head)].add(ReportSums(few.row(place))) }
        }
    }

    private var keys: Set<TallyKey> { context.tallyQuery.keys }

    /// Of the names of a field as they are shown.
    private func numbers(_ rows: any TalliedGroups, _ field: GroupField) throws -> [Int32] {
        guard let key = field.nameKey else { return Array(repeating: 0, count: rows.count) }
        guard context.shortens else { return try rows.numbers(key) }
        return try TalliedRows(count: rows.count) { [context] place in
            TalliedRow(context.shown(try rows.row(place).row), nil)
        }.numbers(key)
    }

    private func name(_ rows: any TalliedGroups, _ field: GroupField, _ place: Int) throws -> String {
        guard let key = field.nameKey else { return "" }
        return try context.shortens ? context.shown(rows.row(place).row).name(key) : rows.name(key, place)
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

extension GroupWindow.Heads {
    /// Counts the groups of the level below.
    fileprivate mutating func count(_ below: [Int32]) {
        self.below = below
        var seen = Set<UInt64>(minimumCapacity: below.count)
        for place in below.indices where seen.insert(pair(place)).inserted { groups[Int(ofRows[place])] += 1 }
    }

    /// One number for the two groups of a row.
    fileprivate func pair(_ place: Int) -> UInt64 {
        UInt64(UInt32(bitPattern: ofRows[place])) << 32 | UInt64(UInt32(bitPattern: below[place]))
    }
}
