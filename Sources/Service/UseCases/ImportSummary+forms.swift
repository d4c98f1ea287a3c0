extension ImportSummary {
    /// The sums for a person, conservation as two lines that add up.
    public var text: String {
        func line(_ name: String, _ count: Int64) -> String {
            name + String(repeating: " ", count: max(1, 24 - name.utf8.count)) + "\(count)\n"
        }
        func reasons(_ counts: [String: Int64]) -> String {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { line("    " + $0.key, $0.value) }.joined()
        }
        var text = line("lines", lines) + line("  in records", linesInRecords)
        text += line("  skipped", skipped.values.reduce(0, +)) + reasons(skipped)
        text += line("records", records) + line("  new", new)
        if !free.isEmpty { text += line("    free", free.values.reduce(0, +)) }
        if !unrated.isEmpty { text += line("    unrated", unrated.values.reduce(0, +)) }
        text += line("  duplicate", duplicate)
        if repeated > 0 { text += line("    in this file", repeated) }
        text += line("  conflict", conflict) + line("  quarantined", quarantined)
        if !free.isEmpty { text += "free, by reason\n" + reasons(free) }
        if !unrated.isEmpty { text += "unrated, by reason\n" + reasons(unrated) }
        if records > 0, new == 0 { text += "Nothing new: everything was in the book already.\n" }
        return text
    }

    /// The sums for a program (a contract).
    public var json: String {
        var line = JSONLine()
        line.begin()
        line.field("import", Int(number))
        line.field("state", state.rawValue)
        line.field("name", name)
        line.field("source", source)
        line.field("switch", `switch`)
        line.field("format", format)
        for (name, count) in counts { line.field(name, Int(count)) }
        line.counts("skipped", skipped)
        line.counts("free", free)
        line.counts("unrated", unrated)
        line.end()
        return String(decoding: line.take(), as: UTF8.self)
    }

    private var counts: [(StaticString, Int64)] {
        [
            ("lines", lines), ("linesInRecords", linesInRecords), ("records", records), ("new", new), ("duplicate", duplicate),
            ("repeated", repeated), ("conflict", conflict), ("quarantined", quarantined),
        ]
    }

    /// What a person should look at.
    public var warnings: [String] {
        var warnings: [String] = []
        let left = skipped.values.reduce(0, +)
        if left > linesInRecords, left > 0 {
            warnings.append("\(left) of \(lines) lines are no records of \(format). Is it the right file and format? The bytes are kept.")
        }
        let missing = unrated.values.reduce(0, +)
        if missing > 0 {
            warnings.append("\(missing) calls have no rate. Add it to the site file, import that, then run `tollbook rerate`.")
        }
        if conflict > 0 {
            warnings.append("\(conflict) records differ from stored ones of the same identity: decide about them on the page of conflicts.")
        }
        return warnings
    }
}

extension JSONLine {
    mutating func counts(_ name: StaticString, _ counts: [String: Int64]) {
        key(name)
        raw("{")
        for (index, (reason, count)) in counts.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { raw(",") }
            string(reason.utf8)
            raw(":\(count)")
        }
        raw("}")
    }
}
