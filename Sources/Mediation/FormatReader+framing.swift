import Reading

extension FormatReader {
    mutating func readFraming(_ fields: inout Fields) {
        guard var framing = fields.fields("framing", &problems) else { return }
        var draft = Framing()
        draft.kind = framing.choice("records", Framing.Kind.self, &problems) ?? .line
        if let drop = byteSet(&framing, "drop") { (draft.drop, draft.drops) = (drop, true) }
        draft.begins = pattern(&framing, "begins")
        if var align = framing.fields("align", &problems) {
            let text = align.requiredText("text", &problems) ?? ""
            let column = align.integer("column", in: 1...10_000, &problems) ?? 1
            align.close(&problems)
            draft.align = (conditions.draft.bytes(text), column - 1)
        }
        draft.isNumbered = framing.flag("numbered", &problems) ?? false
        draft.hasOctetCounts = framing.flag("octetCounts", &problems) ?? false
        if draft.hasOctetCounts, draft.kind != .line {
            problems.add(framing.problem("octetCounts", "Only lines have counts before them.", mend: "Write `records: line`."))
        }
        readHeader(&framing, &draft)
        switch draft.kind {
        case .lines: readLines(&framing, &draft.lines)
        case .marks: readMarks(&framing, &draft.marks)
        case .xml: readXML(&framing, &draft.xml)
        case .length: readLength(&framing, &draft.length)
        case .line, .csv, .json, .rows: break
        }
        framing.close(&problems)
        conditions.draft.framing = draft
    }

    private mutating func readHeader(_ framing: inout Fields, _ draft: inout Framing) {
        guard var header = framing.fields("header", &problems) else { return }
        let count = header.integer("bytes", in: 1...65_536, &problems) ?? 1
        let starts = header.text("starts", &problems) ?? ""
        header.close(&problems)
        draft.header = (count, conditions.draft.bytes(starts))
        if draft.kind != .line, draft.kind != .lines {
            problems.add(framing.problem("header", "Only files of lines have a header.", mend: "Write `records: line` or `lines`."))
        }
    }

    private mutating func readLines(_ framing: inout Fields, _ lines: inout LinesFraming) {
        lines.begin = pattern(&framing, "begin")
        lines.continued = pattern(&framing, "continued")
        lines.most = framing.integer("most", in: 1...10_000, &problems) ?? Int.max
        if let word = framing.text("apart", &problems) { lines.apart = conditions.draft.reason(word) }
        if lines.begin == nil, lines.continued == nil {
            problems.add(
                framing.problem(
                    "continued", "Records of lines need `begin` or `continued`.",
                    mend: "Write a regular expression for lines that go on with a record."))
        }
    }

    private mutating func readMarks(_ framing: inout Fields, _ marks: inout MarksFraming) {
        marks.start = byteList(&framing, "start").first
        guard let ends = byteSet(&framing, "ends") else {
            problems.add(framing.problem("ends", "The key ends is missing.", mend: "Write the bytes that end a record."))
            return
        }
        marks.ends = ends
    }

    private mutating func readXML(_ framing: inout Fields, _ xml: inout XMLFraming) {
        xml.element = Array((framing.requiredText("element", &problems) ?? "").utf8)
        xml.from = Array((framing.text("from", &problems) ?? "").utf8)
    }

    private mutating func readLength(_ framing: inout Fields, _ length: inout LengthFraming) {
        length.bytes = framing.integer("bytes", in: 1...4, &problems) ?? 4
        length.head = framing.integer("head", in: length.bytes...64, &problems) ?? length.bytes
        let order = framing.text("order", &problems) ?? "big"
        length.isLittle = order == "little"
        if !["little", "big"].contains(order) {
            problems.add(framing.problem("order", "Not one of little, big.", mend: "Write which byte of the length comes first."))
        }
        length.includesHead = framing.flag("includes", &problems) ?? false
        if let marks = byteSet(&framing, "marks") { (length.marks, length.hasMarks) = (marks, true) }
    }

    private mutating func pattern(_ fields: inout Fields, _ key: String) -> BytePattern? {
        guard let text = fields.text(key, &problems), let node = fields.node(key),
            let index = conditions.pattern(text, node, fields.path(key))
        else { return nil }
        return conditions.draft.patterns[Int(index)]
    }

    private mutating func byteSet(_ fields: inout Fields, _ key: String) -> ByteSet? {
        let bytes = byteList(&fields, key)
        return bytes.isEmpty ? nil : ByteSet(bytes)
    }

    /// `0x13`, or one character that is one byte.
    private mutating func byteList(_ fields: inout Fields, _ key: String) -> [UInt8] {
        fields.texts(key, &problems).compactMap { text in
            if text.hasPrefix("0x"), let byte = UInt8(text.dropFirst(2), radix: 16) { return byte }
            let bytes = conditions.draft.bytes(text)
            if bytes.count == 1 { return bytes[0] }
            problems.add(fields.problem(key, "\"\(text)\" is not one byte.", mend: "Write such as 0x13 or \"|\"."))
            return nil
        }
    }
}
