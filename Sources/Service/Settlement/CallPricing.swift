import Model
import Rating
import Site
import Store
import Time

/// Prices stored calls once more, by what they were charged by.
struct CallPricing {
    let book: OpenBook
    let state: SiteState
    let scheme: Scheme
    private(set) var calls: [PricedCall] = []
    /// The calls, by their places.
    private(set) var rows: [CallRow] = []
    /// Calls that are measured by nothing and keep the figures that a bill gives them.
    private(set) var standing: [CallRow] = []

    init(book: OpenBook, state: SiteState, scheme: Scheme) { (self.book, self.state, self.scheme) = (book, state, scheme) }

    mutating func stand(_ row: CallRow) { standing.append(row) }

    /// - Parameter linked: all records of the call where it has several.
    mutating func add(_ row: CallRow, _ linked: [CallRow]) throws {
        guard let charge = scheme == .price ? row.price.charge : row.cost.charge else { return }
        let former = try book.site(of: charge, on: row)
        let legs = linked.isEmpty ? [row] : book.legs(of: row, among: linked)
        var texts = RecordBatch()
        let facts = legs.map { CallFacts($0, by: former.rater, into: &texts) }
        let identity = CallIdentity(
            stamp: row.stamp, switch: Array(row.switch.utf8), called: Array(row.called.utf8), calling: Array(row.calling.utf8),
            leg: Array(row.leg.utf8))
        let priced = former.rater.priced(
            scheme, legs: facts, leg: legs.firstIndex { $0.id == row.id } ?? 0, texts.bytes.span, identity: identity, place: rows.count,
            pinned: Rater.Pinned(price: row.price.charge, cost: row.cost.charge))
        guard let call = priced.call else { return }
        calls.append(state.rater.adopting(call, of: former.rater, party: state.index(of: PartyID(row.party))))
        rows.append(row)
    }
}

extension SettledFigures {
    init(_ settled: SettledCall) {
        self.init(
            base: settled.call.base, surcharges: settled.call.surcharges, adjustment: settled.call.adjustment,
            packageDiscount: settled.packageDiscount, volumeDiscount: settled.volumeDiscount, net: settled.net, rate: settled.rate,
            final: settled.final)
    }
}
