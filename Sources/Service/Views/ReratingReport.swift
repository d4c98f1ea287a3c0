public import Model
public import Money
import Store

/// What differs between the charges that stand and those that are proposed.
public struct ReratingReport: Sendable {
    /// Sums of one party, call type or all, in one scheme and currency.
    public struct Line: Hashable, Sendable {
        /// Id of the party or call type; empty in the total, and for calls without a type.
        public var name: String
        public var scheme: Scheme
        /// `nil`: calls without a charge.
        public var currency: Currency?
        public var calls: Int64 = 0
        public var newCalls: Int64 = 0
        public var differing: Int64 = 0
        public var old = Amount.zero
        public var new = Amount.zero
        public var nowRated: Int64 = 0
        public var nowUnrated: Int64 = 0

        /// New less old; `nil` beyond the range.
        public var difference: Amount? { new.subtracting(old) }
    }

    /// What a bill that never changes would be credited, if somebody wants that.
    public struct Credit: Hashable, Sendable {
        public var bill: Int64
        public var party: String
        /// Old less new, for each currency in which they differ.
        public var amounts: [Money]
        /// Its calls that differ; `OpenBook.reratingCalls` lists them.
        public var calls: Int64
    }

    public var view: ReratingView
    /// Of calls on no issued bill: what accepting changes.
    public var totals: [Line]
    public var parties: [Line]
    public var types: [Line]
    /// Of calls on issued bills, which stay as they are.
    public var credits: [Credit]

    init(_ view: ReratingView, _ sums: [ReratingSum]) {
        self.view = view
        let open = sums.filter { $0.bill == 0 }
        totals = ReratingReport.lines(open) { _ in "" }
        parties = ReratingReport.lines(open, by: \.party)
        types = ReratingReport.lines(open, by: \.callType)
        credits = ReratingReport.credits(sums.filter { $0.bill != 0 && $0.scheme == .price })
    }

    private struct Key: Hashable {
        var name: String
        var scheme: Scheme
        var currency: Currency?
    }

    private static func lines(_ sums: [ReratingSum], by name: (ReratingSum) -> String) -> [Line] {
        var order: [Key] = []
        var lines: [Key: Line] = [:]
        for sum in sums {
            let key = Key(name: name(sum), scheme: sum.scheme, currency: sum.currency)
            if lines[key] == nil { order.append(key) }
            var line = lines[key] ?? Line(name: key.name, scheme: key.scheme, currency: key.currency)
            line.calls += sum.oldCalls
            line.newCalls += sum.newCalls
            line.differing += sum.differing
            line.old = Amount(millionths: line.old.millionths &+ sum.old.millionths)
            line.new = Amount(millionths: line.new.millionths &+ sum.new.millionths)
            line.nowRated += sum.nowRated
            line.nowUnrated += sum.nowUnrated
            lines[key] = line
        }
        // Calls that cost us nothing, now or then, say nothing.
        let told = order.compactMap { lines[$0] }.filter {
            $0.scheme == .price || $0.currency != nil || $0.differing > 0 || $0.nowRated > 0
        }
        return told.sorted { ($0.scheme.place, $0.name, $0.code) < ($1.scheme.place, $1.name, $1.code) }
    }

    private static func credits(_ sums: [ReratingSum]) -> [Credit] {
        var credits: [Int64: Credit] = [:]
        var amounts: [Int64: [Currency: Int64]] = [:]
        for sum in sums {
            var credit = credits[sum.bill] ?? Credit(bill: sum.bill, party: sum.party, amounts: [], calls: 0)
            credit.calls += sum.differing
            // The bill is the party's that has the calls now.
            if sum.oldCalls > 0 { credit.party = sum.party }
            credits[sum.bill] = credit
            if let currency = sum.currency {
                amounts[sum.bill, default: [:]][currency, default: 0] &+= sum.old.millionths &- sum.new.millionths
            }
        }
        return credits.values.filter { $0.calls > 0 }.sorted { $0.bill < $1.bill }.map { credit in
            var credit = credit
            let found = (amounts[credit.bill] ?? [:]).filter { $0.value != 0 }.sorted { $0.key.code < $1.key.code }
            credit.amounts = found.map { Money(Amount(millionths: $0.value), $0.key) }
            return credit
        }
    }
}

extension ReratingReport.Line {
    fileprivate var code: String { currency?.code ?? "" }
    /// Nothing in it would change.
    public var isSame: Bool { differing == 0 && old == new && calls == newCalls }
}

extension Scheme {
    /// Price before cost.
    fileprivate var place: Int { self == .price ? 0 : 1 }
}
