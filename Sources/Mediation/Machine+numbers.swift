import Model
import Time

extension Machine {
    /// Reads every number field. A text that is no number of its form is a broken record.
    func readNumbers() -> Fault? {
        var broken: Fault?
        for index in program.numbers.indices {
            let text = bytes(trimmed(fields[Int(program.numbers[index].field)]))
            if text.isEmpty {
                numbers[index] = program.numbers[index].blank
            } else if let value = number(text, program.numbers[index]) {
                numbers[index] = value
            } else {
                numbers[index] = NumberField.none
                if program.numbers[index].unknown < 0 || !holds(program.numbers[index].unknown) { broken = .number }
            }
            if program.numbers[index].unknown >= 0, holds(program.numbers[index].unknown) { numbers[index] = NumberField.none }
        }
        return broken
    }

    @inline(__always)
    private func number(_ text: UnsafeRawBufferPointer, _ field: NumberField) -> Int64? {
        for index in field.forms.range {
            guard let value = program.numberForms[index].value(text, cuts: field.cuts) else { continue }
            if field.divisor == 1 { return value }
            return value / field.divisor + (field.cuts || value % field.divisor == 0 ? 0 : 1)
        }
        return nil
    }

    /// Sets stamp, start, duration, ring, span and pulses.
    func setTimes(_ record: inout CallRecord, _ state: inout DecoderState) -> Fault? {
        duration = NumberField.none
        ring = NumberField.none
        duration = number(program.duration).map { max(0, $0) } ?? NumberField.none
        ring = number(program.ring).map { max(0, $0) } ?? NumberField.none
        record.isDurationKnown = duration != NumberField.none
        let talk = record.isDurationKnown ? duration : 0
        record.duration = Int32(clamping: talk)
        record.ring = ring == NumberField.none ? -1 : Int32(clamping: ring)
        record.span = number(program.span).map { Int32(clamping: max(0, $0)) } ?? -1
        record.pulses = number(program.pulses).map { Int32(clamping: max(0, $0)) } ?? -1
        switch wall(program.stamp, &state) {
        case .failure(let reason): return reason
        case .success(let stamp): record.stamp = stamp
        }
        record.isUTC = program.stamp.value.isUTC || stampIsEpoch
        record.instant = nil
        if let instant = program.instant, case .success(let utc) = wall(instant, &state) {
            record.instant = Instant(seconds: utc.seconds)
        }
        if let start = program.start {
            // Most of these calls are stamped at their start.
            if program.startReadsLikeStamp, isStamp(start) {
                record.start = record.stamp
                return nil
            }
            switch wall(start, &state) {
            case .failure(let reason): return reason
            case .success(let wall): record.start = wall
            }
            return nil
        }
        let meaning = meaning()
        guard meaning != .start else {
            record.start = record.stamp
            return nil
        }
        let ringing = ring == NumberField.none || !countsRing() ? 0 : ring
        switch meaning {
        case .start: record.start = record.stamp
        case .answer: record.start = record.stamp - ringing
        case .end: record.start = record.stamp - talk - ringing
        }
        return nil
    }

    /// Whether the start's text is that of the stamp.
    private func isStamp(_ start: Kept<StampRule>) -> Bool {
        equal(bytes(fields[Int(start.value.parts[0].field)]), bytes(fields[Int(program.stamp.value.parts[0].field)]))
    }

    @inline(__always)
    private func meaning() -> StampMeaning {
        if let meaning = program.meaning { return meaning }
        for rule in program.stamp.value.meanings where holds(rule.condition) { return StampMeaning.allCases[Int(rule.value)] }
        return .start
    }

    private func countsRing() -> Bool {
        for rule in program.stamp.value.countsRing where holds(rule.condition) { return rule.value != 0 }
        return true
    }

    /// The first rule whose condition holds and whose numbers are all known.
    func number(_ rules: Flat<NumberRule>) -> Int64? {
        for index in rules.indices where holds(rules[index].condition) {
            if let value = sum(rules[index]) { return value }
        }
        return nil
    }

    private func sum(_ rule: NumberRule) -> Int64? {
        var total = rule.hasTimes ? rule.constant * 1000 : rule.constant
        for link in rule.plus.range {
            guard let value = value(program.links[link], rule.hasTimes) else { return nil }
            total &+= value
        }
        for link in rule.minus.range {
            guard let value = value(program.links[link], rule.hasTimes) else { return nil }
            total &-= value
        }
        return rule.hasTimes ? total / 1000 : total
    }

    @inline(__always)
    private func value(_ index: Int32, _ inMilliseconds: Bool) -> Int64? {
        let value = numbers[Int(index)]
        guard value != NumberField.none else { return nil }
        return inMilliseconds && Int(index) < program.numbers.count ? value &* 1000 : value
    }
}
