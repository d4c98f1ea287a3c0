import Model
import Money
import Reading

/// Most seconds, or calls, that an allowance grants.
private let mostGranted = 1_000_000_000

extension SiteDraft {
    /// What a rule of a package takes off.
    mutating func effect(_ fields: inout Fields) -> PackageRule.Effect? {
        let key = exactlyOne(
            ["percent", "perCall", "perMinute", "allowance"], &fields,
            "Write such as `percent: \"10\"`, `perCall: \"0.02\"`, `perMinute: \"0.01\"` or `allowance: {minutes: 60}`.")
        let currency = fields.currency("currency", &problems)
        let percent = fields.percent("percent", in: 0...100, &problems)
        let (perCall, perMinute) = (fields.price("perCall", &problems), fields.price("perMinute", &problems))
        let allowance = allowance(&fields, currency)
        switch key {
        case "percent":
            refuse(["currency"], &fields, "A percentage has no currency.", "Leave it out.")
            return percent.map { .percent($0) }
        case "perCall": return perCall.map { .perCall($0, currency) }
        case "perMinute": return perMinute.map { .perMinute($0, currency) }
        case "allowance": return allowance.map { .allowance($0) }
        default: return nil
        }
    }

    private mutating func allowance(_ fields: inout Fields, _ outer: Currency?) -> Allowance? {
        guard var inner = fields.fields("allowance", &problems), inner.node.map != nil else { return nil }
        let key = exactlyOne(
            ["minutes", "seconds", "calls", "money"], &inner,
            "Write such as `minutes: 60`, `calls: 10` or `money: \"5.00\", currency: USD`.")
        let time = time(&inner, key)
        let calls = inner.integer("calls", in: 0...mostGranted, &problems)
        let money = money(&inner, &fields, outer, isAsked: key == "money")
        let carryOver = inner.flag("carryOver", &problems) ?? false
        let covers = inner.choice("covers", Allowance.Cover.self, &problems) ?? .charge
        inner.close(&problems)
        let grant: Allowance.Grant? =
            switch key {
            case "minutes", "seconds": time
            case "calls": calls.map(Allowance.Grant.calls)
            case "money": money.map(Allowance.Grant.money)
            default: nil
            }
        guard let grant else { return nil }
        var allowance = Allowance(grant: grant)
        (allowance.carryOver, allowance.covers) = (carryOver, covers)
        return allowance
    }

    /// `minutes` or `seconds`, with `per`.
    private mutating func time(_ fields: inout Fields, _ key: String?) -> Allowance.Grant? {
        enum Per: String, CaseIterable { case second, minute }
        let per = fields.choice("per", Per.self, &problems) ?? .second
        let isTime = key == "minutes" || key == "seconds"
        if key != nil, !isTime { refuse(["per"], &fields, "Only time is counted by seconds or minutes.", "Leave it out.") }
        let minutes = minutes(&fields)
        let seconds = fields.integer("seconds", in: 0...mostGranted, &problems)
        guard let key, isTime, let granted = key == "minutes" ? minutes : seconds else { return nil }
        if per == .minute, granted % 60 != 0 {
            problems.add(
                fields.problem(
                    key, "Counted by begun minutes it is not a whole number of minutes.", mend: "Write whole minutes, or `per: second`."))
        }
        return .time(seconds: granted, perMinute: per == .minute)
    }

    /// `60` or `"1.5"`, in seconds.
    private mutating func minutes(_ fields: inout Fields) -> Int? {
        let decimals = 4
        let units = fields.decimal("minutes", &problems) { text throws(DecimalError) in
            let units = try DecimalText.parse(text, decimals: decimals)
            guard units >= 0 else { throw .negative }
            return units
        }
        guard let units else { return nil }
        let (seconds, part) = (units / 10_000 * 60 + units % 10_000 * 60 / 10_000, units % 10_000 * 60 % 10_000)
        guard part == 0, seconds <= mostGranted else {
            problems.add(
                fields.problem(
                    "minutes", part == 0 ? "Too many minutes." : "Not a whole number of seconds.",
                    mend: part == 0 ? "Write at most \(mostGranted / 60)." : "Write `seconds: …` instead."))
            return nil
        }
        return Int(seconds)
    }

    /// The currency may stand in the allowance or beside it.
    private mutating func money(_ fields: inout Fields, _ rule: inout Fields, _ outer: Currency?, isAsked: Bool) -> Money? {
        let amount = fields.decimal("money", &problems) { text throws(DecimalError) in
            let amount = try Amount(text: text)
            guard amount >= .zero else { throw .negative }
            return amount
        }
        let own = fields.currency("currency", &problems)
        guard isAsked else {
            refuse(["currency"], &fields, "Only money has a currency.", "Leave it out.")
            refuse(["currency"], &rule, "Only amounts of money have a currency.", "Leave it out.")
            return nil
        }
        if let own, let outer, own != outer {
            problems.add(
                fields.problem("currency", "The rule beside it says \(outer.code).", mend: "Keep one of the two currencies."))
        }
        if fields.node("currency") == nil, rule.node("currency") == nil {
            problems.add(fields.problem("money", "Of which currency?", mend: "Add `currency: USD` beside it."))
        }
        guard let amount, let currency = own ?? outer else { return nil }
        return Money(amount, currency)
    }
}
