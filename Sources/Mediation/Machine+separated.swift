/// Fields between separators.
extension Machine {
    func splitDelimited(_ form: Separated) -> Fault? {
        guard form.value.escape == nil else { return splitEscaped(form) }
        let (work, end, separator) = (work, used, form.value.separator)
        var start = 0
        var index = 0
        while true {
            var position = start
            while position < end, work[position] != separator { position += 1 }
            put(index, start, position, form)
            index += 1
            guard position < end else { return close(index, form) }
            start = position + 1
        }
    }

    /// An escape is taken off in place: what is written never overtakes what is read.
    private func splitEscaped(_ form: Separated) -> Fault? {
        var index = 0
        var position = 0
        while true {
            let start = position
            var written = position
            while position < used, work[position] != form.value.separator {
                if work[position] == form.value.escape, position + 1 < used { position += 1 }
                work[written] = work[position]
                written += 1
                position += 1
            }
            put(index, start, written, form)
            index += 1
            guard position < used else { return close(index, form) }
            position += 1
        }
    }

    func splitBlanks(_ form: Separated) -> Fault? {
        var index = 0
        var position = 0
        while true {
            while position < used, Byte.isBlank(work[position]) { position += 1 }
            guard position < used else { return close(index, form) }
            let start = position
            while position < used, !Byte.isBlank(work[position]) { position += 1 }
            put(index, start, position, form)
            index += 1
        }
    }

    /// Quotes are taken off in place.
    func splitCSV(_ form: Separated) -> Fault? {
        if form.value.isLenient { return splitLenient(form) }
        let (work, end) = (work, used)
        let (quote, separator) = (form.value.quote, form.value.separator)
        let isPlain = form.value.escape == nil && form.value.blankWords.count == 0
        var index = 0
        var position = 0
        while true {
            if !isPlain { passBlanks(&position) }
            if position < end, work[position] == quote {
                guard let field = takeQuoted(&position, form) else { return .openQuote }
                put(index, Int(field.start), Int(field.end), form)
            } else {
                let start = position
                while position < end, work[position] != separator { position += 1 }
                put(index, start, isPlain || !isBlankWord(start, position, form) ? position : start, form)
            }
            index += 1
            guard position < end else { return close(index, form) }
            position += 1
        }
    }

    /// A quoted field, from its quote to the separator; `nil`: the quote has no end. What is written never overtakes what is read.
    @inline(__always)
    private func takeQuoted(_ position: inout Int, _ form: Separated) -> Slice? {
        let (work, end, quote, separator) = (work, used, form.value.quote, form.value.separator)
        let start = position + 1
        position = start
        if form.value.escape == nil {
            // Most quoted fields hold no quote: nothing moves.
            guard let found = UnsafeRawBufferPointer(start: work, count: end).place(of: quote, from: start) else { return nil }
            position = found
            if position + 1 == end || work[position + 1] == separator {
                let count = position - start
                position += 1
                return Slice(start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: count))
            }
        }
        var written = position
        guard takeOffQuotes(&position, &written, form) else { return nil }
        // Text behind a closing quote breaks the rules; it is kept as part of the field.
        while position < end, work[position] != separator {
            work[written] = work[position]
            written += 1
            position += 1
        }
        return Slice(start: Int32(start), count: Int32(written - start))
    }

    /// The inside of a quoted field with its doubled and escaped quotes made single, up to behind the closing one; false: there is none.
    private func takeOffQuotes(_ position: inout Int, _ written: inout Int, _ form: Separated) -> Bool {
        let (work, end, quote, escape) = (work, used, form.value.quote, form.value.escape)
        while position < end {
            var byte = work[position]
            position += 1
            if byte == quote {
                guard position < end, work[position] == quote else { return true }
                position += 1
            } else if byte == escape, position < end {
                byte = work[position]
                position += 1
            }
            work[written] = byte
            written += 1
        }
        return false
    }

    /// Quotes inside are bare: a quoted field ends at a quote behind which a separator or the end stands.
    private func splitLenient(_ form: Separated) -> Fault? {
        var index = 0
        var position = 0
        while true {
            var start = position
            passBlanks(&position)
            var end: Int?
            if position < used, work[position] == form.value.quote {
                start = position + 1
                position += 1
                while position < used {
                    if work[position] == form.value.quote {
                        var next = position + 1
                        passBlanks(&next)
                        if next == used || work[next] == form.value.separator {
                            end = position
                            position = next
                            break
                        }
                    }
                    position += 1
                }
                guard end != nil else { return .openQuote }
            } else {
                while position < used, work[position] != form.value.separator { position += 1 }
            }
            put(index, start, end ?? (isBlankWord(start, position, form) ? start : position), form)
            index += 1
            guard position < used else { return close(index, form) }
            position += 1
        }
    }

    @inline(__always)
    private func passBlanks(_ position: inout Int) {
        while position < used, work[position] == Byte.blank || work[position] == Byte.lineFeed || work[position] == Byte.carriageReturn {
            position += 1
        }
    }

    private func isBlankWord(_ start: Int, _ end: Int, _ form: Separated) -> Bool {
        guard form.value.blankWords.count > 0 else { return false }
        let text = bytes(trimmed(Slice(start: Int32(start), count: Int32(end - start))))
        for index in form.value.blankWords.range where bytes(program.members[index], { equal(text, $0) }) { return true }
        return false
    }

    @inline(__always)
    private func put(_ index: Int, _ start: Int, _ end: Int, _ form: Separated) {
        guard index < form.places.count else { return }
        let field = form.places[index]
        guard field >= 0 else { return }
        let slice = Slice(start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: end - start))
        let work = work
        let isBare = start == end || !(Byte.isBlank(work[start]) || Byte.isBlank(work[end - 1]))
        fields[Int(field)] = isBare || !form.value.trim ? slice : trimmed(slice)
    }

    private func close(_ count: Int, _ form: Separated) -> Fault? {
        columns = count
        var index = count
        while index < form.places.count {
            let field = form.places[index]
            if field >= 0 { fields[Int(field)] = .empty }
            index += 1
        }
        return form.value.counts.contains(count) ? nil : .fieldCount
    }
}
