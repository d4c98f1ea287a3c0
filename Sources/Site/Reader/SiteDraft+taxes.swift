import Model
import Money
import Reading
import Time

extension SiteDraft {
    mutating func readTaxes(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "taxes") { draft, fields, _ in
            let id = draft.unique(&fields, TaxID.self, &seen)
            var tax = Tax(id: id ?? TaxID(""), name: fields.text("name", &draft.problems) ?? id?.text ?? "")
            tax.inclusive = fields.flag("inclusive", &draft.problems) ?? false
            tax.compound = draft.references(&fields, "compound", .taxes).map(TaxID.init)
            if tax.inclusive, !tax.compound.isEmpty {
                draft.problems.add(
                    fields.problem(
                        "compound", "A tax that the charges contain already is not reckoned on other taxes.",
                        mend: "Leave `compound` out, or say `inclusive: false`."))
            }
            tax.rates = draft.taxRates(&fields)
            tax.types = draft.references(&fields, "types", .callTypes).map(CallTypeID.init)
            if id != nil { draft.site.taxes.append(tax) }
        }
        refuseTaxCircles(root)
    }

    private mutating func taxRates(_ fields: inout Fields) -> [Tax.Rate] {
        var rates: [Tax.Rate] = []
        var last: CivilDay?
        each(&fields, "rates") { draft, fields, _ in
            if fields.node("percent") == nil { _ = fields.requiredText("percent", &draft.problems) }
            let percent = fields.percent("percent", in: 0...1000, &draft.problems)
            if fields.node("from") == nil { _ = fields.requiredText("from", &draft.problems) }
            guard let from = fields.day("from", &draft.problems) else { return }
            if let last, from <= last {
                draft.problems.add(fields.problem("from", "Not after the rate before, from \(last).", mend: "Let the days rise."))
            }
            last = from
            if let percent { rates.append(Tax.Rate(from: from, percent: percent)) }
        }
        if isMissingOrEmpty(&fields, "rates") {
            problems.add(
                fields.problem("rates", "The tax has no rate.", mend: "Write such as `rates: [{from: 2025-01-01, percent: \"10\"}]`."))
        }
        return rates
    }

    /// A tax that in the end would be reckoned on itself.
    private mutating func refuseTaxCircles(_ root: Fields) {
        let below = Dictionary(site.taxes.map { ($0.id, $0.compound) }, uniquingKeysWith: { first, _ in first })
        for tax in site.taxes {
            var waiting = tax.compound
            var met: Set<TaxID> = []
            while let next = waiting.popLast() {
                if met.insert(next).inserted { waiting += below[next] ?? [] }
            }
            guard met.contains(tax.id), let list = root.node.entry("taxes")?.list,
                let place = list.firstIndex(where: { $0.entry("id")?.text == tax.id.text })
            else { continue }
            problems.add(
                Problem(
                    file: file, line: list[place].entry("compound")?.line, field: "taxes[\(place)].compound", value: tax.id.text,
                    message: "The tax would be reckoned on itself.", mend: "Name only taxes that are not reckoned on this one."))
        }
    }

    mutating func readRecurring(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "recurring") { draft, fields, _ in
            let id = draft.unique(&fields, RecurringID.self, &seen)
            let name = fields.text("name", &draft.problems)
            let holder = draft.holder(&fields)
            for key in ["amount", "every", "from"] where fields.node(key) == nil { _ = fields.requiredText(key, &draft.problems) }
            let amount = fields.price("amount", &draft.problems)
            let currency = fields.currency("currency", &draft.problems)
            let every = fields.choice("every", RecurringCharge.Every.self, &draft.problems)
            let validity = fields.validity(&draft.problems)
            let prorata = fields.flag("prorata", &draft.problems) ?? false
            let tax = draft.reference(&fields, "tax", .taxes, TaxID.self)
            guard let id, let holder, let amount, let every, let from = validity.from else { return }
            var charge = RecurringCharge(id: id, name: name ?? id.text, holder: holder, amount: amount, every: every, from: from)
            (charge.currency, charge.to, charge.prorata, charge.tax) = (currency, validity.to, prorata, tax)
            draft.site.recurring.append(charge)
        }
    }
}
