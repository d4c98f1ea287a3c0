internal import Model
internal import Site
internal import Time

extension PackageSettler {
    /// What stands in the ledger for some parties when all calls are settled. An allowance that no call asked for is whole.
    mutating func uses(of parties: [Int32], _ days: DayRange) -> [AllowanceUse] {
        var found: [(rule: Int, slot: Int)] = []
        for package in plan.rules.packages.indices {
            let rules = plan.rules.packages[package].rules.filter { plan.rules.rules[$0].allowance >= 0 }
            guard !rules.isEmpty else { continue }
            var held: [(party: Int32, period: DayRange, holder: AllowanceHolder)] = []
            for party in parties {
                for period in periods(of: party, days) {
                    for holder in holders(of: package, party, in: period) { held.append((party, period, holder)) }
                }
            }
            for rule in rules {
                // What several parties share stands once, with the first of them.
                var known: Set<Int> = []
                for (party, period, holder) in held {
                    let slot = open(rule, party, period, holder)
                    if known.insert(slot).inserted { found.append((rule, slot)) }
                }
            }
        }
        return found.compactMap { use($0.rule, $0.slot) }
    }

    /// The billing periods of a party that some days touch.
    private func periods(of party: Int32, _ days: DayRange) -> [DayRange] {
        let cycle = plan.periods[Int(party)]
        var found = [cycle.period(of: days.first)]
        while let last = found.last?.last, last < days.last { found.append(cycle.period(of: last + 1)) }
        return found
    }

    /// Who has a package for a party in a period, in the order of the days.
    private func holders(of package: Int, _ party: Int32, in period: DayRange) -> [AllowanceHolder] {
        var holders: [AllowanceHolder] = []
        var day = period.first
        while day <= period.last {
            let holding = plan.rules.packages[package].holding(of: party, on: day, plan.lines)
            if let holder = holding.holder, !holders.contains(holder) { holders.append(holder) }
            guard holding.last < period.last.number else { break }
            day = CivilDay(number: holding.last + 1)
        }
        return holders
    }

    private mutating func open(_ place: Int, _ party: Int32, _ period: DayRange, _ holder: AllowanceHolder) -> Int {
        let rule = plan.rules.rules[place]
        guard case .allowance(let allowance) = rule.effect else { return -1 }
        let (key, cycle) = (
            AllowanceLedger.Key(allowance: rule.allowance, holder: holder, first: period.first.number), plan.periods[Int(party)]
        )
        return ledger.open(
            key, plan.rules.packages[rule.package], allowance, period, before: { cycle.period(of: period.first + -1) }, plan.lines)
    }

    private func use(_ place: Int, _ slot: Int) -> AllowanceUse? {
        let rule = plan.rules.rules[place]
        guard slot >= 0, case .allowance(let allowance) = rule.effect else { return nil }
        let (opened, now) = (ledger.opened[slot], ledger[slot])
        let holder: Holder =
            switch opened.key.holder {
            case .party(let party): .party(plan.rater.parties[Int(party)])
            case .node(let node): .organisation(plan.nodes[Int(node)])
            }
        return AllowanceUse(
            package: plan.rules.packages[rule.package].id, rule: rule.place, holder: holder, period: opened.period,
            grant: allowance.grant, own: opened.granted.own, carried: opened.granted.carried,
            used: opened.granted.available - now.available, over: now.over)
    }
}
