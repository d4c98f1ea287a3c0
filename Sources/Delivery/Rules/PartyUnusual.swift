import Model
public import Site
public import Time

extension AlertCondition {
    /// What a rule on the unusual finds in a day of a party.
    /// - Parameters:
    ///   - hours: the party's calls; those of other days are left out.
    ///   - after: hours that ended before are told of no more.
    public func unusual(
        _ hours: [PartyHour], of party: String, on day: CivilDay, _ past: PartyPast, after moment: Instant, _ site: Site
    ) -> [PartyFinding] {
        let hours = hours.filter { $0.day == day && counts($0) }
        let look = UnusualLook(rule: self, party: .party(party), day: day, past: past, site: site)
        switch ofParty {
        case .burst(let burst):
            guard burst.span == .hour else { return look.burst(burst, hours, "on \(day)", "\(day)").map { [$0] } ?? [] }
            let begins = Set(hours.map(\.begin)).filter { $0 + 3600 > moment }.sorted()
            return begins.compactMap { begin in
                let (from, to) = (site.settings.zone.wall(begin), site.settings.zone.wall(begin + 3600))
                let words = "from \(from.clock) to \(to.clock) on \(day)"
                return look.burst(burst, hours.filter { $0.begin == begin }, words, "hour \(begin.seconds)")
            }
        case .firstTime(let first): return past.isEnough ? look.firstTime(first, hours) : []
        case .oddHours(let odd): return past.isEnough ? (look.oddHours(odd, hours).map { [$0] } ?? []) : []
        case .total, .budget, nil: return []
        }
    }
}

/// One rule's look at one day of one party.
private struct UnusualLook {
    let rule: AlertCondition
    let party: PartySubject
    let day: CivilDay
    let past: PartyPast
    let site: Site

    /// Where the past says nothing, the floor alone does: so many times as much as a party of a small past may have.
    func burst(_ burst: PartyCondition.Burst, _ hours: [PartyHour], _ when: String, _ cause: String) -> PartyFinding? {
        let (figure, factor) = (burst.floor, Int64(burst.factor))
        let found = sum(figure, hours)
        let limit = (past.isEnough ? past.most : max(past.most, figure.limit)).times(factor)
        guard found > limit, found >= figure.limit else { return nil }
        let span = burst.span.rawValue
        let usual =
            past.isEnough
            ? "never more than \(figure.words(past.most)) in \(span == "hour" ? "an" : "a") \(span) of the \(burst.weeks) weeks before"
            : "without \(PartyCondition.leastPast) days of calls behind it, more than \(figure.words(limit)) in "
                + "\(span == "hour" ? "an" : "a") \(span) are told of"
        return finding(
            "burst \(cause)", "\(figure.words(found))\(rule.countedWords) \(when); \(usual).",
            figure.facts + [
                .init("found", figure.digits(found)), .init("usual", figure.digits(past.most)), .init("factor", String(factor)),
                .init("floor", figure.digits(figure.limit)), .init("weeks", String(burst.weeks)), .init("span", span),
            ])
    }

    func firstTime(_ first: PartyCondition.FirstTime, _ hours: [PartyHour]) -> [PartyFinding] {
        let groups = Dictionary(grouping: hours) { first.name(of: $0) }.sorted { $0.key < $1.key }
        return groups.compactMap { name, hours -> PartyFinding? in
            // Calls without a country, destination or type tell nothing.
            guard !name.isEmpty, !past.known.contains(name) else { return nil }
            let found = sum(first.floor, hours)
            guard found >= first.floor.limit else { return nil }
            let what = first.of == .type ? "of type \(name)" : "to \(name)"
            return finding(
                "first \(first.of.rawValue) \(name) \(day)",
                "\(first.floor.words(found)) \(what) on \(day); there was none in the \(first.days) days before.",
                first.floor.facts + [
                    .init(first.of.rawValue, name), .init("found", first.floor.digits(found)), .init("usual", first.floor.digits(0)),
                    .init("floor", first.floor.digits(first.floor.limit)), .init("days", String(first.days)),
                ], conditions: first.of == .country ? ["country=\(name)"] : [])
        }
    }

    func oddHours(_ odd: PartyCondition.OddHours, _ hours: [PartyHour]) -> PartyFinding? {
        let hours = hours.filter { $0.sums.charged > 0 && !past.had($0) }
        let found = hours.reduce(Int64(0)) { $0.plus(odd.floor.value(of: $1.sums, charged: true)) }
        guard let first = hours.map(\.begin).min(), let last = hours.map(\.begin).max(), found >= odd.floor.limit else { return nil }
        let zone = site.settings.zone
        let span = "between \(zone.wall(first).clock) and \(zone.wall(last + 3600).clock)"
        let days = day.weekday < 5 ? "a workday" : "a weekend"
        return finding(
            "odd hours \(day)",
            "\(odd.floor.words(found, charged: true))\(rule.countedWords) \(span) on \(day), in hours of \(days) in which there was no call in "
                + "the \(odd.weeks) weeks before.",
            odd.floor.facts + [
                .init("found", odd.floor.digits(found)), .init("usual", odd.floor.digits(0)),
                .init("floor", odd.floor.digits(odd.floor.limit)), .init("weeks", String(odd.weeks)),
            ])
    }

    private func sum(_ figure: CallFigure, _ hours: [PartyHour]) -> Int64 {
        hours.reduce(Int64(0)) { $0.plus(figure.value(of: $1.sums)) }
    }

    private func finding(
        _ cause: String, _ words: String, _ figures: [FoundFacts.Fact], conditions: [String] = []
    ) -> PartyFinding {
        PartyFinding(
            cause: "\(party.name) \(cause)", words: "\(party.words(site)): \(words)",
            facts: rule.facts(party, DayRange(day), figures, conditions: conditions))
    }
}

extension WallTime {
    /// `23:00`.
    fileprivate var clock: String { String(description.dropFirst(11).prefix(5)) }
}
