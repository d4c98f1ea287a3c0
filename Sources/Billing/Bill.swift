public import Model
public import Money
public import Time

/// The bill of one party over some days: its calls with their final charges. It measures nothing itself, so that the bills of parts add
/// up to the bill of the whole (DOMAIN section 10).
public struct Bill: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public let call: CallRow
        /// By tariff alone; `nil` where the call is free or unrated.
        public let charge: Money?
        /// After settlement, at line precision; `nil` likewise.
        public let final: Money?

        /// A call of an earlier period, with its settled figures.
        public init(earlier call: CallRow) {
            self.init(
                call: call, charge: call.price.charge.map { Money($0.amount, $0.currency) }, final: call.settled?.final)
        }

        init(call: CallRow, charge: Money?, final: Money?) { (self.call, self.charge, self.final) = (call, charge, final) }
    }

    /// The calls of one type in one currency; `currency` is `nil` for calls without charge.
    public struct Subtotal: Hashable, Sendable {
        public let callType: String
        public let currency: Currency?
        public internal(set) var calls: Int64 = 0
        public internal(set) var seconds: Int64 = 0
        public internal(set) var sum = Amount.zero
    }

    /// Calls without rate, which are in no sum.
    public struct Unrated: Hashable, Sendable {
        public let reason: Reason
        public internal(set) var calls: Int64
    }

    public let head: BillHead
    public let lines: [Line]
    public let subtotals: [Subtotal]
    public let unrated: [Unrated]
    /// At least one, that of the bill's own currency.
    public let sums: [BillSum]
}

/// Whose bill, over which days.
public struct BillHead: Hashable, Sendable {
    public var party: PartyID
    public var name: String
    public var days: DayRange
    /// The party's currency, else the site's.
    public var currency: Currency
    /// The days are not over: later calls may change it.
    public var isHot: Bool

    /// - Parameter today: the site's day now; a bill whose last day is today or later is hot.
    public init(party: PartyID, name: String, days: DayRange, currency: Currency, today: CivilDay) {
        self.party = party
        self.name = name
        self.days = days
        self.currency = currency
        isHot = today <= days.last
    }

    /// Which calls stand on the bill: those of the party that were rated or should have been, and the free ones if wanted.
    public func filter(free: Bool) -> CallFilter {
        var filter = CallFilter(days: days)
        filter.parties = [PartyDays(party.text)]
        filter.states = free ? [.rated, .unrated, .free] : [.rated, .unrated]
        filter.records = .calls
        return filter
    }
}

/// Makes a bill of calls that come one by one, in the order of their start.
public struct BillBuilder {
    private let head: BillHead
    private let precision: LinePrecision
    private var lines: [Bill.Line] = []
    private var subtotals: [Bill.Subtotal] = []
    private var places: [[String]: Int] = [:]
    private var unrated: [Bill.Unrated] = []
    private var sums = BillSums()

    public init(_ head: BillHead, _ precision: LinePrecision) {
        self.head = head
        self.precision = precision
    }

    public mutating func add(_ call: CallRow) throws(BillFailure) {
        var charge: Money?
        var final: Money?
        if let outcome = call.price.charge, !call.isUnsettled {
            let money = Money(outcome.amount, outcome.currency)
            guard let rounded = call.settled?.final ?? precision.final(money) else {
                throw .chargeOutOfRange(call: call.id, money.currency)
            }
            try sums.add(charge: money, final: rounded)
            charge = money
            final = rounded
        }
        lines.append(Bill.Line(call: call, charge: charge, final: final))
        try count(call, final)
    }

    private mutating func count(_ call: CallRow, _ final: Money?) throws(BillFailure) {
        if call.state == .unrated || call.isUnsettled {
            let reason = call.isUnsettled ? .noBandPrice : call.reason
            if let index = unrated.firstIndex(where: { $0.reason == reason }) {
                unrated[index].calls += 1
            } else {
                unrated.append(Bill.Unrated(reason: reason, calls: 1))
            }
        }
        let key = [call.callType, final?.currency.code ?? ""]
        let place = places[key] ?? subtotals.count
        if place == subtotals.count {
            places[key] = place
            subtotals.append(Bill.Subtotal(callType: call.callType, currency: final?.currency))
        }
        subtotals[place].calls += 1
        subtotals[place].seconds = Int64(clamping: Int128(subtotals[place].seconds) + Int128(max(call.talk, 0)))
        guard let final else { return }
        guard let sum = subtotals[place].sum.adding(final.amount) else { throw .sumOutOfRange(final.currency) }
        subtotals[place].sum = sum
    }

    public func bill() throws(BillFailure) -> Bill {
        Bill(
            head: head, lines: lines,
            subtotals: subtotals.sorted { ($0.callType, $0.currency?.code ?? "") < ($1.callType, $1.currency?.code ?? "") },
            unrated: unrated.sorted { $0.reason.rawValue < $1.reason.rawValue }, sums: try sums.sums(atLeast: [head.currency]))
    }
}
