import Model
import Money
import Reading

/// Most of a figure that a rule can name.
private let mostFigure = 1_000_000_000

extension SiteDraft {
    /// What goes along with sums of a party, and with budgets.
    private static let ofSums: Set = ["type", "direction", "party", "organisation"]
    private static let ofBudgets: Set = ["party", "organisation"]

    /// `total`, `budget`, `burst`, `firstTime` or `oddHours` of a rule's `when`; at most one of them.
    /// - Parameter directions: of the calls that the rule counts; `[]`: it does not say.
    mutating func partyCondition(_ fields: inout Fields, _ directions: [Direction]) -> PartyCondition? {
        let read: [(key: String, condition: PartyCondition?)] = [
            ("total", total(&fields)), ("budget", budgetMarks(&fields)), ("burst", burst(&fields)), ("firstTime", firstTime(&fields)),
            ("oddHours", oddHours(&fields)),
        ]
        let said = read.filter { fields.has($0.key) }
        guard let first = said.first else { return nil }
        if said.count > 1 {
            problems.add(
                fields.problem(
                    said[1].key, "A rule looks for one thing in the sums of a party.",
                    mend: "Make a rule of \(first.key) and one of \(said[1].key)."))
        }
        let allowed = (first.key == "budget" ? Self.ofBudgets : Self.ofSums).union(said.map(\.key))
        if let other = (fields.node.map ?? []).first(where: { !allowed.contains($0.key) && !["trouble", "source"].contains($0.key) }) {
            let names = allowed.subtracting(said.map(\.key)).sorted().joined(separator: ", ")
            problems.add(
                fields.problem(
                    other.key, "It does not go with `\(first.key)`.", mend: "With it go \(names); make another rule of the rest."))
        }
        if case .firstTime(let rule) = first.condition, rule.of != .type, !directions.isEmpty,
            Set(directions).isDisjoint(with: [.out, .transit])
        {
            problems.add(
                fields.problem(
                    "direction", "Such calls have no \(rule.of.rawValue): nobody will be told.",
                    mend: "Write `direction: [out]`, or take it out.", .warning))
        }
        return first.condition
    }

    private mutating func total(_ fields: inout Fields) -> PartyCondition? {
        guard var inner = fields.fields("total", &problems) else { return nil }
        defer { inner.close(&problems) }
        if !inner.has("in") { _ = inner.requiredText("in", &problems) }
        let span = inner.choice("in", PartyCondition.Total.Span.self, &problems)
        let each = inner.choice("each", PartyCondition.Total.Each.self, &problems) ?? .party
        if each == .node, !fields.has("organisation") {
            problems.add(inner.problem("each", "No node is named.", mend: "Add `organisation: [sales]` to `when`."))
        }
        guard let above = figure(&inner, isRequired: true), let span else { return nil }
        return .total(PartyCondition.Total(span, each: each, above: above))
    }

    private mutating func budgetMarks(_ fields: inout Fields) -> PartyCondition? {
        let marks = choices(&fields, "budget", PartyCondition.BudgetMark.allCases.map(\.rawValue))
            .compactMap { PartyCondition.BudgetMark(rawValue: $0) }
        if !marks.isEmpty, root.entry("budgets") == nil {
            problems.add(
                fields.problem("budget", "There is no budget: nobody will be told.", mend: "Add `budgets:` to the site file.", .warning))
        }
        return marks.isEmpty ? nil : .budget(marks)
    }

    private mutating func burst(_ fields: inout Fields) -> PartyCondition? {
        guard var inner = fields.fields("burst", &problems) else { return nil }
        defer { inner.close(&problems) }
        if !inner.has("in") { _ = inner.requiredText("in", &problems) }
        let span = inner.choice("in", PartyCondition.Burst.Span.self, &problems)
        let floor = figure(&inner, isRequired: false)
        let factor = inner.integer("factor", in: 1...1000, &problems)
        let weeks = weeks(&inner)
        guard let span else { return nil }
        var burst = PartyCondition.Burst(span)
        burst.floor = floor ?? burst.floor
        burst.factor = factor ?? burst.factor
        burst.weeks = weeks ?? burst.weeks
        return .burst(burst)
    }

    private mutating func firstTime(_ fields: inout Fields) -> PartyCondition? {
        guard var inner = fields.fields("firstTime", &problems) else { return nil }
        defer { inner.close(&problems) }
        if !inner.has("of") { _ = inner.requiredText("of", &problems) }
        let of = inner.choice("of", PartyCondition.FirstTime.Of.self, &problems)
        let floor = figure(&inner, isRequired: false)
        let days = inner.integer("days", in: PartyCondition.leastPast...400, &problems)
        guard let of else { return nil }
        var first = PartyCondition.FirstTime(of)
        first.floor = floor ?? first.floor
        first.days = days ?? first.days
        return .firstTime(first)
    }

    private mutating func oddHours(_ fields: inout Fields) -> PartyCondition? {
        guard var inner = fields.fields("oddHours", &problems) else { return nil }
        defer { inner.close(&problems) }
        if inner.has("minutes") {
            problems.add(inner.problem("minutes", "Hours are told by calls or money.", mend: "Write `calls: 3`, or an amount."))
        }
        let floor = figure(&inner, isRequired: false)
        let weeks = weeks(&inner)
        var odd = PartyCondition.OddHours()
        odd.floor = floor ?? odd.floor
        odd.weeks = weeks ?? odd.weeks
        return .oddHours(odd)
    }

    private mutating func weeks(_ fields: inout Fields) -> Int? { fields.integer("weeks", in: 2...52, &problems) }

    /// Exactly one of `calls`, `minutes`, `price` and `cost`, the last two with `currency`.
    private mutating func figure(_ fields: inout Fields, isRequired: Bool) -> CallFigure? {
        let said = ["calls", "minutes", "price", "cost"].filter(fields.has)
        let counts = ["calls", "minutes"].map { fields.integer($0, in: 0...mostFigure, &problems) }
        let amounts = Scheme.allCases.map { scheme in
            fields.decimal(scheme.rawValue, &problems) { text throws(DecimalError) in try Amount(text: text) }.map { (scheme, $0) }
        }
        let currency = fields.currency("currency", &problems)
        let isMoney = said.contains("price") || said.contains("cost")
        if isMoney, !fields.has("currency") { _ = fields.requiredText("currency", &problems) }
        if !isMoney, fields.has("currency") {
            problems.add(fields.problem("currency", "There is no amount.", mend: "Add `price: \"5.00\"`, or take the currency out."))
        }
        guard said.count == 1 else {
            if isRequired || said.count > 1 {
                problems.add(
                    fields.problem(
                        said.last ?? "calls", said.isEmpty ? "No figure." : "More than one figure.",
                        mend: "Write one of `calls: 50`, `minutes: 600`, `price: \"5.00\"` and `cost: \"5.00\"`."))
            }
            return nil
        }
        if let calls = counts[0] { return .calls(calls) }
        if let minutes = counts[1] { return .minutes(minutes) }
        guard let currency, let (scheme, amount) = amounts.compactMap({ $0 }).first else { return nil }
        return .money(scheme, Money(amount, currency))
    }
}
