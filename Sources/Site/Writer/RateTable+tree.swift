import Model
import Money
import Time

extension RateTable {
    /// All but the versions.
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("id", id.text)
        pairs.text("scheme", scheme.rawValue)
        pairs.text("provider", provider?.text)
        pairs.text("currency", currency.code)
        pairs.text("zone", zone.name)
        pairs.text("kind", kind.rawValue)
        if kind.hasRows { pairs.text("bands", bands.rawValue) }
        pairs.text("pulses", pulses.rawValue, unless: Pulses.computed.rawValue)
        if rounding != .millionth {
            let to = Amount(millionths: rounding.multiple).text(minorUnit: 0)
            pairs.map(
                "rounding", [Tree.Pair(key: "to", value: .text(to)), Tree.Pair(key: "mode", value: .text(rounding.mode.rawValue))])
        }
        pairs.put("week", week.map { .block($0.tree) })
        if !holidays.isEmpty { pairs.put("holidays", .list(holidays.map { .plain($0.description) })) }
        if attemptCharge != .zero { pairs.text("attemptCharge", attemptCharge.text) }
        pairs.lines("volumeDiscount", volumeDiscount.map { .map($0.tree(scheme)) })
        return pairs.pairs
    }

    /// Whether a file says its one version at the level of the table.
    var isFlat: Bool {
        !kind.hasRows && versions.count == 1 && versions[0].from == .first && versions[0].volumeDiscount == nil
    }
}

extension Version {
    /// What it says for all its calls, but for `defaults` of a table with rows.
    func terms(_ table: RateTable) -> [Tree.Pair] {
        var pairs = PairBuilder()
        if let derived {
            if derived.percent.units != 0 { pairs.text("percent", derived.percent.text) }
            if derived.add != .zero { pairs.text("add", derived.add.text) }
        }
        if !table.kind.hasRows { defaults.put(into: &pairs) }
        // No discount at all is something else than the table's.
        if let volumeDiscount {
            let items = volumeDiscount.map { Tree.map($0.tree(table.scheme)) }
            pairs.put("volumeDiscount", items.isEmpty ? .list([]) : .lines(items))
        }
        return pairs.pairs
    }
}

extension VolumeDiscount {
    func tree(_ scheme: Scheme) -> [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.texts("type", types.map(\.text))
        pairs.text("measure", measure.rawValue, unless: Measure.charge.rawValue)
        pairs.text("over", over.rawValue, unless: Over(of: scheme).rawValue)
        pairs.text("mode", mode.rawValue, unless: Mode.graduated.rawValue)
        let tiers = tiers.map { tier in
            Tree.map([
                Tree.Pair(key: "from", value: .text(tier.from.text(minorUnit: 0))),
                Tree.Pair(key: "percent", value: .text(tier.percent.text)),
            ])
        }
        pairs.put("tiers", .list(tiers))
        return pairs.pairs
    }
}

extension Week {
    var tree: [Tree.Pair] {
        var pairs = bands.map(\.pair)
        if !holiday.isEmpty { pairs.append(Tree.Pair(key: "holiday", value: .map(holiday.map(\.pair)))) }
        return pairs
    }
}

extension Week.Band {
    var pair: Tree.Pair { Tree.Pair(key: name, value: isElse ? .text("else") : .list(texts.map(Tree.text))) }
}

extension WallTime {
    /// A day where it is midnight, else with the time.
    var dayOrMoment: String { secondOfDay == 0 ? day.description : description }
}

extension Terms {
    func put(into pairs: inout PairBuilder) {
        pairs.text("connection", connection?.text)
        pairs.number("freeSeconds", freeSeconds)
        pairs.number("minimumDuration", minimumDuration)
        pairs.text("minimumCharge", minimumCharge?.text)
        pairs.text("maximumCharge", maximumCharge?.text)
        pairs.text("pulsePrice", pulsePrice?.text)
        pairs.number("atAnswer", atAnswer)
    }

    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        put(into: &pairs)
        return pairs.pairs
    }
}

extension Row {
    /// As the site file says it, on one line.
    public var text: String { tree.flow }

    var tree: Tree {
        var pairs = PairBuilder()
        pairs.put("prefix", .list(prefixes.map(Tree.text)))
        pairs.flag("short", short)
        pairs.text("name", name, unless: "")
        terms.put(into: &pairs)
        for band in bands { pairs.put(band.band, .map(band.tree)) }
        return .map(pairs.pairs)
    }
}

extension BandPrice {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        pairs.text("connection", connection?.text)
        switch pricing {
        case .interval(let seconds): pairs.number("interval", seconds)
        case .increments(let increments):
            pairs.text("increments", "\(increments.first)/\(increments.next)")
            pairs.text("price", increments.price.text)
            pairs.number("per", increments.per)
            pairs.text("count", increments.count.rawValue, unless: Increments.Count.rest.rawValue)
        case .steps(let steps):
            pairs.put(
                "steps",
                .list(
                    steps.map { step in
                        var inner = PairBuilder()
                        inner.number("at", step.at)
                        inner.number("block", step.block)
                        inner.text("price", step.price.text)
                        inner.number("per", step.per)
                        return .map(inner.pairs)
                    }))
        }
        return pairs.pairs
    }
}
