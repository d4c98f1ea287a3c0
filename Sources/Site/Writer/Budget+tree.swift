import Model
import Money
import Time

extension Budget {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        holder.put(into: &pairs)
        pairs.text("amount", amount.text(minorUnit: 2))
        pairs.text("currency", currency?.code)
        pairs.text("every", every.rawValue)
        pairs.put("from", .plain(from.description))
        pairs.put("to", to.map { .plain($0.description) })
        pairs.number("warnAt", warnAt, unless: Budget.usualWarning)
        return pairs.pairs
    }
}
