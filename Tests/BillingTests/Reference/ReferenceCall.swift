import Model
import Money
import Site
import Time

// The slow, obviously right reference of DOMAIN.md, sections 2 to 10: written from the text, sharing nothing with the product but the
// values of a site. Where the text leaves room, `Reading:` says which way was taken. Not here: linked legs (`link` is not looked at),
// witnesses, dial plans, calls of earlier periods, journals.

/// A record as decoded; of one switch. Empty texts are missing.
struct ReferenceCall: Hashable {
    /// Input line, from 1.
    var index: Int
    /// On the wall of the site's zone.
    var start: WallTime
    var duration: Int
    var ring: Int?
    var direction = Direction.out
    var answered: Bool?
    var calling = ""
    var called = ""
    var `extension` = ""
    var trunk = ""
    var account = ""
    var sourceIP = ""
    var link = ""
    var leg = ""
    var pulses: Int?
    /// The amount that the switch wrote.
    var given: String?
    var givenCurrency: String?

    init(index: Int, start: WallTime, duration: Int) {
        self.index = index
        self.start = start
        self.duration = duration
    }
}

/// What became of a call; amounts are zero and currencies missing unless `state` is `rated`.
struct ReferenceLine: Hashable {
    var call: Int
    /// `rated`, `free`, `unrated` or `quarantined`.
    var state: String
    var currency: Currency?
    var base = Exact.zero
    var surcharges = Exact.zero
    var adjustment = Exact.zero
    var charge = Exact.zero
    var packageDiscount = Exact.zero
    var volumeDiscount = Exact.zero
    var net = Exact.zero
    var rate = ""
    var final = Exact.zero
    var finalCurrency: Currency?

    init(call: Int, state: String) {
        self.call = call
        self.state = state
    }
}

struct ReferenceBill: Hashable {
    struct Recurring: Hashable {
        var id: RecurringID
        var amount: Exact
        var from: CivilDay
        var to: CivilDay
    }
    struct Tax: Hashable {
        var id: TaxID
        var percent: Percent
        var net: Exact
        var tax: Exact
    }

    var currency: Currency
    /// Sum of the final charges of the calls.
    var calls = Exact.zero
    var recurring: [Recurring] = []
    var taxes: [Tax] = []
    var rounding = Exact.zero
    var total = Exact.zero
}

/// Settlement stops for want of a rate.
struct ReferenceMissingRate: Error, Hashable {
    var from: Currency
    var to: Currency
    var day: CivilDay
}

/// The bill of a party over whole days, with a line for each of its calls that starts on them, in the order of the input.
func referenceBill(
    site: Site, calls: [ReferenceCall], party: PartyID, scheme: Scheme, from: CivilDay, to: CivilDay
) throws -> (lines: [ReferenceLine], bill: ReferenceBill) {
    try ReferenceLedger(site: site, calls: calls, scheme: scheme).bill(party: party, from: from, to: to)
}

/// A site with the questions that the rules ask of it.
struct ReferenceWorld {
    let site: Site
    var zone: Zone { site.settings.zone }
}
