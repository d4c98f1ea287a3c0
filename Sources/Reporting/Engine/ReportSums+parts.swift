import Model
import Money

/// Calls and seconds by direction. They stand in place: a report may have hundreds of thousands of groups.
struct DirectionSums: Hashable {
    struct Counted: Hashable {
        var calls: Int64 = 0
        var seconds: Int64 = 0

        fileprivate mutating func add(_ other: Counted) throws {
            guard other.calls != 0 else { return }
            (calls, seconds) = (try sum(calls, other.calls), try sum(seconds, other.seconds))
        }
    }

    private var unknown = Counted()
    private var outgoing = Counted()
    private var incoming = Counted()
    private var inside = Counted()
    private var transit = Counted()

    subscript(direction: Direction) -> Counted {
        switch direction {
        case .unknown: unknown
        case .out: outgoing
        case .in: incoming
        case .internal: inside
        case .transit: transit
        }
    }

    mutating func add(_ direction: Direction, _ counted: Counted) throws {
        switch direction {
        case .unknown: try unknown.add(counted)
        case .out: try outgoing.add(counted)
        case .in: try incoming.add(counted)
        case .internal: try inside.add(counted)
        case .transit: try transit.add(counted)
        }
    }

    mutating func add(_ other: DirectionSums) throws {
        try unknown.add(other.unknown)
        try outgoing.add(other.outgoing)
        try incoming.add(other.incoming)
        try inside.add(other.inside)
        try transit.add(other.transit)
    }
}

/// Sums of money by what they are of. Amounts of two currencies are never added.
struct MoneySums: Hashable {
    private var price = Amounts()
    private var cost = Amounts()
    private var surcharges = Amounts()
    private var discount = Amounts()
    private var final = Amounts()

    init() {}

    init(_ sums: CallSums, _ finals: FinalSums?) {
        (price, cost) = (sums.price, sums.cost)
        guard let finals else { return }
        (surcharges, discount, final) = (finals.surcharges, finals.discounts, finals.finals)
    }

    /// Of a margin nothing is kept: it follows from price and cost.
    subscript(measure: MoneyMeasure) -> Amounts {
        switch measure {
        case .price: price
        case .cost: cost
        case .surcharges: surcharges
        case .discount: discount
        case .final: final
        case .margin: Amounts()
        }
    }

    mutating func add(_ measure: MoneyMeasure, _ amount: Amount, _ currency: Currency) throws {
        let fits =
            switch measure {
            case .price: price.add(amount, currency)
            case .cost: cost.add(amount, currency)
            case .surcharges: surcharges.add(amount, currency)
            case .discount: discount.add(amount, currency)
            case .final: final.add(amount, currency)
            case .margin: true
            }
        guard fits else { throw ReportFailure.sumOutOfRange }
    }

    mutating func add(_ other: MoneySums) throws {
        guard
            price.add(other.price), cost.add(other.cost), surcharges.add(other.surcharges), discount.add(other.discount),
            final.add(other.final)
        else { throw ReportFailure.sumOutOfRange }
    }
}
