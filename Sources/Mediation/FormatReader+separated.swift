import Reading

extension FormatReader {
    /// Fields between separators, quoted or not. `isBlanks`: the separator is a run of blanks.
    /// - Parameter common: what stands beside `layouts`.
    mutating func separated(_ record: inout Fields, isQuoted: Bool, isOne: Bool, common: Style? = nil) -> Style {
        var style = readStyle(&record, isQuoted: isQuoted, common: common)
        if isOne { useStyle(style) }
        readNames(&record, &style.columns, isOne: isOne)
        readCounts(&record, &style.columns)
        return style
    }

    /// The framing must know by what fields are separated and quoted.
    mutating func useStyle(_ style: Style) {
        conditions.draft.framing.separator = style.columns.separator
        conditions.draft.framing.quote = style.columns.quote
    }

    struct Style {
        var columns: Columns
        var isBlanks = false
    }

    mutating func readStyle(_ record: inout Fields, isQuoted: Bool, common: Style? = nil) -> Style {
        var style = common ?? Style(columns: Columns(separator: UInt8(ascii: ","), counts: FieldCounts(), named: 0, trim: !isQuoted))
        if let text = record.text("separator", &problems) {
            style.isBlanks = text == "BLANKS" && !isQuoted
            let byte = text == "TAB" ? Byte.tab : text.utf8.first
            if let byte, text == "TAB" || text.utf8.count == 1, byte != Byte.quote, byte != Byte.lineFeed {
                style.columns.separator = byte
            } else if !style.isBlanks {
                problems.add(record.problem("separator", "Here one byte is expected.", mend: "Write such as \",\" or TAB."))
            }
        }
        if let trim = record.flag("trim", &problems) { style.columns.trim = trim }
        if let escape = oneByte(&record, "escape") { style.columns.escape = escape }
        guard isQuoted else { return style }
        if let quote = oneByte(&record, "quote") { style.columns.quote = quote }
        if let isLenient = record.flag("lenient", &problems) { style.columns.isLenient = isLenient }
        let words = record.texts("blank", &problems)
        if !words.isEmpty { style.columns.blankWords = conditions.draft.members(words) }
        return style
    }

    private mutating func oneByte(_ record: inout Fields, _ key: String) -> UInt8? {
        guard let text = record.text(key, &problems) else { return nil }
        if text.utf8.count == 1, let byte = text.utf8.first { return byte }
        problems.add(record.problem(key, "Here one byte is expected.", mend: "Write one character in quotes."))
        return nil
    }

    /// A list of names in their order, or a mapping of names to positions.
    private mutating func readNames(_ record: inout Fields, _ columns: inout Columns, isOne: Bool) {
        if let entries = record.node("fields")?.map {
            readPlaces(entries, record.path("fields"), &columns)
            return
        }
        for item in record.list("fields", &problems) {
            guard let name = item.node.text else {
                conditions.add(item.node, item.path, "Here a name is expected, not \(item.node.kind).", "Write a name.")
                continue
            }
            if isOne {
                addField(name, line: item.node.line, path: item.path)
            } else {
                columns.places.append(sharedField(name, line: item.node.line, path: item.path))
            }
            columns.named += 1
        }
        if columns.named == 0 {
            problems.add(record.problem("fields", "Here a list of names is expected.", mend: "Write `[name, name, …]` in their order."))
        }
    }

    private mutating func readPlaces(_ entries: [Node.Entry], _ path: String, _ columns: inout Columns) {
        for entry in entries {
            let entryPath = path + "." + entry.key
            let field = sharedField(entry.key, line: entry.line, path: entryPath)
            guard let place = entry.value.text.flatMap({ Int($0) }), (1...FieldCounts.most).contains(place) else {
                conditions.add(entry.value, entryPath, "Here a position is expected, counted from 1.", "Write a number such as 3.")
                continue
            }
            while columns.places.count < place { columns.places.append(-1) }
            if columns.places[place - 1] >= 0 {
                conditions.add(entry.value, entryPath, "Position \(place) has a name already.", "Write one name for each position.")
            }
            columns.places[place - 1] = field
        }
        columns.named = columns.places.count
    }

    private mutating func readCounts(_ record: inout Fields, _ columns: inout Columns) {
        let counts = record.texts("counts", &problems)
        if counts.isEmpty { columns.counts.allow(columns.named...columns.named) }
        for text in counts {
            if let range = Self.range(text, in: 1...FieldCounts.most) {
                columns.counts.allow(range)
            } else {
                problems.add(
                    record.problem(
                        "counts", "\"\(text)\" is no number of fields from 1 to \(FieldCounts.most).", mend: "Write such as 16 or 16-21."))
            }
        }
    }
}
