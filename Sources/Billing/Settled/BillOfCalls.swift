public import Model
public import Rating
public import Site
public import Time

/// The bill of one party from calls as they are, without a book: all of them are classified, charged and settled, whosever they are and
/// in whatever order they come. Every record is a call of its own.
public struct BillOfCalls {
    /// What became of a call of the party.
    public enum Entry: Sendable {
        case settled(SettledCall)
        /// It has no charge.
        case other(place: Int, Outcome)
    }

    public let rater: Rater
    private let site: Site
    private let party: Int32
    private let scheme: Scheme
    private let days: DayRange
    private let periods: BillingPeriods
    private var known: Set<CallIdentity> = []
    /// Those of all parties that have a charge.
    private(set) var calls: [PricedCall] = []
    private var others: [(order: Order, entry: Entry)] = []

    /// The order of settlement.
    private struct Order: Comparable {
        var period: Int32
        var instant: Int64
        var identity: CallIdentity

        static func < (left: Order, right: Order) -> Bool {
            (left.period, left.instant) != (right.period, right.instant)
                ? (left.period, left.instant) < (right.period, right.instant) : left.identity < right.identity
        }
    }

    /// `nil` where the site has no such party.
    public init?(_ site: Site, rater: Rater, party: PartyID, scheme: Scheme, days: DayRange) {
        guard let index = rater.parties.firstIndex(of: party) else { return nil }
        (self.site, self.rater, self.scheme, self.days) = (site, rater, scheme, days)
        self.party = Int32(index)
        periods = BillingPeriods(index < site.parties.count ? site.parties[index].billingCycle : [])
    }

    /// Takes a record, its start a time of the site's zone. Of two with one identity the first counts.
    /// - Parameters:
    ///   - switchIndex: index into the rater's switches.
    ///   - place: the caller's own number of it.
    public mutating func add(_ record: CallRecord, _ bytes: [UInt8], on switchIndex: Int32, place: Int) {
        let identity = CallIdentity(
            stamp: record.stamp, switch: Array(rater.switches[Int(switchIndex)].text.utf8), called: Array(bytes[record.called.range]),
            calling: Array(bytes[record.calling.range]), leg: Array(bytes[record.leg.range]))
        guard known.insert(identity).inserted else { return }
        let time = rater.siteTime(of: record, on: switchIndex)
        let facts = CallFacts(record, switchIndex: switchIndex, start: time.start)
        let priced = rater.priced(scheme, facts, bytes.span, identity: identity, place: place, quarantine: time.reason)
        if let call = priced.call {
            calls.append(call)
        } else if priced.assessment.party == party, days.contains(priced.assessment.day) {
            let order = order(priced.assessment.day, priced.assessment.chargingInstant, identity)
            others.append((order, .other(place: place, priced.outcome)))
        }
    }

    /// The party's calls that start within the days, in the order of settlement, and the bill.
    public func result() throws(BillError) -> (entries: [Entry], bill: SettledBill) {
        let own: [SettledCall]
        do throws(SettlementFailure) {
            let touched = Validity(from: periods.period(of: days.first).first, to: periods.period(of: days.last).last)
            own = try Settlement(site, rater: rater, scheme: scheme).settle(calls, billed: days) { call in
                call.party == party && touched.contains(call.day)
            }
        } catch {
            throw .settlement(error)
        }
        let its = Int(party) < site.parties.count ? site.parties[Int(party)] : nil
        let billed = own.compactMap { BilledCall($0, types: rater.callTypes) }
        let bill = try SettledBill(billed, of: its, site: site, scheme: scheme, days: days)
        let entries = own.map { (order: order($0.call.day, $0.call.chargingInstant, $0.call.identity), entry: Entry.settled($0)) } + others
        return (entries.sorted { $0.order < $1.order }.map(\.entry), bill)
    }

    private func order(_ day: CivilDay, _ instant: Instant, _ identity: CallIdentity) -> Order {
        Order(period: periods.period(of: day).first.number, instant: instant.seconds, identity: identity)
    }
}
