import Model
import Money

extension Package {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        head.forEach { pairs.put($0.key, $0.value) }
        pairs.lines("rules", rules.map(\.tree))
        pairs.lines("assigned", assigned.map { .map($0.tree) })
        return pairs.pairs
    }

    /// All but its rules and who has it.
    var head: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("scheme", scheme.rawValue, unless: Scheme.price.rawValue)
        pairs.text("mode", mode.rawValue, unless: Mode.inOrder.rawValue)
        return pairs.pairs
    }
}

extension Package.Assignment {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        holder.put(into: &pairs)
        validity.put(into: &pairs)
        pairs.flag("shared", shared)
        pairs.flag("prorata", prorata)
        return pairs.pairs
    }
}

extension Holder {
    func put(into pairs: inout PairBuilder) {
        switch self {
        case .party(let id): pairs.text("party", id.text)
        case .organisation(let id): pairs.text("organisation", id.text)
        }
    }

    /// In differences.
    var name: String {
        switch self {
        case .party(let id): "party " + id.text
        case .organisation(let id): "organisation " + id.text
        }
    }
}

extension PackageRule {
    var tree: Tree {
        var pairs = PairBuilder()
        pairs.map("when", when.tree)
        switch effect {
        case .percent(let percent): pairs.text("percent", percent.text)
        case .perCall(let price, let currency):
            pairs.text("perCall", price.text)
            pairs.text("currency", currency?.code)
        case .perMinute(let price, let currency):
            pairs.text("perMinute", price.text)
            pairs.text("currency", currency?.code)
        case .allowance(let allowance): pairs.map("allowance", allowance.tree)
        }
        return .map(pairs.pairs)
    }
}

extension PackageCondition {
    fileprivate var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.texts("type", types.map(\.text))
        pairs.texts("destination", destinations)
        pairs.texts("favourites", favourites)
        switch band {
        case .none: break
        case .named(let name): pairs.text("band", name)
        case .week(let texts, _): pairs.map("band", [Tree.Pair(key: "week", value: .list(texts.map(Tree.text)))])
        }
        return pairs.pairs
    }
}

extension Allowance {
    fileprivate var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        switch grant {
        case .time(let seconds, let perMinute):
            if seconds % 60 == 0 { pairs.number("minutes", seconds / 60) } else { pairs.number("seconds", seconds) }
            if perMinute { pairs.text("per", "minute") }
        case .calls(let calls): pairs.number("calls", calls)
        case .money(let money):
            pairs.text("money", money.text)
            pairs.text("currency", money.currency.code)
        }
        pairs.flag("carryOver", carryOver)
        pairs.text("covers", covers.rawValue, unless: Cover.charge.rawValue)
        return pairs.pairs
    }
}
