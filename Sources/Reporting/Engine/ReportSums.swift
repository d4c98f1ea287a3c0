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
    /// Calls and seconds of the directions that are told apart.
    var directions: [Direction: Counted] = [:]
    var money: [MoneyMeasure: [Currency: Amount]] = [:]

    struct Counted: Hashable {
        var calls: Int64 = 0
        var seconds: Int64 = 0
    }

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
        try add(call.direction, Counted(calls: 1, seconds: Int64(call.talk)))
        if let charge = call.price.charge { try add(.price, Money(charge.amount, charge.currency)) }
        if let charge = call.cost.charge { try add(.cost, Money(charge.amount, charge.currency)) }
        if let final { try add(.final, final) }
        guard call.settled != nil else { return }
        let line = ReportLine(call: call, final: final)
        for measure in [MoneyMeasure.surcharges, .discount] { if let amount = line.amount(measure) { try add(measure, amount) } }
    }

    mutating func add(_ row: SummaryRow) throws {
        calls = try sum(calls, row.measures.calls)
        answered = try sum(answered, row.measures.answered)
        unrated = try sum(unrated, row.measures.unrated)
        seconds = try sum(seconds, row.measures.seconds)
        if let direction = row.direction { try add(direction, Counted(calls: row.measures.calls, seconds: row.measures.seconds)) }
        guard let currency = row.currency else { return }
        if row.measures.price != .zero { try add(.price, Money(row.measures.price, currency)) }
        if row.measures.cost != .zero { try add(.cost, Money(row.measures.cost, currency)) }
    }

    mutating func add(_ row: TallyRow) throws {
        var other = ReportSums()
        (other.calls, other.answered, other.unrated) = (row.sums.calls, row.sums.answered, row.sums.unrated)
        (other.isPrivate, other.seconds, other.longest) = (row.sums.isPrivate, row.sums.seconds, row.sums.longest)
        (other.ringing, other.ringSeconds, other.longestRing) = (row.sums.ringing, row.sums.ringSeconds, row.sums.longestRing)
        (other.first, other.last) = (row.sums.first, row.sums.last)
        if let direction = row.direction { other.directions = [direction: Counted(calls: row.sums.calls, seconds: row.sums.seconds)] }
        if !row.sums.price.isEmpty { other.money[.price] = row.sums.price }
        if !row.sums.cost.isEmpty { other.money[.cost] = row.sums.cost }
        try add(other)
    }

    /// Final charges and what led to them, of the calls that are added up here.
    mutating func take(_ finals: FinalSums) {
        for (measure, amounts) in [
            (MoneyMeasure.final, finals.finals), (.surcharges, finals.surcharges), (.discount, finals.discounts),
        ] where !amounts.isEmpty { money[measure] = amounts }
    }

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
        for (direction, counted) in other.directions { try add(direction, counted) }
        for (measure, amounts) in other.money {
            for (currency, amount) in amounts { try add(measure, Money(amount, currency)) }
        }
    }

    private mutating func reach(_ first: Instant, _ last: Instant) {
        self.first = self.first.map { min($0, first) } ?? first
        self.last = self.last.map { max($0, last) } ?? last
    }

    private mutating func add(_ direction: Direction, _ counted: Counted) throws {
        let before = directions[direction] ?? Counted()
        directions[direction] = Counted(calls: try sum(before.calls, counted.calls), seconds: try sum(before.seconds, counted.seconds))
    }

    private mutating func add(_ measure: MoneyMeasure, _ value: Money) throws {
        guard let sum = (money[measure]?[value.currency] ?? .zero).adding(value.amount) else { throw ReportFailure.sumOutOfRange }
        money[measure, default: [:]][value.currency] = sum
    }

    private func sum(_ left: Int64, _ right: Int64) throws -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        guard !overflow else { throw ReportFailure.sumOutOfRange }
        return sum
    }

    /// Currencies in which the measure has an amount other than zero, or a call with one of zero.
    func currencies(_ measure: MoneyMeasure) -> Set<Currency> { Set(amounts(measure).keys) }

    func amount(_ measure: MoneyMeasure, _ currency: Currency) -> Amount { amounts(measure)[currency] ?? .zero }

    private func amounts(_ measure: MoneyMeasure) -> [Currency: Amount] {
        measure == .margin ? Margin.of(prices: money[.price] ?? [:], costs: money[.cost] ?? [:]) : money[measure] ?? [:]
    }

    /// Amounts other than zero: what two ways of counting must agree in.
    func nonZero(_ measure: MoneyMeasure) -> [Currency: Amount] { (money[measure] ?? [:]).filter { $0.value != .zero } }
}
