import Model

extension Site {
    /// The numbering plan in effect: country codes of the world, the country's data, what the switches' own area makes local, and
    /// above all of them the site's own entries. One entry for each prefix; without a country the site's own entries alone.
    public var numberingPlan: [NumberingEntry] {
        var plan = PlanBuilder()
        if let country = settings.country {
            for entry in NumberingData.world.entries { plan.put(entry.numbering) }
            if let data = NumberingData.country(country) {
                for entry in data.entries where !entry.unprefixed { plan.put(entry.numbering) }
            }
            let home = NumberingData.country(country)?.countryCode
            for dialPlan in switches.compactMap(\.dialPlan) where !dialPlan.countryCode.isEmpty {
                putLocal(dialPlan, &plan)
                guard dialPlan.countryCode == home, let data = NumberingData.country(country) else { continue }
                for entry in data.entries where entry.unprefixed {
                    var numbering = entry.numbering
                    numbering.prefix = dialPlan.countryCode + dialPlan.areaCode + entry.prefix
                    plan.put(numbering)
                }
            }
        }
        for entry in numbering { plan.put(entry) }
        return plan.entries
    }

    /// Numbers of the switch's own area are local; the destination keeps the name that the data give it.
    private func putLocal(_ dialPlan: DialPlan, _ plan: inout PlanBuilder) {
        guard !dialPlan.areaCode.isEmpty else { return }
        let prefix = dialPlan.countryCode + dialPlan.areaCode
        plan.put(
            NumberingEntry(prefix: prefix, type: CallTypeID("local"), destination: plan.destination(of: prefix) ?? "Local"))
    }
}

/// Entries by prefix, in the order in which the prefixes came first.
private struct PlanBuilder {
    private(set) var entries: [NumberingEntry] = []
    private var places: [String: Int] = [:]

    mutating func put(_ entry: NumberingEntry) {
        let key = (entry.short ? "short " : "") + entry.prefix
        if let place = places[key] {
            entries[place] = entry
        } else {
            places[key] = entries.count
            entries.append(entry)
        }
    }

    /// Of the longest prefix that `digits` begin with.
    func destination(of digits: String) -> String? {
        var rest = digits[...]
        while !rest.isEmpty {
            if let place = places[String(rest)] { return entries[place].destination }
            rest.removeLast()
        }
        return nil
    }
}

extension NumberingData.Entry {
    var numbering: NumberingEntry { NumberingEntry(prefix: prefix, type: type, destination: destination, short: short) }
}
