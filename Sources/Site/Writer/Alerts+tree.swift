import Model
import Money

extension MailSettings {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("server", server)
        pairs.number("port", port, unless: security.port)
        pairs.text("security", security.rawValue, unless: Security.starttls.rawValue)
        pairs.text("from", from.text)
        pairs.text("user", user)
        pairs.text("passwordFile", passwordFile)
        pairs.text("caFile", caFile)
        pairs.text("link", link)
        if let daily {
            var inner = PairBuilder()
            inner.texts("to", daily.to.map(\.text))
            inner.text("at", Form.clockText(daily.minute), unless: "07:00")
            pairs.put("daily", .map(inner.pairs))
        }
        return pairs.pairs
    }
}

extension AlertRule {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.put("when", .map(when.tree))
        pairs.texts("to", to.map(\.text))
        if let webhook {
            var inner = PairBuilder()
            inner.text("url", webhook.url.text)
            inner.text("secretFile", webhook.secretFile)
            inner.texts("allowed", webhook.allowed)
            pairs.put("webhook", .map(inner.pairs))
        }
        pairs.number("age", age, unless: 3600)
        pairs.number("atMost", atMost, unless: 20)
        return pairs.pairs
    }
}

extension AlertCondition {
    fileprivate var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.number("longerThan", longerThan)
        if let dearerThan {
            var inner = PairBuilder()
            inner.text(dearerThan.scheme.rawValue, dearerThan.limit.text)
            inner.text("currency", dearerThan.limit.currency.code)
            pairs.put("dearerThan", .map(inner.pairs))
        }
        pairs.texts("called", called)
        pairs.texts("calling", calling)
        pairs.texts("type", types.map(\.text))
        pairs.texts("direction", directions.compactMap(\.name))
        pairs.texts("week", week)
        pairs.texts("party", parties.map(\.text))
        pairs.texts("organisation", organisation.map(\.text))
        pairs.flag("emergency", emergency)
        if let pair = ofParty?.pair { pairs.put(pair.key, pair.value) }
        pairs.texts("trouble", troubles.map(\.rawValue))
        pairs.texts("source", sources.map(\.text))
        return pairs.pairs
    }
}
