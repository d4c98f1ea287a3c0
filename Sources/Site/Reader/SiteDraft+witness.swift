import Model
import Money
import Reading

extension SiteDraft {
    /// `provider: vnpt` and `match: {start: 120, duration: 5, amount: "0.01", calling: false}` of a witness.
    mutating func readWitness(_ fields: inout Fields, _ result: inout Switch) {
        let provider = reference(&fields, "provider", .providers, ProviderID.self)
        let match = fields.fields("match", &problems).map { witnessMatch($0) }
        guard result.role == .witness else {
            for key in ["provider", "match"] where fields.has(key) {
                problems.add(
                    fields.problem(key, "Only a witness's records are matched.", mend: "Add `role: witness`, or leave `\(key)` out."))
            }
            return
        }
        result.provider = provider
        if let match { result.match = match }
        if let provider, !hasTrunk(of: provider) {
            problems.add(
                fields.problem(
                    "provider", "No trunk is this provider's: no call of ours can be on its bill.",
                    mend: "Write `provider: \(provider.text)` at the trunks that it serves.", .warning))
        }
    }

    private mutating func witnessMatch(_ fields: Fields) -> WitnessMatch {
        var (fields, match) = (fields, WitnessMatch())
        if let start = fields.integer("start", in: 0...86_400, &problems) { match.start = start }
        if let duration = fields.integer("duration", in: 0...86_400, &problems) { match.duration = duration }
        if let amount = fields.decimal("amount", &problems, { text throws(DecimalError) in try Amount(text: text) }) {
            if amount < .zero {
                problems.add(fields.problem("amount", "A difference is not below nothing.", mend: "Write such as \"0.01\"."))
            } else {
                match.amount = amount
            }
        }
        match.comparesCalling = fields.flag("calling", &problems) ?? true
        fields.close(&problems)
        return match
    }

    private func hasTrunk(of provider: ProviderID) -> Bool {
        (root.entry("trunks")?.list ?? []).contains { $0.entry("provider")?.text == provider.text }
    }
}
