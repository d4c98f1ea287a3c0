import Billing
import Model
import Money
import Time

/// What a report adds up. Amounts of two currencies are never added; a sum that leaves its range is an error.
struct ReportSums: Hashable {
    var calls: Int64 = 0
    var answered: Int64 = 0
    var unrated: Int64 = 0
    var isPrivate: Int64 = 0
    var seconds: Int64 = 0
    var longest: Int64 = 0
    var ringing: Int64 = 0
    var ringSeconds: Int64 = 0
    var longestRing: Int64 = 0
    var first: Instant?
    var last: Instant?
    /// Of the directions that are told apart.
    private var directions = DirectionSums()
    private var money = MoneySums()

    mutating func add(_ call: CallRow, final: Money?) throws {
        calls = try sum(calls, 1)
        if call.answered { answered = try sum(answered, 1) }
        if call.state == .unrated { unrated = try sum(unrated, 1) }
        if call.isPrivate { isPrivate = try sum(isPrivate, 1) }
        seconds = try sum(seconds, Int64(call.talk))
        longest = max(longest, Int64(call.talk))
        if call.ring >= 0 {
            ringing = try sum(ringing, 1)
            ringSeconds = try sum(ringSeconds, Int64(call.ring))
            longestRing = max(longestRing, Int64(call.ring))
        }
        reach(call.start, call.start)
        try directions.add(call.direction, DirectionSums.Counted(calls: 1, seconds: Int64(call.talk)))
        if let charge = call.price.charge { try money.add(.price, charge.amount, charge.currency) }
        if let charge = call.cost.charge { try money.add(.cost, charge.amount, charge.currency) }
        if let final { try money.add(.final, final.amount, final.currency) }
        guard call.settled != nil else { return }
        let line = ReportLine(call: call, final: final)
        for measure in [MoneyMeasure.surcharges, .discount] {
            if let amount = line.amount(measure) { try money.add(measure, amount.amount, amount.currency) }
        }
    }

    mutating func add(_ row: SummaryRow) throws {
        calls = try sum(calls, row.measures.calls)
        answered = try sum(answered, row.measures.answered)
        unrated = try sum(unrated, row.measures.unrated)
        seconds = try sum(seconds, row.measures.seconds)
        if let direction = row.direction {
            try directions.add(direction, DirectionSums.Counted(calls: row.measures.calls, seconds: row.measures.seconds))
        }
        guard let currency = row.currency else { return }
        if row.measures.price != .zero { try money.add(.price, row.measures.price, currency) }
        if row.measures.cost != .zero { try money.add(.cost, row.measures.cost, currency) }
    }

    init(_ group: TalliedRow) throws { try self.init(group.row.sums, group.row.direction, group.finals) }

    /// - Parameters:
    ///   - direction: of all the calls, where it is told apart.
    ///   - finals: their final charges, and what led to them.
    init(_ sums: CallSums, _ direction: Direction?, _ finals: FinalSums?) throws {
        (calls, answered, unrated) = (sums.calls, sums.answered, sums.unrated)
        (isPrivate, seconds, longest) = (sums.isPrivate, sums.seconds, sums.longest)
        (ringing, ringSeconds, longestRing) = (sums.ringing, sums.ringSeconds, sums.longestRing)
        (first, last) = (sums.first, sums.last)
        if let direction { try directions.add(direction, DirectionSums.Counted(calls: sums.calls, seconds: sums.seconds)) }
        money = MoneySums(sums, finals)
    }

    init() {}

    mutating func add(_ other: ReportSums) throws {
        calls = try sum(calls, other.calls)
        answered = try sum(answered, other.answered)
        unrated = try sum(unrated, other.unrated)
        isPrivate = try sum(isPrivate, other.isPrivate)
        seconds = try sum(seconds, other.seconds)
        longest = max(longest, other.longest)
        ringing = try sum(ringing, other.ringing)
        ringSeconds = try sum(ringSeconds, other.ringSeconds)
        longestRing = max(longestRing, other.longestRing)
        if let first = other.first, let last = other.last { reach(first, last) }
        try directions.add(other.directions)
        try money.add(other.money)
    }

    private mutating func reach(_ first: Instant, _ last: Instant) {
        self.first = self.first.map { min($0, first) } ?? first
        self.last = self.last.map { max($0, last) } ?? last
    }

    /// Calls and seconds of a direction that was told apart.
    func counted(_ direction: Direction) -> DirectionSums.Counted { directions[direction] }

    /// Currencies in which the measure has an amount other than zero, or a call with one of zero.
    func currencies(_ measure: MoneyMeasure) -> [Currency] { amounts(measure).currencies }

    func amount(_ measure: MoneyMeasure, _ currency: Currency) -> Amount { amounts(measure)[currency] ?? .zero }

    private func amounts(_ measure: MoneyMeasure) -> Amounts {
        measure == .margin ? Margin.of(prices: money[.price], costs: money[.cost]) : money[measure]
    }

    /// Amounts other than zero: what two ways of counting must agree in.
    func nonZero(_ measure: MoneyMeasure) -> Amounts { money[measure].nonZero }
}

/// A sum that leaves its range is an error, never a wrong figure.
func sum(_ left: Int64, _ right: Int64) throws -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    guard !overflow else { throw ReportFailure.sumOutOfRange }
    return sum
}
