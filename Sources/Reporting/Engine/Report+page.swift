import Billing
import Document
import Model
import Time

/// A page of a report's lines. Its groups and their sums are known before a line is read: which of them the page meets follows from
/// their counts, and only these are read.
extension Report {
    /// Leaves in the groups only the lines of a page.
    func cut(_ body: inout Body, to page: LinePage) throws {
        let isSummary = context.definition.layout == .summary
        let total = min(context.lineCount(body.tree), isSummary ? .max : context.definition.top ?? .max)
        body.part = page.part(of: total)
        guard !isSummary else { return }
        var wanted: [WantedLines] = []
        var place = 0
        meet(body.tree, [], context.callFilter, isExact: true, page.lines(of: total), &place, &wanted)
        guard !wanted.isEmpty else { return }
        if try takeSorted(wanted) { return }
        let filter = try narrowed(&wanted)
        guard wanted.allSatisfy({ $0.limit <= context.request.lineLimit || context.readsInOrder }) else {
            throw ReportFailure.tooManyLines(limit: context.request.lineLimit)
        }
        try read(filter, into: &wanted)
        for lines in wanted { lines.group.lines = lines.taken(context) }
    }

    /// Collects the groups that have lines on the page, in the order in which they are shown.
    private func meet(
        _ tree: GroupTree, _ path: [String], _ filter: CallFilter, isExact: Bool, _ page: Range<Int>, _ place: inout Int,
        _ wanted: inout [WantedLines]
    ) {
        let own = context.ownLineCount(tree)
        let lines = page.clamped(to: place..<place + own)
        if !lines.isEmpty {
            wanted.append(
                WantedLines(
                    group: tree, path: path, filter: filter, isExact: isExact, range: lines.lowerBound - place..<lines.upperBound - place,
                    count: own, comesInOrder: context.readsInOrder))
        }
        place += own
        for child in tree.children where place < page.upperBound {
            let narrowed = context.isHidden(child.key) || child.key.isLookedUp ? nil : child.key.narrowed(filter)
            meet(child, path + [child.key.id], narrowed ?? filter, isExact: isExact && narrowed != nil, page, &place, &wanted)
        }
    }

    /// Where the source itself knows which lines of a single group come in the report's order, they alone are read.
    private func takeSorted(_ wanted: [WantedLines]) throws -> Bool {
        let sort = context.definition.sort
        guard wanted.count == 1, let lines = wanted.first, lines.isExact, !context.shortens, !context.leavesCallsOut,
            let order = sort.by.order, let rows = try source.sorted(lines.filter, by: order, descending: sort.descending, lines.range)
        else { return false }
        let precision = context.precision
        lines.group.lines = try rows.map { ReportLine(call: $0, final: try ReportLine.final(of: $0, precision)) }
        return true
    }

    /// The smallest part of the calls in which all wanted lines lie.
    private func narrowed(_ wanted: inout [WantedLines]) throws -> CallFilter {
        if wanted.count == 1 {
            try skipDays(&wanted[0])
            return wanted[0].filter
        }
        var filter = context.callFilter
        let parties = wanted.map(\.filter.parties)
        let all = Set(parties.joined())
        if all.count <= 64, parties.allSatisfy({ !$0.isEmpty }) {
            filter.parties = all.sorted { ($0.party, $0.days?.first.number ?? 0) < ($1.party, $1.days?.first.number ?? 0) }
        }
        let days = wanted.compactMap(\.filter.days)
        if let first = days.map(\.first).min(), let last = days.map(\.last).max() { filter.days = DayRange(first, last) }
        filter.narrow(to: wanted.map(\.filter), most: source.finds(wanted.reduce(0) { $0 + $1.count }, of: filter) ? .max : 64)
        return filter
    }

    /// Of lines in the order of time whole days lie before the page and behind it: they are counted, not read.
    private func skipDays(_ wanted: inout WantedLines) throws {
        let sort = context.definition.sort
        guard wanted.isExact, sort.by == .start || sort.by == .day, wanted.count > 2 * wanted.range.count else { return }
        // Counting takes longer than reading the few that lie in front.
        if context.readsInOrder, wanted.limit <= 5000 { return }
        var days: [CivilDay: Int] = [:]
        var query = TallyQuery(wanted.filter, by: [.day])
        query.leftOut = context.leftOut
        try source.tally(query).each { group in
            if let day = group.row.day { days[day, default: 0] += Int(clamping: group.row.sums.calls) }
        }
        guard days.values.reduce(0, +) == wanted.count else { return }
        var (place, before) = (0, 0)
        var met: [CivilDay] = []
        for (day, count) in days.sorted(by: { ($0.key < $1.key) != sort.descending }) {
            let lines = place..<place + count
            if lines.overlaps(wanted.range) { met.append(day) } else if met.isEmpty { before += count }
            place += count
        }
        guard let first = met.min(), let last = met.max(), let hull = DayRange(first, last) else { return }
        wanted.filter.days = hull
        wanted.range = wanted.range.lowerBound - before..<wanted.range.upperBound - before
    }

    private func read(_ filter: CallFilter, into wanted: inout [WantedLines]) throws {
        var places: [[String]: Int] = [:]
        for (index, lines) in wanted.enumerated() { places[lines.path] = index }
        let (precision, isFlat) = (context.precision, context.definition.groups.isEmpty)
        var open = wanted.count
        do {
            try source.eachCall(filter) { row in
                guard !context.leavesOut(row) else { return }
                let call = context.shown(row)
                let path = isFlat ? [] : try context.path(GroupFacts(call, context.zone)).map(\.id)
                // A group that the page cuts off may have all its lines before the others have theirs.
                guard let index = places[path], !wanted[index].isFull else { return }
                wanted[index].add(ReportLine(call: call, final: try ReportLine.final(of: call, precision)), context)
                if wanted[index].isFull { open -= 1 }
                if open == 0 { throw PageIsFull() }
            }
        } catch is PageIsFull {}
    }
}

/// Ends the reading of calls.
private struct PageIsFull: Error {}

/// The lines of one group that a page shows.
private struct WantedLines {
    let group: GroupTree
    /// Ids of the groups from the outermost to it.
    let path: [String]
    /// Its calls, or more where a filter cannot say what the group is.
    var filter: CallFilter
    let isExact: Bool
    /// Of its lines in their order, without those of days that are not read.
    var range: Range<Int>
    /// Lines of the group.
    let count: Int
    /// Whether lines come in their order, so that none behind the last that is shown is looked at.
    let comesInOrder: Bool
    var lines: [ReportLine] = []
    /// The last line that can still be shown, where there are as many.
    fileprivate var last: ReportLine?
    fileprivate var precedes: ((ReportLine, ReportLine) -> Bool)?

    var limit: Int { range.upperBound }
    var isFull: Bool { comesInOrder && lines.count == limit }

    /// Keeps as many as can still be shown.
    mutating func add(_ line: ReportLine, _ context: ReportContext) {
        // Most lines of a long group come behind all that can be shown.
        if let last, precedes?(line, last) == false { return }
        lines.append(line)
        guard lines.count >= 2 * limit + 1000 else { return }
        lines = Array(context.sorted(lines).prefix(limit))
        (last, precedes) = (lines.last, context.precedes(context.definition.sort))
    }

    func taken(_ context: ReportContext) -> [ReportLine] {
        Array(context.sorted(lines).dropFirst(range.lowerBound).prefix(range.count))
    }
}

extension ReportContext {
    /// Whether calls come from the source in the order of the lines.
    fileprivate var readsInOrder: Bool { definition.sort.by == .start && !definition.sort.descending }

    /// Whether a group is of numbers that the bill shortens: its name is none that calls could be asked for by.
    fileprivate func isHidden(_ key: GroupKey) -> Bool {
        let field = definition.groups.indices.contains(key.level) ? definition.groups[key.level].by : nil
        return shortens && (field == .called || field == .calling)
    }

    /// Lines of a group and all below it; of a summary its innermost groups.
    func lineCount(_ tree: GroupTree) -> Int {
        if definition.layout == .summary { return tree.children.reduce(0) { $0 + ($1.children.isEmpty ? 1 : lineCount($1)) } }
        return tree.children.reduce(ownLineCount(tree)) { $0 + lineCount($1) }
    }

    /// Lines of a group that are in none below it.
    func ownLineCount(_ tree: GroupTree) -> Int {
        if tree.isFolded { return 0 }
        return Int(clamping: tree.sums.calls - tree.children.reduce(0) { $0 + $1.sums.calls })
    }
}

/// Goes through all lines of a report in the order in which they are shown, and says which of them are.
struct LineWalk {
    /// Lines that are shown.
    private let shown: Range<Int>
    /// Lines whose groups have their heads and sums shown.
    private let framed: Range<Int>
    private(set) var place: Int

    /// - Parameters:
    ///   - part: the page; `nil`: all.
    ///   - top: at most so many lines, of all pages.
    ///   - place: lines in front of the first that is gone to.
    init(_ part: Part?, top: Int?, from place: Int = 0) {
        self.place = place
        shown = part.map { $0.first - 1..<$0.last } ?? 0..<(top ?? .max)
        framed = part.map { $0.first - 1..<($0.isLast ? .max : $0.last) } ?? 0..<Int.max
    }

    /// Whether the next line is shown.
    mutating func step() -> Bool {
        defer { place += 1 }
        return shown.contains(place)
    }

    /// Goes past lines that are not shown, nor the frames around them.
    mutating func pass(_ count: Int) { place += count }

    /// The shown ones of a group's own lines. On a page the group holds just these.
    mutating func lines(of group: GroupTree, _ count: Int) -> ArraySlice<ReportLine> {
        let own = shown.clamped(to: place..<place + count)
        defer { place += count }
        guard !own.isEmpty else { return [] }
        return group.lines.count < count ? group.lines.prefix(own.count) : group.lines.dropFirst(own.lowerBound - place).prefix(own.count)
    }

    /// Whether a group has its head here: some of its lines are, or it has none and stands between them.
    func meets(_ lines: Range<Int>) -> Bool { lines.isEmpty ? framed.contains(lines.lowerBound) : lines.overlaps(framed) }

    /// Whether a group ends here.
    func ends(_ lines: Range<Int>) -> Bool {
        lines.isEmpty ? framed.contains(lines.lowerBound) : framed.lowerBound < lines.upperBound && lines.upperBound <= framed.upperBound
    }
}

extension CallField {
    /// How a book sorts by it; `nil`: it cannot, or time does.
    fileprivate var order: CallOrder? {
        switch self {
        case .duration: .talk
        case .ring: .ring
        case .pulses: .pulses
        case .price: .price
        case .cost: .cost
        case .final: .final
        case .called: .called
        case .calling: .calling
        case .number: .number
        case .link: .link
        case .leg: .leg
        default: nil
        }
    }
}
