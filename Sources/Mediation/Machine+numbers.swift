import Model
import Time

extension Machine {
    /// Reads every number field. A text that is no number of its form is a broken record.
    mutating func readNumbers() -> Fault? {
        var broken: Fault?
        for index in program.numbers.indices {
            let text = bytes(trimmed(fields[Int(program.numbers[index].field)]))
            if text.isEmpty {
                numbers[index] = program.numbers[index].blank
            } else if let value = program.numbers[index].form.value(text) {
                numbers[index] = value
            } else {
                numbers[index] = NumberField.none
                broken = .number
            }
        }
        return broken
    }

    /// Sets stamp, start, duration, ring, span and pulses.
    mutating func setTimes(_ record: inout CallRecord, _ years: inout YearTracker) -> Fault? {
        duration = 0
        ring = NumberField.none
        duration = max(0, number(program.duration) ?? 0)
        ring = number(program.ring).map { max(0, $0) } ?? NumberField.none
        record.duration = Int32(clamping: duration)
        record.ring = ring == NumberField.none ? -1 : Int32(clamping: ring)
        record.span = number(program.span).map { Int32(clamping: max(0, $0)) } ?? -1
        record.pulses = number(program.pulses).map { Int32(clamping: max(0, $0)) } ?? -1
        switch wall(program.stamp, &years) {
        case .failure(let reason): return reason
        case .success(let stamp): record.stamp = stamp
        }
        record.instant = nil
        if let instant = program.instant, case .success(let utc) = wall(instant, &years) {
            record.instant = Instant(seconds: utc.seconds)
        }
        if let start = program.start {
            switch wall(start, &years) {
            case .failure(let reason): return reason
            case .success(let wall): record.start = wall
            }
            return nil
        }
        let ringing = ring == NumberField.none ? 0 : ring
        switch program.stamp.meaning {
        case .start: record.start = record.stamp
        case .answer: record.start = record.stamp - ringing
        case .end: record.start = record.stamp - duration - ringing
        }
        return nil
    }

    /// The first rule whose condition holds and whose numbers are all known.
    func number(_ rules: [NumberRule]) -> Int64? {
        for rule in rules where holds(rule.condition) {
            if let value = sum(rule) { return value }
        }
        return nil
    }

    private func sum(_ rule: NumberRule) -> Int64? {
        var total = rule.constant
        for link in rule.plus.range {
            let value = numbers[Int(program.links[link])]
            guard value != NumberField.none else { return nil }
            total += value
        }
        for link in rule.minus.range {
            let value = numbers[Int(program.links[link])]
            guard value != NumberField.none else { return nil }
            total -= value
        }
        return total
    }

    private func wall(_ rule: StampRule, _ years: inout YearTracker) -> Result<WallTime, Fault> {
        var parts = StampParts()
        for part in rule.parts {
            let text = bytes(trimmed(fields[Int(part.field)]))
            var fits = false
            for form in part.forms {
                var trial = parts
                guard trial.read(text, form) else { continue }
                parts = trial
                fits = true
                break
            }
            guard fits else { return .failure(.stamp) }
        }
        if parts.year < 0 {
            guard let year = years.year(month: parts.month, day: parts.day) else { return .failure(.noYear) }
            parts.year = year
        }
        guard let day = CivilDay(year: parts.year, month: parts.month, day: parts.day) else { return .failure(.stamp) }
        return .success(WallTime(day: day, second: parts.hour * 3600 + parts.minute * 60 + parts.second))
    }
}
