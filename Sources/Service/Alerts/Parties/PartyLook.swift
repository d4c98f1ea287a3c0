import Delivery
import Model
import Site
import Store
import Time

/// One look: what it found, and what it read for more than one rule.
struct PartyLook {
    let book: OpenBook
    let state: SiteState
    let now: Instant
    let changed: [PartyDay]
    let today: CivilDay
    private var found: [(rule: AlertRule, finding: PartyFinding)] = []
    private var present: [DayRange: [PartyDay]] = [:]

    init(book: OpenBook, state: SiteState, now: Instant, changed: [PartyDay]) {
        (self.book, self.state, self.now, self.changed) = (book, state, now, changed)
        today = state.site.settings.zone.wall(now).day
    }

    // MARK: Periods

    /// Today, and the days that ended less than the rule's age limit ago, in their order.
    func days(_ rule: AlertRule) -> [CivilDay] {
        let first = max(state.site.settings.zone.wall(now - Int64(rule.age)).day, today + -PartyWatch.mostDays)
        return (0...max(today - first, 0)).map { today + ($0 - max(today - first, 0)) }
    }

    /// The months of these days.
    func months(_ rule: AlertRule) -> [DayRange] {
        let days = days(rule)
        return DayRange(days[0], days[days.count - 1]).map(BookLists.months) ?? []
    }

    func periods(_ rule: AlertRule, _ span: PartyCondition.Total.Span) -> [DayRange] {
        span == .day ? days(rule).map { DayRange($0) } : months(rule)
    }

    /// What a rule has in the memory.
    func names(_ rule: AlertRule) -> Set<LedgerName> {
        switch rule.when.ofParty {
        case .total(let total):
            let nodes = total.each == .node ? rule.when.organisation.map(\.text) : [""]
            return Set(
                periods(rule, total.span).flatMap { period in
                    nodes.map { LedgerName(id: rule.id.text, node: $0, first: period.first) }
                })
        case .budget:
            return Set(months(rule).flatMap { month in state.site.budgets.map { LedgerName($0, month) } })
        case .burst, .firstTime, .oddHours: return Set(days(rule).map { LedgerName(id: rule.id.text, first: $0) })
        case nil: return []
        }
    }

    /// Whose calls of a period are to be looked at: all that there are at the first time, later those that changed.
    mutating func parties(in days: DayRange, _ scope: PartyScope, isFirst: Bool) throws -> [String] {
        var all = changed
        if isFirst {
            all = try present[days] ?? book.store.partyDays(days)
            present[days] = all
        }
        return Set(all.lazy.filter { days.contains($0.day) && scope.contains($0.party, $0.day) }.map(\.party)).sorted()
    }

    // MARK: What is found

    mutating func add(_ rule: AlertRule, _ finding: PartyFinding) { found.append((rule, finding)) }

    func isTold(_ rule: AlertRule, _ finding: PartyFinding) throws -> Bool {
        if try book.store.hasCause(finding.drafts(rule)) { return true }
        let stronger = finding.strongerDrafts(rule)
        return try !stronger.isEmpty && book.store.hasCause(stronger)
    }

    /// Puts into the outbox what is not there.
    func tell() throws {
        var drafts: [OutboxDraft] = []
        for (rule, finding) in found where try !isTold(rule, finding) { drafts += finding.drafts(rule) }
        try book.store.raise(drafts, at: now)
    }

    // MARK: Totals

    mutating func total(_ rule: AlertRule, _ total: PartyCondition.Total, _ memory: inout PartyMemory) throws {
        let when = rule.when
        for days in periods(rule, total.span) {
            let groups: [[NodeID]] = total.each == .node ? when.organisation.map { [$0] } : [when.organisation]
            for nodes in groups {
                let node = total.each == .node ? nodes[0].text : ""
                let name = LedgerName(id: rule.id.text, node: node, first: days.first)
                let scope = PartyScope(parties: when.parties, nodes: nodes, days, state.reporting)
                let parties = try parties(in: days, scope, isFirst: memory.ledgers[name] == nil)
                let sums = try sums(of: parties, scope) {
                    total.above.value(of: $0)
                } counts: {
                    when.counts(callType: $0.callType, $0.direction)
                }
                var ledger = memory.ledgers.removeValue(forKey: name) ?? [:]
                // A party's own sum is compared at once; of a node all are kept.
                if total.each == .node { ledger.merge(sums) { $1 } }
                memory.ledgers[name] = ledger
                if total.each == .party {
                    for party in parties { findTotal(rule, sums[party] ?? 0, .party(party), days) }
                } else if !parties.isEmpty {
                    findTotal(rule, Self.sum(ledger.values), .node(node), days)
                }
            }
        }
    }

    private mutating func findTotal(_ rule: AlertRule, _ value: Int64, _ subject: PartySubject, _ days: DayRange) {
        if let finding = rule.when.total(value, of: subject, days, state.site) { add(rule, finding) }
    }

    /// A figure of each of some parties on the days on which it counts.
    func sums(
        of parties: [String], _ scope: PartyScope, _ value: ([CallSums]) -> Int64, counts: (PartySum) -> Bool
    ) throws -> [String: Int64] {
        var found: [String: Int64] = [:]
        try PartyWatch.inPieces(parties) { piece in
            let rows = try book.store.partySums(piece.flatMap(scope.stretches), scope.days)
            let groups = Dictionary(grouping: rows.filter(counts), by: \.party)
            for party in piece { found[party] = value((groups[party] ?? []).map(\.sums)) }
        }
        return found
    }

    /// Sums end at the greatest number that there is: it is above every limit.
    static func sum(_ values: some Sequence<Int64>) -> Int64 {
        values.reduce(0) { sum, value in
            let (next, isBeyond) = sum.addingReportingOverflow(value)
            return isBeyond ? .max : next
        }
    }
}

extension LedgerName {
    init(_ budget: Budget, _ month: DayRange) { self.init(id: " " + budget.id.text, first: month.first) }
}
