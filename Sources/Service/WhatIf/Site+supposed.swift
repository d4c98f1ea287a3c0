import Model
import Site
import Time

extension Site {
    /// Another site's rules and tables for this one's calls: what the other does not have, it has from this one. Records of one call are
    /// joined as this one joins them, for its calls are counted so.
    func replaced(by other: Site) -> Site {
        var site = other
        if site.switches.isEmpty {
            site.switches = switches
            if site.numbering.isEmpty, site.settings.country == nil {
                (site.numbering, site.settings.country, site.callTypes) = (numbering, settings.country, callTypes)
            }
        }
        if site.trunks.isEmpty { site.trunks = trunks }
        if site.providers.isEmpty { site.providers = providers }
        if site.organisation.isEmpty, site.parties.isEmpty { (site.organisation, site.parties) = (organisation, parties) }
        if site.exchangeRates.quotes.isEmpty { site.exchangeRates = exchangeRates }
        site.settings.legs = settings.legs
        return site
    }

    /// The parties below some nodes, with the days on which they belong there.
    func members(of nodes: [NodeID], in days: DayRange) -> [PartyDays] {
        let below = Set(organisation.map(\.id).filter { id in nodes.contains { isBelow(id, $0) } })
        return parties.flatMap { party in
            party.member.filter { below.contains($0.node) }.compactMap { member in
                DayRange(max(member.validity.from ?? days.first, days.first), min(member.validity.to ?? days.last, days.last))
                    .map { PartyDays(party.id.text, $0) }
            }
        }
    }
}
