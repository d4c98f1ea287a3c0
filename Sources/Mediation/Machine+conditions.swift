import Model

extension Machine {
    /// Whether a condition holds; -1 always does.
    @inline(__always)
    func holds(_ index: Int32) -> Bool { index < 0 || isTrue(index) }

    private func isTrue(_ index: Int32) -> Bool {
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
        while let found = text.place(of: piece[0], from: position) {
            if starts(UnsafeRawBufferPointer(rebasing: text[found...]), piece) { return found }
            position = found + 1
        }
        return -1
    }
}

/// Patterns of texts: `9` is one or more digits, `*` is anything, all else is itself.
enum Pattern {
    /// A pattern's places are the bits of one number.
    static let longest = 62

    /// Follows all ways through the pattern at once, a bit for each place: the time is text × pattern at most.
    static func matches(_ text: UnsafeRawBufferPointer, _ pattern: UnsafeRawBufferPointer) -> Bool {
        guard pattern.count <= longest else { return false }
        if let answer = straight(text, pattern) { return answer }
        var stars: UInt64 = 0
        var nines: UInt64 = 0
        for index in pattern.indices {
            switch pattern[index] {
            case UInt8(ascii: "*"): stars |= 1 << UInt64(index)
            case UInt8(ascii: "9"): nines |= 1 << UInt64(index)
            default: break
            }
        }
        var reached = spread(1, stars)
        for byte in text {
            // A `*` or `9` takes a byte where the way stands before or behind it, all else only before.
            var next = (reached | reached >> 1) & (Byte.isDigit(byte) ? stars | nines : stars)
            var others = reached & ~(stars | nines)
            while others != 0 {
                let index = others.trailingZeroBitCount
                guard index < pattern.count else { break }
                if pattern[index] == byte { next |= 1 << UInt64(index) }
                others &= others - 1
            }
            reached = spread(next << 1, stars)
            if reached == 0 { return false }
        }
        return reached >> UInt64(pattern.count) & 1 == 1
    }

    /// The answer where there is only one way through: no `*`, and no digit behind a `9`. `nil`: there may be several.
    @inline(__always)
    private static func straight(_ text: UnsafeRawBufferPointer, _ pattern: UnsafeRawBufferPointer) -> Bool? {
        var place = 0
        var afterDigits = false
        for byte in pattern {
            if byte == UInt8(ascii: "*") || (afterDigits && Byte.isDigit(byte)) { return nil }
            afterDigits = byte == UInt8(ascii: "9")
        }
        for byte in pattern {
            let start = place
            if byte == UInt8(ascii: "9") {
                while place < text.count, Byte.isDigit(text[place]) { place += 1 }
            } else if place < text.count, text[place] == byte {
                place += 1
            }
            if place == start { return false }
        }
        return place == text.count
    }

    /// Adds what a `*` reaches without taking a byte.
    @inline(__always)
    private static func spread(_ reached: UInt64, _ stars: UInt64) -> UInt64 {
        var reached = reached
        while true {
            let more = reached | (reached & stars) << 1
            if more == reached { return reached }
            reached = more
        }
    }
}
