internal import Model
internal import Money
internal import Site
internal import Time

/// The site as settlement of one scheme looks at it: made once, for however many parties are settled.
struct SettlementPlan: Sendable {
    let rater: Rater
    let scheme: Scheme
    let rules: RulePlans
    let volumes: VolumePlans
    let lines: MembershipLines
    /// The nodes of the organisation, as the lines number them.
    let nodes: [NodeID]
    /// Of each party of the rater.
    let periods: [BillingPeriods]
    let terms: [PartyTerms]
    private let settings: SiteSettings

    /// In which currency a party is billed, and by the rate of which day.
    struct PartyTerms: Sendable {
        var currency: Currency
        var exchangeAt: ExchangeMoment
    }

    init(_ site: Site, rater: Rater, scheme: Scheme) {
        (self.rater, self.scheme, settings) = (rater, scheme, site.settings)
        let names = ConditionNames(site, parties: rater.parties, callTypes: rater.callTypes, destinations: rater.destinations)
        rules = RulePlans(site, scheme, names)
        volumes = VolumePlans(rater, scheme, names)
        lines = MembershipLines(site, names)
        nodes = site.organisation.map(\.id)
        // The unassigned party of a switch is in no site file.
        let unassigned = rater.parties.count - site.parties.count
        let plain = PartyTerms(currency: site.settings.currency, exchangeAt: .call)
        periods = site.parties.map { BillingPeriods($0.billingCycle) } + Array(repeating: BillingPeriods(), count: unassigned)
        terms =
            site.parties.map { PartyTerms(currency: $0.currency ?? plain.currency, exchangeAt: $0.exchangeAt) }
            + Array(repeating: plain, count: unassigned)
    }

    /// Decimals of a final charge.
    func precision(of currency: Currency) -> Int { min(settings.precision(of: currency), Amount.decimals) }
}
