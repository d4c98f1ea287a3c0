/// Columns of several lines, and of binary records.
extension Machine {
    func splitColumns(_ kept: Kept<FixedColumns>, _ whole: Bool) -> Fault? {
        let form = kept.value
        guard whole || used >= form.whole else { return .cutShort }
        clearFields()
        let end = used
        for index in form.columns.indices {
            let column = form.columns[index]
            guard let line = range(ofLine: Int(column.line), end) else { continue }
            let start = min(line.start + column.start, line.end)
            let slice = Slice(start: start, count: min(column.count, line.end - start))
            // A field that an earlier entry of the layout filled stays.
            fields[Int(column.field)] = column.coding == .text ? trimmed(slice) : decoded(slice, column.coding)
        }
        columns = form.columns.count
        return nil
    }

    /// The bytes of a line of the record, without its line end; `nil` where the record has fewer lines.
    private func range(ofLine number: Int, _ end: Int) -> Slice? {
        if number == 0, !program.hasLines { return Slice(start: 0, count: Int32(end)) }
        var start = 0
        var left = number
        var position = 0
        while position < end {
            if work[position] == Byte.lineFeed {
                if left == 0 { break }
                left -= 1
                start = position + 1
            }
            position += 1
        }
        guard left == 0 else { return nil }
        if position > start, work[position - 1] == Byte.carriageReturn { position -= 1 }
        return Slice(start: Int32(start), count: Int32(position - start))
    }

    /// Puts the text that binary bytes stand for behind the work bytes.
    private func decoded(_ slice: Slice, _ coding: Coding) -> Slice {
        reserve(Int(slice.count) * 4 + 24)
        let start = used
        switch coding {
        case .text: return slice
        case .bcd: putDigits(of: slice)
        case .hex:
            for position in Int(slice.start)..<Int(slice.end) {
                put(Self.hexDigits[Int(work[position] >> 4)])
                put(Self.hexDigits[Int(work[position] & 15)])
            }
        case .little, .big:
            guard slice.count <= 8, slice.count > 0 else { return .empty }
            var value: UInt64 = 0
            for offset in 0..<Int(slice.count) {
                let place = coding == .big ? Int(slice.start) + offset : Int(slice.end) - 1 - offset
                value = value << 8 | UInt64(work[place])
            }
            put(value)
        case .address:
            guard slice.count == 4 else { return .empty }
            for offset in 0..<4 {
                if offset > 0 { put(UInt8(ascii: ".")) }
                put(UInt64(work[Int(slice.start) + offset]))
            }
        }
        return Slice(start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: used - start))
    }

    private func putDigits(of slice: Slice) {
        for position in Int(slice.start)..<Int(slice.end) {
            for digit in [work[position] >> 4, work[position] & 15] {
                guard digit < 10 else { return }
                put(digit + 48)
            }
        }
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)

    /// Room for it must be reserved.
    @inline(__always)
    func put(_ byte: UInt8) {
        work[used] = byte
        used += 1
    }

    /// A number's decimal digits.
    func put(_ value: UInt64) {
        var scale: UInt64 = 1
        while value / scale >= 10 { scale *= 10 }
        while scale > 0 {
            put(UInt8(value / scale % 10) + 48)
            scale /= 10
        }
    }
}
