import Model

extension Machine {
    /// Whether a condition holds; -1 always does.
    func holds(_ index: Int32) -> Bool {
        guard index >= 0 else { return true }
        switch program.conditions[Int(index)] {
        case .text(.line, let test): return passes(line, test)
        case .text(.field(let field), let test): return passes(bytes(fields[Int(field)]), test)
        case .number(let subject, let test): return passes(subject, test)
        case .direction(let value): return direction.rawValue == value
        case .answered(let value): return answered.rawValue == value
        case .same(let left, let right): return equal(bytes(fields[Int(left)]), bytes(fields[Int(right)]))
        case .not(let child): return !holds(child)
        case .all(let run):
            for child in run.range where !holds(program.links[child]) { return false }
            return true
        case .any(let run):
            for child in run.range where holds(program.links[child]) { return true }
            return false
        }
    }

    private func passes(_ subject: NumberSubject, _ test: NumberTest) -> Bool {
        let value: Int64 =
            switch subject {
            case .field(let index): numbers[Int(index)]
            case .columns: Int64(columns)
            case .lines: Int64(lineCount)
            case .duration: duration
            case .ring: ring
            }
        guard value != NumberField.none else { return false }
        return switch test {
        case .equals(let other): value == other
        case .above(let other): value > other
        case .below(let other): value < other
        }
    }

    private func passes(_ text: UnsafeRawBufferPointer, _ test: TextTest) -> Bool {
        switch test {
        case .oneOf(let run): return member(run) { equal(text, $0) }
        case .anyCase(let run): return member(run) { equalInAnyCase(text, $0) }
        case .matches(let pattern): return matcher.search(program.patterns[Int(pattern)], text)
        case .starts(let run): return member(run) { starts(text, $0) }
        case .ends(let run): return member(run) { ends(text, $0) }
        case .contains(let run): return member(run) { find($0, in: text, from: 0) >= 0 }
        case .like(let run): return member(run) { Pattern.matches(text, $0) }
        case .only(let constant):
            guard !text.isEmpty else { return false }
            return bytes(constant) { allowed in
                for byte in text where !allowed.contains(byte) { return false }
                return true
            }
        case .blank: return isBlank(text)
        case .digits:
            for byte in text where !Byte.isDigit(byte) { return false }
            return !text.isEmpty
        case .longer(let count): return text.count > Int(count)
        case .shorter(let count): return text.count < Int(count)
        }
    }

    @inline(__always)
    private func member(_ run: Run, _ body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        for index in run.range where bytes(program.members[index], body) { return true }
        return false
    }

    @inline(__always)
    func equal(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        left.count == right.count && starts(left, right)
    }

    private func equalInAnyCase(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where Byte.lower(left[index]) != Byte.lower(right[index]) { return false }
        return true
    }

    @inline(__always)
    func starts(_ text: UnsafeRawBufferPointer, _ prefix: UnsafeRawBufferPointer) -> Bool {
        guard text.count >= prefix.count else { return false }
        for index in 0..<prefix.count where text[index] != prefix[index] { return false }
        return true
    }

    @inline(__always)
    func ends(_ text: UnsafeRawBufferPointer, _ suffix: UnsafeRawBufferPointer) -> Bool {
        guard text.count >= suffix.count else { return false }
        let offset = text.count - suffix.count
        for index in 0..<suffix.count where text[offset + index] != suffix[index] { return false }
        return true
    }

    /// Where `piece` first stands in `text` at or behind `from`, -1 nowhere.
    func find(_ piece: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, from: Int) -> Int {
        guard !piece.isEmpty, text.count >= piece.count, from >= 0 else { return -1 }
        var position = from
        while position <= text.count - piece.count {
            if text[position] == piece[0], starts(UnsafeRawBufferPointer(rebasing: text[position...]), piece) { return position }
            position += 1
        }
        return -1
    }
}

/// Patterns of texts: `9` is one or more digits, `*` is anything, all else is itself.
enum Pattern {
    /// A pattern's places are the bits of one number.
    static let longest = 62

    /// Follows all ways through the pattern at once: the time is text × pattern at most.
    static func matches(_ text: UnsafeRawBufferPointer, _ pattern: UnsafeRawBufferPointer) -> Bool {
        guard pattern.count <= longest else { return false }
        var reached = spread(1, pattern)
        for byte in text {
            var next: UInt64 = 0
            for index in pattern.indices {
                let here = reached >> UInt64(index) & 1
                let taken = reached >> UInt64(index + 1) & 1
                switch pattern[index] {
                case UInt8(ascii: "*"): next |= (here | taken) << UInt64(index + 1)
                case UInt8(ascii: "9"): if Byte.isDigit(byte) { next |= (here | taken) << UInt64(index + 1) }
                default: if byte == pattern[index] { next |= here << UInt64(index + 1) }
                }
            }
            reached = spread(next, pattern)
            if reached == 0 { return false }
        }
        return reached >> UInt64(pattern.count) & 1 == 1
    }

    /// Adds what a `*` reaches without taking a byte.
    private static func spread(_ reached: UInt64, _ pattern: UnsafeRawBufferPointer) -> UInt64 {
        var reached = reached
        for index in pattern.indices where pattern[index] == UInt8(ascii: "*") {
            reached |= (reached >> UInt64(index) & 1) << UInt64(index + 1)
        }
        return reached
    }
}
