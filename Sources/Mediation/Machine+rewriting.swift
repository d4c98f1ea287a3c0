/// Cleanings that make a new text, behind the work bytes.
extension Machine {
    func find(_ pattern: BytePattern, _ slice: Slice) -> Slice {
        guard matcher.search(pattern, bytes(slice)), let range = matcher.group(pattern.names.isEmpty ? 0 : 1) else { return .empty }
        return Slice(start: slice.start + Int32(range.lowerBound), count: Int32(range.count))
    }

    func look(up slice: Slice, _ table: Run) -> Slice {
        for index in table.range where bytes(program.tables[index].key, { equal(bytes(slice), $0) }) {
            return constant(program.tables[index].value)
        }
        return .empty
    }

    private func constant(_ constant: Constant) -> Slice {
        reserve(Int(constant.count))
        let start = used
        for offset in 0..<Int(constant.count) { put(program.constants[Int(constant.start) + offset]) }
        return Slice(start: Int32(truncatingIfNeeded: start), count: constant.count)
    }

    func rewritten(_ slice: Slice, _ step: CleanStep) -> Slice {
        reserve(Int(slice.count) + 24)
        let start = used
        switch step {
        case .remove(let set): copy(slice) { set.contains($0) ? nil : $0 }
        case .lower: copy(slice) { Byte.lower($0) }
        case .upper: copy(slice) { Byte.upper($0) }
        case .percent: putUnpercented(slice)
        case .hex:
            var value: UInt64 = 0
            guard slice.count > 0, slice.count <= 15 else { return .empty }
            for byte in bytes(slice) {
                guard let digit = Byte.hexDigit(byte) else { return .empty }
                value = value << 4 | UInt64(digit)
            }
            put(value)
        case .address(let isLittle): guard putAddress(slice, isLittle) else { return .empty }
        default: return slice
        }
        return Slice(start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: used - start))
    }

    private func copy(_ slice: Slice, _ change: (UInt8) -> UInt8?) {
        for position in Int(slice.start)..<Int(slice.end) {
            if let byte = change(work[position]) { put(byte) }
        }
    }

    private func putUnpercented(_ slice: Slice) {
        var position = Int(slice.start)
        let end = Int(slice.end)
        while position < end {
            if work[position] == UInt8(ascii: "%"), position + 2 < end, let high = Byte.hexDigit(work[position + 1]),
                let low = Byte.hexDigit(work[position + 2])
            {
                put(high << 4 | low)
                position += 3
            } else {
                put(work[position])
                position += 1
            }
        }
    }

    /// The 32 bits of a decimal number, signed or not, as an IPv4 address; zero is no address.
    private func putAddress(_ slice: Slice, _ isLittle: Bool) -> Bool {
        let text = bytes(trimmed(slice))
        let isNegative = text.first == UInt8(ascii: "-")
        var value: Int64 = 0
        guard text.count <= 11, text.count > (isNegative ? 1 : 0) else { return false }
        for byte in text.dropFirst(isNegative ? 1 : 0) {
            guard Byte.isDigit(byte) else { return false }
            value = value * 10 + Int64(byte - 48)
        }
        var bits = UInt32(truncatingIfNeeded: isNegative ? -value : value)
        guard bits != 0 else { return false }
        if isLittle { bits = bits.byteSwapped }
        for shift in [24, 16, 8, 0] as [UInt32] {
            put(UInt64(bits >> shift & 255))
            if shift > 0 { put(UInt8(ascii: ".")) }
        }
        return true
    }
}
