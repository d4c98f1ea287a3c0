import Document
import Model

/// The steps of a charge as lines of text.
enum StepWords {
    static func lines(_ steps: ChargeSteps) -> [String] {
        let rows = steps.steps.map { step in
            [name(step), price(step), step.amount, step.total]
        }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = row[0] + String(repeating: " ", count: widths[0] - row[0].count)
            for column in 1..<4 where widths[column] > 0 {
                line += "  " + String(repeating: " ", count: widths[column] - row[column].count) + row[column]
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    private static func name(_ step: ChargeSteps.Step) -> String {
        var words = kind(step.kind)
        if !step.text.isEmpty { words += " " + step.text }
        if !step.band.isEmpty, step.band != "all" { words += ", " + step.band }
        if let at = step.at { words += ", from " + DurationText.dayAndTime(at).suffix(8) }
        return words
    }

    /// `3 × 60 s at 0.12 / 60 s`.
    private static func price(_ step: ChargeSteps.Step) -> String {
        let seconds = step.seconds.map { "\($0) s" }
        var words = step.count.map { "\($0)" + (seconds.map { " × " + $0 } ?? "") } ?? seconds ?? ""
        if !step.price.isEmpty {
            let price = step.price + (step.per.map { " / \($0) s" } ?? "")
            words += words.isEmpty ? price : " at " + price
        }
        return words
    }

    private static func kind(_ kind: String) -> String {
        switch kind {
        case "selection": "chosen by rule"
        case "version": "valid from"
        case "row": "rate"
        case "minimumDuration": "shorter than the minimum duration"
        case "freeSeconds": "free seconds"
        case "counted": "all seconds at once"
        case "answerPulses": "pulses at answer"
        case "metered": "pulses counted by the switch"
        case "computed": "no count in the record, pulses computed"
        case "other": "charge of the other scheme"
        case "given": "amount that the switch wrote"
        case "percent": "on top"
        case "add": "added"
        case "minimum": "raised to the minimum"
        case "maximum": "lowered to the maximum"
        case "earlier": "charged before surcharges changed, difference"
        default: kind
        }
    }
}
