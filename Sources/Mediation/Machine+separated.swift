/// Fields between separators.
extension Machine {
    mutating func splitDelimited(_ form: Kept<Columns>) -> Fault? {
        guard form.value.escape == nil else { return splitEscaped(form) }
        var start = 0
        var index = 0
        var position = 0
        let end = used
        let separator = form.value.separator
        while position <= end {
            if position == end || work[position] == separator {
                put(index, start, position, form)
                index += 1
                start = position + 1
            }
            position += 1
        }
        return close(index, form)
    }

    /// An escape is taken off in place: what is written never overtakes what is read.
    private mutating func splitEscaped(_ form: Kept<Columns>) -> Fault? {
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

    mutating func splitBlanks(_ form: Kept<Columns>) -> Fault? {
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
    mutating func splitCSV(_ form: Kept<Columns>) -> Fault? {
        if form.value.isLenient { return splitLenient(form) }
        var index = 0
        var position = 0
        var written = 0
        let (quote, separator, escape) = (form.value.quote, form.value.separator, form.value.escape)
        let passesBlanks = escape != nil || form.value.blankWords.count > 0
        while true {
            if passesBlanks { passBlanks(&position) }
            let start: Int
            if position < used, work[position] == quote {
                start = position + 1
                written = start
                position += 1
                var open = true
                while position < used {
                    let byte = work[position]
                    position += 1
                    if byte == quote {
                        guard position < used, work[position] == quote else {
                            open = false
                            break
                        }
                        position += 1
                    } else if byte == escape, position < used {
                        work[written] = work[position]
                        written += 1
                        position += 1
                        continue
                    }
                    if written != position { work[written] = byte }
                    written += 1
                }
                if open { return .openQuote }
                // Text behind a closing quote breaks the rules; it is kept as part of the field.
                while position < used, work[position] != separator {
                    work[written] = work[position]
                    written += 1
                    position += 1
                }
            } else {
                start = position
                while position < used, work[position] != separator { position += 1 }
                written = isBlankWord(start, position, form) ? start : position
            }
            put(index, start, written, form)
            index += 1
            guard position < used else { break }
            position += 1
        }
        return close(index, form)
    }

    /// Quotes inside are bare: a quoted field ends at a quote behind which a separator or the end stands.
    private mutating func splitLenient(_ form: Kept<Columns>) -> Fault? {
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

    private func isBlankWord(_ start: Int, _ end: Int, _ form: Kept<Columns>) -> Bool {
        guard form.value.blankWords.count > 0 else { return false }
        let text = bytes(trimmed(Slice(start: Int32(start), count: Int32(end - start))))
        for index in form.value.blankWords.range where bytes(program.members[index], { equal(text, $0) }) { return true }
        return false
    }

    @inline(__always)
    private func put(_ index: Int, _ start: Int, _ end: Int, _ form: Kept<Columns>) {
        var field = index
        if !form.value.places.isEmpty {
            guard index < form.value.places.count, form.value.places[index] >= 0 else { return }
            field = Int(form.value.places[index])
        } else if index >= form.value.named {
            return
        }
        let slice = Slice(start: Int32(start), count: Int32(end - start))
        fields[field] = form.value.trim ? trimmed(slice) : slice
    }

    private mutating func close(_ count: Int, _ form: Kept<Columns>) -> Fault? {
        columns = count
        if form.value.places.isEmpty {
            var index = count
            while index < form.value.named {
                fields[index] = .empty
                index += 1
            }
        } else if count < form.value.places.count {
            for field in form.value.places[count...] where field >= 0 { fields[Int(field)] = .empty }
        }
        return form.value.counts.contains(count) ? nil : .fieldCount
    }
}
