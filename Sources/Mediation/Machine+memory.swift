import Model
import Time

/// What a record takes over from the lines before it.
extension Machine {
    /// Fills the fields that come from the record before with the same key, blank where there is none. Of the line itself no direction is
    /// known yet, nor ever where it is left out.
    func recall(_ memory: LegMemory) {
        (earlier, direction) = (.unknown, .unknown)
        guard let rule = program.before else { return }
        for kept in rule.kept { fields[Int(kept.to)] = .empty }
        guard let key = key(rule), let entry = memory.entry(key) else { return }
        earlier = Direction(rawValue: entry.direction) ?? .unknown
        for (kept, value) in zip(rule.kept, entry.values) {
            reserve(value.count)
            let start = used
            for (offset, byte) in value.enumerated() { work[start + offset] = byte }
            used += value.count
            fields[Int(kept.to)] = Slice(start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: value.count))
        }
    }

    /// Keeps what the next record with this key may ask for.
    func remember(_ memory: inout LegMemory) {
        guard let rule = program.before, let key = key(rule) else { return }
        let values = rule.kept.map { Array(bytes(fields[Int($0.from)]).prefix(64)) }
        memory.keep(LegMemory.Entry(key: key, direction: direction.rawValue, values: values))
    }

    /// `nil` where a field of the key is blank.
    private func key(_ rule: BeforeRule) -> [UInt8]? {
        var key: [UInt8] = []
        for field in rule.by {
            let part = bytes(trimmed(fields[Int(field)]))
            guard !part.isEmpty else { return nil }
            key.append(contentsOf: part.prefix(64))
            key.append(0)
        }
        return key
    }

    /// Takes the date of a date line; then its reason.
    func readDate(_ state: inout DecoderState) -> Int? {
        for rule in program.dates where matcher.search(program.patterns[Int(rule.pattern)], line) {
            guard let range = matcher.group(rule.group) else { return rule.reason }
            let text = UnsafeRawBufferPointer(rebasing: line[range])
            for steps in rule.steps {
                var parts = StampParts()
                guard parts.read(text, steps, words: rule.words, program) else { continue }
                if case .success(let day) = day(of: parts, &state) { state.day = day }
                break
            }
            return rule.reason
        }
        return nil
    }

    /// The day of a stamp, with what it does not print from the decoder's state.
    func day(of parts: StampParts, _ state: inout DecoderState) -> Result<CivilDay, Fault> {
        guard parts.day >= 0 else { return state.day.map { .success($0) } ?? .failure(.noDay) }
        var year = parts.year
        if year < 0, parts.yearDigit >= 0 {
            guard let near = state.years.last?.parts.year ?? state.years.first ?? state.day?.parts.year else { return .failure(.noYear) }
            let decade = near / 10 * 10 + parts.yearDigit
            year = [decade - 10, decade, decade + 10].min { abs($0 - near) < abs($1 - near) } ?? decade
        }
        if year < 0 {
            guard let found = state.years.year(month: parts.month, day: parts.day) else { return .failure(.noYear) }
            year = found
        }
        guard let day = CivilDay(year: year, month: parts.month, day: parts.day) else { return .failure(.stamp) }
        return .success(day)
    }
}

extension PairRule {
    /// What the lines of a pair have in common.
    func key(of machine: borrowing Machine) -> [UInt8] {
        var key: [UInt8] = []
        for field in by { key += machine.bytes(machine.fields[Int(field)]) + [0] }
        let others = either.map { Array(machine.bytes(machine.fields[Int($0)])) }
        for other in others.sorted(by: { $0.lexicographicallyPrecedes($1) }) { key += other + [0] }
        return key
    }
}
