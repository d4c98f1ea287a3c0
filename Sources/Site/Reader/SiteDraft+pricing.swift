import Model
import Money
import Reading

extension SiteDraft {
    /// Pulses: one every so many seconds.
    mutating func interval(_ fields: inout Fields) -> Pricing? {
        refuse(
            ["steps", "increments", "price", "per", "count"], &fields, "A table of the kind pulse has intervals, no blocks.",
            "Write `interval: 36`.")
        if fields.node("interval") == nil { _ = fields.requiredText("interval", &problems) }
        return fields.integer("interval", in: 1...mostSeconds, &problems).map(Pricing.interval)
    }

    mutating func blocks(_ fields: inout Fields, _ table: RateTable) -> Pricing? {
        refuse(
            ["interval"], &fields, "A table of the kind block has no intervals.",
            "Say `kind: pulse` in the table, or write `steps` or `increments`.")
        let hasSteps = fields.node("steps") != nil
        guard fields.node("increments") != nil else {
            refuse(
                ["price", "per", "count"], &fields, "This belongs to `increments`.",
                "Write it in each step, or use `increments: \"60/60\"`.")
            if hasSteps { return steps(&fields) }
            problems.add(
                Problem(
                    file: file, line: fields.node.line, field: fields.path, message: "There is no price: neither steps nor increments.",
                    mend: "Write `increments: \"60/6\", price: \"0.30\", per: 60` or `steps: […]`."))
            return nil
        }
        if hasSteps { refuse(["steps"], &fields, "Steps and increments together.", "Keep one of them.") }
        return increments(&fields, table)
    }

    mutating func refuse(_ keys: [String], _ fields: inout Fields, _ message: String, _ mend: String) {
        for key in keys where fields.has(key) && fields.node(key) != nil { problems.add(fields.problem(key, message, mend: mend)) }
    }

    private mutating func requiredPrice(_ fields: inout Fields) -> Price? {
        if fields.node("price") == nil { _ = fields.requiredText("price", &problems) }
        return fields.price("price", &problems)
    }

    private mutating func increments(_ fields: inout Fields, _ table: RateTable) -> Pricing? {
        let count = fields.choice("count", Increments.Count.self, &problems) ?? .rest
        if count == .total, table.bands != .start {
            problems.add(
                fields.problem("count", "`total` needs `bands: start`.", mend: "Say `bands: start` in the table, or leave `count` out."))
        }
        let price = requiredPrice(&fields)
        let per = fields.node("per") == nil ? 60 : fields.integer("per", in: 1...mostSeconds, &problems)
        let text = fields.text("increments", &problems) ?? ""
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Form.isDigits(String($0)) ? Int($0) : nil }
        guard parts.count == 2, let first = parts[0], let next = parts[1], (1...mostSeconds).contains(first),
            (1...mostSeconds).contains(next)
        else {
            problems.add(
                fields.problem("increments", "Not two lengths in seconds.", mend: "Write first/next such as \"60/6\", each at least 1."))
            return nil
        }
        guard let price, let per else { return nil }
        return .increments(Increments(first: first, next: next, price: price, per: per, count: count))
    }

    private mutating func steps(_ fields: inout Fields) -> Pricing? {
        var steps: [Step] = []
        var last: Int?
        let before = problems.errors.count
        each(&fields, "steps") { draft, step, index in
            for key in ["at", "block"] where step.node(key) == nil { _ = step.requiredText(key, &draft.problems) }
            let at = step.integer("at", in: 0...mostSeconds, &draft.problems)
            let block = step.integer("block", in: 1...mostSeconds, &draft.problems)
            let price = draft.requiredPrice(&step)
            let per = step.integer("per", in: 1...mostSeconds, &draft.problems)
            if let at, let last, at <= last {
                draft.problems.add(step.problem("at", "Not after the step before, at \(last).", mend: "Let the offsets rise."))
            }
            if let at, index == 0, at != 0 {
                draft.problems.add(step.problem("at", "The first step is not at 0.", mend: "Begin with `at: 0`."))
            }
            last = at ?? last
            guard let at, let block, let price else { return }
            steps.append(Step(at: at, block: block, price: price, per: per))
        }
        if steps.isEmpty, problems.errors.count == before {
            problems.add(fields.problem("steps", "There is no step.", mend: "Write such as [{at: 0, block: 60, price: \"0.02\"}]."))
        }
        return problems.errors.count == before ? .steps(steps) : nil
    }
}
