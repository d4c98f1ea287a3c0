import Model
import Money
import Rating
import Site
import Testing
import Time

@testable import Billing

/// What a call would cost otherwise is what it costs where the site says so: random sites and calls, priced under suppositions and under
/// sites that were changed accordingly.
@Suite struct SuppositionTests {
    private struct Case {
        let site: Site
        let rater: Rater
        let facts: CallFacts
        let bytes: [UInt8]
        let now: Assessment

        /// As a stored call: the other scheme's charge is known.
        func supposed(_ scheme: Scheme, table: Int32 = -1) -> SupposedCall {
            let other = scheme == .price ? now.cost.charge : now.price.charge
            let stored = scheme == .price ? Rater.Pinned(cost: other) : Rater.Pinned(price: other)
            return SupposedCall(legs: [facts], leg: 0, stored: stored, table: table)
        }

        func outcome(_ scheme: Scheme, under changed: Rater) -> Outcome { changed.assess(facts, bytes.span)[scheme] }
    }

    /// Raters of changed sites, made once each.
    private struct Changed {
        private var raters: [String: Rater] = [:]

        mutating func rater(_ name: String, _ site: () -> Site) -> Rater {
            if let made = raters[name] { return made }
            let site = site()
            let made = Rater(site: site, numbering: site.numberingPlan)
            raters[name] = made
            return made
        }
    }

    private static func cases(_ seed: UInt64) -> [Case] {
        let month = RandomMonth(seed: seed)
        var site = month.site
        site.switches = [Switch(id: SwitchID("main"))]
        let rater = Rater(site: site, numbering: site.numberingPlan)
        return month.calls.prefix(20).map { call in
            var batch = RecordBatch()
            let record = call.record(in: &batch)
            let facts = CallFacts(record, switchIndex: 0, start: rater.siteTime(of: record, on: 0).start)
            return Case(
                site: site, rater: rater, facts: facts, bytes: batch.bytes, now: rater.assess(facts, batch.bytes.span))
        }
    }

    /// Amount, currency and state: numbers of versions differ from site to site.
    private static func text(_ outcome: Outcome) -> String {
        outcome.charge.map { "\($0.amount.text(minorUnit: 0)) \($0.currency.code)" } ?? "\(outcome.state) \(outcome.reason)"
    }

    /// The site with one table of a scheme in the place of all.
    private static func site(_ site: Site, _ scheme: Scheme, only id: RateTableID) -> Site {
        var site = site
        for index in site.selection.indices where site.selection[index].scheme == scheme { site.selection[index].table = id }
        for index in site.trunks.indices { site.trunks[index].table[scheme] = id }
        for index in site.parties.indices { site.parties[index].table[scheme] = id }
        site.settings.defaultTable[scheme] = id
        return site
    }

    /// The site with the last version of each table of a scheme, from the beginning of all calls.
    private static func newest(_ site: Site, _ scheme: Scheme) -> Site {
        var site = site
        for index in site.rateTables.indices where site.rateTables[index].scheme == scheme {
            guard var last = site.rateTables[index].versions.last else { continue }
            last.from = WallTime(seconds: 0)
            site.rateTables[index].versions = [last]
        }
        return site
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func asIfTheSiteSaidSo(seed: UInt64) {
        var changed = Changed()
        for made in Self.cases(seed) {
            for scheme in Scheme.allCases {
                #expect(
                    made.rater.suppose([.selected], scheme, made.supposed(scheme), made.bytes.span)[0].map(Self.text)
                        == Self.text(made.now[scheme]), "seed \(seed)")
                for (index, table) in made.site.rateTables.enumerated() where table.scheme == scheme {
                    let found = made.rater.suppose([.table(Int32(index))], scheme, made.supposed(scheme), made.bytes.span)[0]
                    let expected = made.outcome(
                        scheme, under: changed.rater("\(scheme) \(table.id)") { Self.site(made.site, scheme, only: table.id) })
                    #expect(found.map(Self.text) == Self.text(expected), "seed \(seed), \(scheme) by \(table.id)")
                }
                let reason = made.rater.reasons(made.facts, made.bytes.span)[scheme]
                guard let id = reason.table, let table = made.site.rateTables.first(where: { $0.id == id }) else { continue }
                let newest = made.rater.suppose([.newest], scheme, made.supposed(scheme), made.bytes.span)[0]
                guard let last = table.versions.last, table.zone.resolve(last.from).earliest > made.now.chargingInstant else {
                    #expect(newest == nil, "seed \(seed), \(id)")
                    continue
                }
                let expected = made.outcome(scheme, under: changed.rater("newest \(scheme)") { Self.newest(made.site, scheme) })
                #expect(newest.map(Self.text) == Self.text(expected), "seed \(seed), newest \(scheme) of \(id)")
            }
        }
    }

    /// The reasons that are told are those by which the call is charged.
    @Test(arguments: 41...80 as ClosedRange<UInt64>)
    func reasonsAreThoseOfTheCharge(seed: UInt64) {
        for made in Self.cases(seed) {
            let reasons = made.rater.reasons(made.facts, made.bytes.span)
            #expect(reasons.party == made.rater.parties[Int(made.now.party)])
            #expect((reasons.clue == nil) == reasons.party.text.hasPrefix("unassigned"))
            for scheme in Scheme.allCases {
                let reason = reasons[scheme]
                let found = made.rater.explain(scheme, made.facts, made.bytes.span)
                if found.outcome.charge != nil {
                    #expect(reason.table == found.rateTable && reason.version == found.version, "seed \(seed)")
                    #expect(reason.chooser == found.selection.map { .rule($0) } || found.selection == nil)
                }
                // The first of the rules that fit is the one that counts; without one no rule does.
                if let first = reason.fitting.first { #expect(reason.chooser == .rule(first)) }
                if case .rule(let place)? = reason.chooser { #expect(place == reason.fitting.first) }
                if reason.free != .none { #expect(reason.table == nil && found.outcome.state == .free) }
                #expect(self.owner(made, scheme, reasons) == reason.chooser || reason.fitting.first != nil || reason.free != .none)
            }
        }
    }

    /// Section 8 once more: whose table it is where no rule fits.
    private func owner(_ made: Case, _ scheme: Scheme, _ reasons: CallReasons) -> TableChooser? {
        let site = made.site
        let name = String(decoding: made.bytes[made.facts.trunk.range], as: UTF8.self)
        let trunk = site.trunks.first { $0.id.text == name }?.table[scheme]
        let party = site.parties.first { $0.id == reasons.party }?.table[scheme]
        for owner in site.settings.tableOrder {
            if owner == .trunk, trunk != nil { return .trunk }
            if owner == .party, party != nil { return .party }
        }
        return site.settings.defaultTable[scheme] == nil ? nil : .site
    }
}
