import Model

extension Machine {
    func setTexts(_ record: inout CallRecord, _ base: UInt32) {
        for target in program.texts.indices {
            var found = Slice.empty
            for rule in program.texts[target].rules.range {
                if let slice = text(program.textRules[rule]), !slice.isEmpty {
                    found = slice
                    break
                }
            }
            let text =
                found.isEmpty
                ? TextRef.missing
                : TextRef(offset: base &+ UInt32(truncatingIfNeeded: found.start), count: UInt32(truncatingIfNeeded: found.count))
            record.set(program.texts[target].target, text)
        }
    }

    /// `nil` where the rule's condition does not hold.
    func text(_ rule: TextRule) -> Slice? {
        guard holds(rule.condition) else { return nil }
        var slice = Slice.empty
        if rule.pieces.count == 1, case .field(let field) = program.pieces[Int(rule.pieces.start)] {
            slice = fields[Int(field)]
        } else {
            slice = join(rule.pieces)
        }
        for step in rule.steps.range { slice = clean(slice, program.steps[step]) }
        return slice
    }

    private func join(_ pieces: Run) -> Slice {
        let start = used
        for index in pieces.range {
            switch program.pieces[index] {
            case .field(let field):
                let slice = fields[Int(field)]
                reserve(Int(slice.count))
                (work + used).update(from: work + Int(slice.start), count: Int(slice.count))
                used += Int(slice.count)
            case .constant(let constant):
                reserve(Int(constant.count))
                let bytes = program.constants.bytes(constant)
                if let base = bytes.baseAddress { UnsafeMutableRawPointer(work + used).copyMemory(from: base, byteCount: bytes.count) }
                used += bytes.count
            }
        }
        return Slice(start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: used - start))
    }

    private func clean(_ slice: Slice, _ step: CleanStep) -> Slice {
        switch step {
        case .trim: return trimmed(slice)
        case .strip(let prefix):
            return bytes(prefix) { starts(bytes(slice), $0) } ? dropFirst(slice, prefix.count) : slice
        case .stripEnd(let suffix):
            return bytes(suffix) { ends(bytes(slice), $0) } ? Slice(start: slice.start, count: slice.count - suffix.count) : slice
        case .digitsAfter(let prefix):
            guard bytes(prefix, { starts(bytes(slice), $0) }) else { return .empty }
            return digitsOnly(dropFirst(slice, prefix.count))
        case .after(let prefix):
            return position(prefix, in: slice, from: 0).map { dropFirst(slice, $0 + prefix.count) } ?? .empty
        case .before(let piece): return position(piece, in: slice, from: 0).map { Slice(start: slice.start, count: $0) } ?? slice
        case .beforeLast(let piece):
            let (text, piece) = (bytes(slice), program.constants.bytes(piece))
            guard let first = piece.first else { return slice }
            var last = text.count - piece.count
            while last >= 0, text[last] != first || !starts(UnsafeRawBufferPointer(rebasing: text[last...]), piece) { last -= 1 }
            return last < 0 ? slice : Slice(start: slice.start, count: Int32(truncatingIfNeeded: last))
        case .beforeSecond(let piece):
            guard let first = position(piece, in: slice, from: 0), let second = position(piece, in: slice, from: first + 1) else {
                return slice
            }
            return Slice(start: slice.start, count: second)
        case .digitsOnly: return digitsOnly(slice)
        case .trimStart(let set): return dropFirst(slice, Int32(bytes(slice).prefix { set.contains($0) }.count))
        case .trimEnd(let set):
            let rest = bytes(slice).reversed().drop { set.contains($0) }.count
            return Slice(start: slice.start, count: Int32(rest))
        case .first(let count): return Slice(start: slice.start, count: min(count, slice.count))
        case .last(let count): return dropFirst(slice, max(0, slice.count - count))
        case .drop(let count): return dropFirst(slice, min(count, slice.count))
        case .find(let pattern): return find(program.patterns[Int(pattern)], slice)
        case .lookup(let table): return look(up: slice, table)
        case .remove, .percent, .hex, .address, .lower, .upper: return rewritten(slice, step)
        case .unguard: return FormulaGuard.isGuarded(bytes(slice)) ? dropFirst(slice, 1) : slice
        }
    }

    private func dropFirst(_ slice: Slice, _ count: Int32) -> Slice {
        Slice(start: slice.start + count, count: slice.count - count)
    }

    private func digitsOnly(_ slice: Slice) -> Slice {
        for byte in bytes(slice) where !Byte.isDigit(byte) { return .empty }
        return slice
    }

    private func position(_ piece: Constant, in slice: Slice, from: Int32) -> Int32? {
        var found = -1
        _ = bytes(piece) {
            found = find($0, in: bytes(slice), from: Int(from))
            return true
        }
        return found < 0 ? nil : Int32(truncatingIfNeeded: found)
    }
}

extension CallRecord {
    /// A switch, because key paths cost more than decoding the rest of the line.
    @inline(__always)
    mutating func set(_ target: TextTarget, _ text: TextRef) {
        switch target {
        case .calling: calling = text
        case .called: called = text
        case .extension: self.extension = text
        case .trunk: trunk = text
        case .account: account = text
        case .sourceIP: sourceIP = text
        case .link: link = text
        case .leg: leg = text
        case .charge: charge = text
        case .currency: currency = text
        case .switch: self.switch = text
        }
    }

    func text(_ target: TextTarget) -> TextRef {
        switch target {
        case .calling: calling
        case .called: called
        case .extension: self.extension
        case .trunk: trunk
        case .account: account
        case .sourceIP: sourceIP
        case .link: link
        case .leg: leg
        case .charge: charge
        case .currency: currency
        case .switch: self.switch
        }
    }
}
