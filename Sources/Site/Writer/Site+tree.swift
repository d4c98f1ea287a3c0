import Model
import Money
import Time

extension SiteSettings {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("name", name, unless: "")
        pairs.text("zone", zone.name)
        pairs.text("country", country)
        pairs.text("currency", currency.code)
        pairs.map(
            "linePrecision",
            linePrecision.sorted { $0.key.code < $1.key.code }.map { Tree.Pair(key: $0.key.code, value: .plain(String($0.value))) })
        pairs.map("defaultTable", defaultTable.tree)
        if tableOrder != [.trunk, .party] { pairs.put("tableOrder", .list(tableOrder.map { .text($0.rawValue) })) }
        if chargedParty != PartyKind.defaultOrder { pairs.put("chargedParty", .list(chargedParty.map { .text($0.rawValue) })) }
        pairs.text("legs", legs.rawValue, unless: LegRule.first.rawValue)
        if let businessHours { pairs.map("businessHours", businessHours.tree) }
        return pairs.pairs
    }
}

extension BusinessHours {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.texts("week", week)
        if !holidays.isEmpty { pairs.put("holidays", .list(holidays.map { .plain($0.description) })) }
        return pairs.pairs
    }
}

extension [Scheme: RateTableID] {
    var tree: [Tree.Pair] {
        Scheme.allCases.compactMap { scheme in self[scheme].map { Tree.Pair(key: scheme.rawValue, value: .text($0.text)) } }
    }
}

extension Switch {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("format", format?.text)
        pairs.text("zone", zone?.name)
        pairs.number("clockOffset", clockOffset, unless: 0)
        pairs.text("role", role.rawValue, unless: Role.charging.rawValue)
        pairs.text("provider", provider?.text)
        pairs.map("match", match.tree)
        pairs.number("maxDuration", maxDuration, unless: 86_400)
        pairs.put("dialPlan", dialPlan.map { .block($0.tree) })
        return pairs.pairs
    }
}

extension WitnessMatch {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        let standard = WitnessMatch()
        pairs.number("start", start, unless: standard.start)
        pairs.number("duration", duration, unless: standard.duration)
        if amount != standard.amount { pairs.text("amount", amount.text(minorUnit: 2)) }
        if !comparesCalling { pairs.put("calling", .plain("false")) }
        return pairs.pairs
    }
}

extension DialPlan {
    /// What the file says: not what the country's data gave.
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        let share = fromCountry ?? CountryShare()
        if fromCountry != nil { pairs.text("like", "country") }
        if !share.countryCode { pairs.text("countryCode", countryCode, unless: "") }
        pairs.text("areaCode", areaCode, unless: "")
        // Beside the country's data nothing has to be said as nothing.
        if fromCountry == nil {
            pairs.text("trunkPrefix", trunkPrefix, unless: "")
            pairs.texts("internationalPrefix", internationalPrefix)
        } else {
            if !share.trunkPrefix { pairs.text("trunkPrefix", trunkPrefix) }
            if !share.internationalPrefix { pairs.put("internationalPrefix", .list(internationalPrefix.map(Tree.text))) }
        }
        pairs.texts("outside", outside)
        pairs.texts("private", privateCodes)
        pairs.texts("carrierCodes", carrierCodes)
        pairs.texts("short", short.dropLast(share.short))
        if !extensionLength.isEmpty { pairs.put("extensionLength", .list(extensionLength.map { .plain(String($0)) })) }
        return pairs.pairs
    }
}

extension Provider {
    var tree: [Tree.Pair] { [Tree.Pair(key: "id", value: .text(id.text)), Tree.Pair(key: "name", value: .text(name))] }
}

extension Trunk {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("switch", self.switch.text)
        pairs.text("group", group)
        pairs.text("provider", provider?.text)
        pairs.text("kind", kind.rawValue, unless: Kind.public.rawValue)
        pairs.map("table", table.tree)
        pairs.text("party", party?.text)
        pairs.number("answerAllowance", answerAllowance)
        pairs.flag("subtract", subtract)
        return pairs.pairs
    }
}

extension CallType {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("name", name)
        pairs.texts("colour", colour)
        return pairs.pairs
    }
}

extension NumberingEntry {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("prefix", prefix)
        pairs.text("type", type.text)
        pairs.text("destination", destination, unless: "")
        pairs.flag("short", short)
        return pairs.pairs
    }
}

extension OrganisationNode {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("kind", kind.rawValue)
        pairs.text("parent", parent?.text)
        pairs.text("name", name)
        pairs.text("costCentre", costCentre)
        pairs.texts("managers", managers)
        pairs.text("layout", layout?.text)
        return pairs.pairs
    }
}

extension Validity {
    func put(into pairs: inout PairBuilder) {
        pairs.put("from", from.map { .plain($0.description) })
        pairs.put("to", to.map { .plain($0.description) })
    }
}

extension Party {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("kind", kind.rawValue, unless: PartyKind.extension.rawValue)
        pairs.text("name", name, unless: "")
        pairs.text("switch", self.switch?.text)
        let numbers = numbers.map { number in
            var inner = PairBuilder()
            inner.text("number", number.number)
            number.validity.put(into: &inner)
            return Tree.map(inner.pairs)
        }
        if !numbers.isEmpty { pairs.put("numbers", .list(numbers)) }
        let member = member.map { membership in
            var inner = PairBuilder()
            inner.text("of", membership.node.text)
            membership.validity.put(into: &inner)
            return Tree.map(inner.pairs)
        }
        if !member.isEmpty { pairs.put("member", .list(member)) }
        pairs.text("currency", currency?.code)
        pairs.map("table", table.tree)
        pairs.texts("email", email)
        pairs.put(
            "billingCycle", billingCycle.isEmpty ? nil : billingCycle.count == 1 ? billingCycle[0].tree : .list(billingCycle.map(\.tree)))
        pairs.text("exchangeAt", exchangeAt.rawValue, unless: ExchangeMoment.call.rawValue)
        pairs.text("layout", layout?.text)
        pairs.text("language", language?.rawValue)
        return pairs.pairs
    }
}

extension Site {
    /// Where the contacts stand, for comparisons.
    var contactsPlace: [Tree.Pair] { contactsFile.map { [Tree.Pair(key: "file", value: .text($0))] } ?? [] }
}

extension Contact {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("name", name)
        pairs.texts("numbers", numbers)
        return pairs.pairs
    }
}

extension BillingCycle {
    var tree: Tree {
        var pairs = PairBuilder()
        pairs.number("day", day)
        pairs.put("from", from.map { .plain($0.description) })
        return .map(pairs.pairs)
    }
}

extension RawLogPolicy {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("keep", keepDays.map { "\($0) days" })
        if !isPacked { pairs.put("compress", .plain("false")) }
        return pairs.pairs
    }
}
