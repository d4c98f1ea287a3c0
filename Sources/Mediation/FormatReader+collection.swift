import Model
import Reading

extension FormatReader {
    /// `sequence: {from: running, range: 1-9999}`: the running number that a switch prints.
    mutating func readSequence(_ fields: inout Fields) {
        guard var rule = fields.fields("sequence", &problems) else { return }
        let from = rule.requiredText("from", &problems)
        let range = rule.text("range", &problems)
        rule.close(&problems)
        var limits: ClosedRange<Int64> = 0...Int64.max
        if let range {
            let ends = range.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
            if ends.count == 2, let low = ends[0], let high = ends[1], low < high {
                limits = low...high
            } else {
                problems.add(rule.problem("range", "Not two numbers, the lower first.", mend: "Write such as 1-9999."))
            }
        }
        guard let from, let number = numberField(from, rule, "from") else { return }
        conditions.draft.sequence = SequenceRule(number: number, range: limits)
    }

    /// `session: {key: …, opens: …, closes: …, at: …}`: records of calls that go on.
    mutating func readSession(_ fields: inout Fields) {
        guard var rule = fields.fields("session", &problems) else { return }
        let key = rule.node("key")
        let opens = rule.node("opens")
        let closes = rule.node("closes")
        let at = rule.text("at", &problems)
        rule.close(&problems)
        guard let key, opens != nil, closes != nil else {
            problems.add(
                rule.problem(
                    "key", "A session needs `key`, `opens` and `closes`.",
                    mend: "Name what its records have in common, and the conditions for those that open and end it."))
            return
        }
        let time = at.flatMap { numberField($0, rule, "at") } ?? -1
        conditions.draft.session = SessionRule(
            key: textRule(key, path: rule.path("key"), stage: .skip),
            opens: conditions.condition(opens, path: rule.path("opens"), stage: .skip),
            closes: conditions.condition(closes, path: rule.path("closes"), stage: .skip), at: time)
    }

    private mutating func numberField(_ name: String, _ rule: Fields, _ key: String) -> Int32? {
        let place = conditions.draft.fieldNames.firstIndex(of: name)
        if let place, let found = conditions.draft.numbers.firstIndex(where: { Int($0.field) == place }) { return Int32(found) }
        problems.add(rule.problem(key, "\(name) is no number field.", mend: "Name one that stands under `numbers`."))
        return nil
    }
}
