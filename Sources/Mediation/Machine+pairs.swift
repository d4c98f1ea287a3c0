/// `name sign value` pairs: syslog texts, RADIUS attributes.
extension Machine {
    func splitPairs(_ form: Pairs) -> Fault? {
        clearFields()
        var position = 0
        columns = 0
        if !form.behind.isEmpty {
            guard let found = place(form.behind, from: 0, to: used) else { return .misfit }
            position = found + form.behind.count
        }
        let end = used
        while position < end {
            let stop = place(form.between, from: position, to: end) ?? end
            takePair(trimmed(Slice(start: Int32(position), count: Int32(stop - position))), form)
            position = stop + form.between.count
        }
        return columns == 0 ? .misfit : nil
    }

    private func takePair(_ pair: Slice, _ form: Pairs) {
        guard !pair.isEmpty else { return }
        let start = Int(pair.start)
        let end = Int(pair.end)
        guard let sign = place(form.sign, from: start, to: end) else { return }
        columns += 1
        let name = trimmed(Slice(start: Int32(start), count: Int32(sign - start)))
        var value = trimmed(Slice(start: Int32(sign + form.sign.count), count: Int32(end - sign - form.sign.count)))
        if value.count >= 2, work[Int(value.start)] == Byte.quote, work[Int(value.end) - 1] == Byte.quote {
            value = unescaped(Slice(start: value.start + 1, count: value.count - 2))
        }
        if form.hasInner, let sign = innerSign(value) {
            let inner = Slice(start: value.start, count: Int32(sign) - value.start)
            let rest = Slice(start: Int32(sign + 1), count: value.end - Int32(sign) - 1)
            // A value that repeats its own name: `h323-setup-time = "h323-setup-time=…"`.
            if equal(bytes(inner), bytes(name)) { value = rest } else { keep(inner, rest, form) }
        }
        keep(name, value, form)
    }

    /// The first pair with a name counts.
    private func keep(_ name: Slice, _ value: Slice, _ form: Pairs) {
        let text = bytes(name)
        for index in form.names.indices where form.names[index].name.count == text.count {
            let field = Int(form.names[index].field)
            if fields[field].isEmpty, form.names[index].name.withUnsafeBytes({ equal(text, $0) }) { fields[field] = value }
        }
    }

    /// Where the `=` of an inner pair stands: behind letters, digits and hyphens.
    private func innerSign(_ value: Slice) -> Int? {
        for position in Int(value.start)..<Int(value.end) {
            let byte = work[position]
            if byte == UInt8(ascii: "=") { return position > Int(value.start) ? position : nil }
            guard ByteSet.words.contains(byte) || byte == UInt8(ascii: "-") else { return nil }
        }
        return nil
    }

    /// Takes backslashes off in place.
    private func unescaped(_ slice: Slice) -> Slice {
        var written = Int(slice.start)
        var position = written
        while position < Int(slice.end) {
            if work[position] == UInt8(ascii: "\\"), position + 1 < Int(slice.end) { position += 1 }
            work[written] = work[position]
            written += 1
            position += 1
        }
        return Slice(start: slice.start, count: Int32(written) - slice.start)
    }

    private func place(_ text: [UInt8], from: Int, to end: Int) -> Int? {
        let found = text.withUnsafeBytes {
            find($0, in: UnsafeRawBufferPointer(start: work + from, count: max(0, end - from)), from: 0)
        }
        return found < 0 ? nil : from + found
    }
}
