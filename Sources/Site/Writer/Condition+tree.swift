import Model
import Money

extension Condition {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.texts("party", parties.map(\.text))
        pairs.texts("organisation", organisation.map(\.text))
        pairs.texts("trunk", trunks)
        pairs.texts("trunkGroup", trunkGroups)
        pairs.texts("provider", providers.map(\.text))
        pairs.texts("account", accounts)
        pairs.texts("sourceIP", sourceIPs)
        pairs.texts("direction", directions.compactMap(\.name))
        pairs.texts("type", types.map(\.text))
        pairs.texts("destination", destinations)
        pairs.texts("called", called)
        pairs.texts("calling", calling)
        return pairs.pairs
    }
}

extension SelectionRule {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("scheme", scheme.rawValue)
        pairs.map("when", when.tree)
        pairs.text("table", table.text)
        return pairs.pairs
    }
}

extension Surcharge {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("scheme", scheme.rawValue, unless: Scheme.price.rawValue)
        pairs.map("when", when.tree)
        switch addition {
        case .flat(let price, let currency):
            pairs.text("flat", price.text)
            pairs.text("currency", currency?.code)
        case .perMinute(let price, let currency):
            pairs.text("perMinute", price.text)
            pairs.text("currency", currency?.code)
        case .percent(let percent): pairs.text("percent", percent.text)
        }
        pairs.flag("counts", counts)
        return pairs.pairs
    }
}
