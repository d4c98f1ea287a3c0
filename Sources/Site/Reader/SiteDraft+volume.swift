import Model
import Money
import Reading

extension SiteDraft {
    /// `volumeDiscount:` of a rate table or of one of its versions.
    mutating func volumeDiscounts(_ fields: inout Fields, _ scheme: Scheme, hasProvider: Bool) -> [VolumeDiscount] {
        var discounts: [VolumeDiscount] = []
        each(&fields, "volumeDiscount") { draft, fields, _ in
            var discount = VolumeDiscount()
            discount.types = draft.references(&fields, "type", .callTypes).map(CallTypeID.init)
            discount.measure = fields.choice("measure", VolumeDiscount.Measure.self, &draft.problems) ?? .charge
            discount.over = fields.choice("over", VolumeDiscount.Over.self, &draft.problems) ?? VolumeDiscount.Over(of: scheme)
            discount.mode = fields.choice("mode", VolumeDiscount.Mode.self, &draft.problems) ?? .graduated
            if discount.over == .provider, fields.has("over"), !hasProvider {
                draft.problems.add(
                    fields.problem(
                        "over", "Measured over the tables of a provider, and this table has none.",
                        mend: "Add `provider` to the table, or say `over: party`."))
            }
            draft.refuseEmptyLists(fields, but: "tiers")
            discount.tiers = draft.tiers(&fields, discount.measure)
            discounts.append(discount)
        }
        return discounts
    }

    private mutating func tiers(_ fields: inout Fields, _ measure: VolumeDiscount.Measure) -> [VolumeDiscount.Tier] {
        var tiers: [VolumeDiscount.Tier] = []
        var last: Amount?
        each(&fields, "tiers") { draft, fields, _ in
            for key in ["from", "percent"] where fields.node(key) == nil { _ = fields.requiredText(key, &draft.problems) }
            let percent = fields.percent("percent", in: 0...100, &draft.problems)
            let from = fields.decimal("from", &draft.problems) { text throws(DecimalError) in
                let from = try Amount(text: text)
                guard from >= .zero else { throw .negative }
                return from
            }
            guard let from else { return }
            if measure == .calls, from.millionths % 1_000_000 != 0 {
                draft.problems.add(fields.problem("from", "Calls are whole.", mend: "Write a whole number of calls."))
            }
            if let last, from <= last {
                draft.problems.add(
                    fields.problem("from", "Not above the tier before, from \(last.text(minorUnit: 0)).", mend: "Let the tiers rise."))
            }
            last = from
            if let percent { tiers.append(VolumeDiscount.Tier(from: from, percent: percent)) }
        }
        if isMissingOrEmpty(&fields, "tiers") {
            problems.add(
                fields.problem("tiers", "There is no tier.", mend: "Write such as `tiers: [{from: \"100\", percent: \"10\"}]`."))
        }
        return tiers
    }
}

extension VolumeDiscount.Over {
    /// What is meant where a table of the scheme says nothing.
    init(of scheme: Scheme) { self = scheme == .cost ? .provider : .party }
}
