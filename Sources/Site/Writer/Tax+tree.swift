import Model
import Money
import Time

extension ExchangeRates {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        head.forEach { pairs.put($0.key, $0.value) }
        pairs.lines("rates", quotes.map { .map($0.tree) })
        return pairs.pairs
    }

    /// All but the rates.
    var head: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.number("maxAge", maxAge, unless: 7)
        return pairs.pairs
    }
}

extension ExchangeRates.Quote {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.put("date", .plain(day.description))
        pairs.text("from", from.code)
        pairs.text("to", to.code)
        pairs.text("rate", rate.text)
        return pairs.pairs
    }
}

extension Tax {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("name", name)
        pairs.flag("inclusive", inclusive)
        pairs.texts("compound", compound.map(\.text))
        let rates = rates.map { rate in
            Tree.map([
                Tree.Pair(key: "from", value: .plain(rate.from.description)), Tree.Pair(key: "percent", value: .text(rate.percent.text)),
            ])
        }
        pairs.put("rates", .list(rates))
        pairs.texts("types", types.map(\.text))
        return pairs.pairs
    }
}

extension RecurringCharge {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("name", name)
        holder.put(into: &pairs)
        pairs.text("amount", amount.text)
        pairs.text("currency", currency?.code)
        pairs.text("every", every.rawValue)
        pairs.put("from", .plain(from.description))
        pairs.put("to", to.map { .plain($0.description) })
        pairs.flag("prorata", prorata)
        pairs.text("tax", tax?.text)
        return pairs.pairs
    }
}
