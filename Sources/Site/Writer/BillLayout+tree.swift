import Model
import Money

extension BillLayout {
    var tree: [Tree.Pair] {
        var pairs = PairBuilder()
        var bold = PairBuilder()
        bold.number("duration", boldOverDuration)
        bold.text("price", boldOverPrice?.text)
        bold.text("currency", boldOverPrice?.currency.code)
        pairs.map("boldOver", bold.pairs)
        pairs.put("letterhead", letterhead.map(Self.list))
        pairs.text("logo", logo?.name)
        pairs.put("footer", footer.map(Self.list))
        pairs.put("slip", slip.map(Self.list))
        pairs.number("dueDays", dueDays)
        pairs.text("language", language?.rawValue)
        pairs.put("itemised", itemised.map { .plain(String($0)) })
        pairs.text("numbers", numbers?.rawValue)
        pairs.text("freeHelplines", freeHelplines?.rawValue)
        pairs.put("helplines", helplines.map(Self.list))
        pairs.text("colours", colours?.rawValue)
        return pairs.pairs
    }

    /// What differs: of a picture its content too, which the site file does not show.
    var comparedTree: [Tree.Pair] {
        guard let logo else { return tree }
        var print = Fingerprint()
        print.add(logo.bytes)
        return tree.map { pair in
            pair.key == "logo"
                ? Tree.Pair(key: pair.key, value: .text("\(logo.name) (\(logo.bytes.count) bytes, \(String(print.value, radix: 16)))"))
                : pair
        }
    }

    /// More than fits on a line.
    var saysMuch: Bool { letterhead != nil || footer != nil || slip != nil }

    private static func list(_ texts: [String]) -> Tree { .list(texts.map(Tree.text)) }
}

extension NamedLayout {
    var tree: [Tree.Pair] { [Tree.Pair(key: "id", value: .text(id.text))] + layout.tree }
    var comparedTree: [Tree.Pair] { [Tree.Pair(key: "id", value: .text(id.text))] + layout.comparedTree }
}

extension Site {
    /// The pictures that layouts name, each once.
    public var logos: [LogoFile] {
        var seen: Set<String> = []
        return ([layout] + layouts.map(\.layout)).compactMap(\.logo).filter { seen.insert($0.name).inserted }
    }
}
