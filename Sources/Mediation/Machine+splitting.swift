extension Machine {
    /// Cuts the work bytes into fields.
    mutating func split(whole: Bool) -> Fault? {
        switch program.shape {
        case .csv(let columns): splitCSV(columns)
        case .delimited(let columns): splitDelimited(columns)
        case .fixed(let columns, let least): splitFixed(columns, whole ? 0 : least)
        }
    }

    private mutating func splitFixed(_ columns: [FixedColumn], _ least: Int) -> Fault? {
        guard used >= least else { return .cutShort }
        let end = Int32(used)
        for index in columns.indices {
            let column = columns[index]
            let start = min(column.start, end)
            fields[index] = trimmed(Slice(start: start, count: min(column.count, end - start)))
        }
        self.columns = columns.count
        return nil
    }

    private mutating func splitDelimited(_ form: Columns) -> Fault? {
        var start = 0
        var index = 0
        var position = 0
        while position <= used {
            if position == used || work[position] == form.separator {
                put(index, start, position, form)
                index += 1
                start = position + 1
            }
            position += 1
        }
        return end(index, form)
    }

    /// Quotes are taken off in place: what is written never overtakes what is read.
    private mutating func splitCSV(_ form: Columns) -> Fault? {
        var index = 0
        var position = 0
        var written = 0
        while true {
            let start: Int
            if position < used, work[position] == Byte.quote {
                start = position + 1
                written = start
                position += 1
                var open = true
                while position < used {
                    let byte = work[position]
                    position += 1
                    if byte == Byte.quote {
                        guard position < used, work[position] == Byte.quote else {
                            open = false
                            break
                        }
                        position += 1
                    }
                    if written != position { work[written] = byte }
                    written += 1
                }
                if open { return .openQuote }
                // Text behind a closing quote breaks the rules; it is kept as part of the field.
                while position < used, work[position] != form.separator {
                    work[written] = work[position]
                    written += 1
                    position += 1
                }
            } else {
                start = position
                while position < used, work[position] != form.separator { position += 1 }
                written = position
            }
            put(index, start, written, form)
            index += 1
            guard position < used else { break }
            position += 1
        }
        return end(index, form)
    }

    @inline(__always)
    private func put(_ index: Int, _ start: Int, _ end: Int, _ form: Columns) {
        guard index < form.named else { return }
        let slice = Slice(start: Int32(start), count: Int32(end - start))
        fields[index] = form.trim ? trimmed(slice) : slice
    }

    private mutating func end(_ count: Int, _ form: Columns) -> Fault? {
        columns = count
        var index = count
        while index < form.named {
            fields[index] = .empty
            index += 1
        }
        return form.counts.contains(count) ? nil : .fieldCount
    }

    /// Without the blanks and control characters on both sides.
    @inline(__always)
    func trimmed(_ slice: Slice) -> Slice {
        var start = slice.start
        var end = slice.end
        while start < end, Byte.isBlank(work[Int(start)]) { start += 1 }
        while end > start, Byte.isBlank(work[Int(end) - 1]) { end -= 1 }
        return Slice(start: start, count: end - start)
    }
}
