extension Machine {
    /// Cuts the work bytes into fields by the first layout whose condition holds.
    func split(whole: Bool) -> Fault? {
        if program.hasLines { lineCount = 1 + lineEnds() }
        if let shape = program.shape { return split(shape, whole) }
        clearFields()
        for index in program.layouts.indices where holds(program.layouts[index].condition) {
            return split(program.layouts[index].shape, whole)
        }
        return .misfit
    }

    private func split(_ shape: Shape, _ whole: Bool) -> Fault? {
        switch shape {
        case .csv(let columns): splitCSV(columns)
        case .delimited(let columns): splitDelimited(columns)
        case .blanks(let columns): splitBlanks(columns)
        case .fixed(let columns): columns.value.isPlain ? splitFixed(columns, whole) : splitColumns(columns, whole)
        case .pattern(let pattern, let groups): splitPattern(program.patterns[Int(pattern)], groups)
        case .pairs(let pairs): splitPairs(pairs)
        case .json(let paths): splitJSON(paths)
        case .xml(let paths): splitXML(paths)
        }
    }

    /// For shapes that do not set every field.
    func clearFields() {
        for index in 0..<program.fieldCount { fields[index] = .empty }
    }

    private func lineEnds() -> Int {
        var count = 0
        for position in 0..<used where work[position] == Byte.lineFeed { count += 1 }
        return count
    }

    private func splitFixed(_ form: Kept<FixedColumns>, _ whole: Bool) -> Fault? {
        guard whole || used >= form.value.whole else { return .cutShort }
        let end = Int32(used)
        for index in form.value.columns.indices {
            let column = form.value.columns[index]
            let start = min(column.start, end)
            fields[index] = trimmed(Slice(start: start, count: min(column.count, end - start)))
        }
        columns = form.value.columns.count
        return nil
    }

    private func splitPattern(_ pattern: BytePattern, _ groups: [Int32]) -> Fault? {
        clearFields()
        guard matcher.search(pattern, UnsafeRawBufferPointer(start: work, count: used)) else { return .misfit }
        for (index, field) in groups.enumerated() where field >= 0 {
            guard let range = matcher.group(index + 1) else { continue }
            fields[Int(field)] = trimmed(Slice(start: Int32(range.lowerBound), count: Int32(range.count)))
        }
        columns = groups.count
        return nil
    }

    /// Without the blanks and control characters on both sides.
    @inline(__always)
    func trimmed(_ slice: Slice) -> Slice {
        let work = work
        var start = slice.start
        var end = slice.end
        while start < end, Byte.isBlank(work[Int(start)]) { start += 1 }
        while end > start, Byte.isBlank(work[Int(end) - 1]) { end -= 1 }
        return Slice(start: start, count: end - start)
    }
}
