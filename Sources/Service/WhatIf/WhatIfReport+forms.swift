import Document
import Model
import Money
import Time

extension WhatIfReport.Alternative {
    /// As a heading.
    public var title: String {
        switch kind {
        case .table, .file: name
        case .planned: "newest version"
        }
    }
}

extension WhatIfReport {
    /// For a terminal: a line for each call type, the alternatives side by side.
    public var text: String {
        var lines = [["Call type", "Calls", "Talk time", "Today"] + alternatives.flatMap { [$0.title, "Difference"] }]
        lines += rows.map { cells($0, $0.callType.isEmpty ? "without type" : $0.name) }
        lines.append(cells(total, "All"))
        let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        var text = "What the calls from \(days.first) to \(days.last) would be charged (\(scheme.rawValue)); nothing is changed.\n"
        for line in lines {
            var row = ""
            for (column, cell) in line.enumerated() {
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                row += (column == 0 ? cell + blanks : "  " + blanks + cell)
            }
            while row.last == " " { row.removeLast() }
            text += row + "\n"
        }
        return text
    }

    private func cells(_ row: Row, _ name: String) -> [String] {
        [name, String(row.calls), DurationText.clock(row.seconds), Self.text(row.today)]
            + row.alternatives.flatMap { side in
                [Self.text(side), side.difference.map { Self.text($0, signed: true) } ?? "other currency"]
            }
    }

    private static func text(_ side: Side) -> String {
        text(side.charges, signed: false) + (side.unrated > 0 ? " (\(side.unrated) unrated)" : "")
    }

    private static func text(_ sums: [Money], signed: Bool) -> String {
        guard !sums.isEmpty else { return "-" }
        return sums.map { (signed && $0.amount > .zero ? "+" : "") + $0.text + " " + $0.currency.code }.joined(separator: ", ")
    }

    /// One JSON object.
    public var json: String {
        var line = JSONLine()
        line.begin()
        line.field("from", days.first.description)
        line.field("to", days.last.description)
        line.field("scheme", scheme.rawValue)
        line.values("alternatives", alternatives) { line, alternative in
            line.begin()
            line.field("kind", alternative.kind.rawValue)
            line.field("name", alternative.name.isEmpty ? nil : alternative.name)
            line.close()
        }
        line.values("callTypes", rows) { line, row in
            line.begin()
            line.field("callType", row.callType.isEmpty ? nil : row.callType)
            line.field("name", row.callType.isEmpty ? nil : row.name)
            line.sums(row)
            line.close()
        }
        line.key("total")
        line.begin()
        line.sums(total)
        line.close()
        line.end()
        return String(decoding: line.take(), as: UTF8.self)
    }
}

extension JSONLine {
    fileprivate mutating func sums(_ row: WhatIfReport.Row) {
        field("calls", Int(row.calls))
        field("seconds", Int(row.seconds))
        key("today")
        side(row.today, isToday: true)
        values("alternatives", row.alternatives) { $0.side($1, isToday: false) }
    }

    private mutating func side(_ side: WhatIfReport.Side, isToday: Bool) {
        begin()
        field("rated", Int(side.rated))
        field("unrated", Int(side.unrated))
        values("charges", side.charges) { $0.money($1) }
        if let difference = side.difference {
            values("difference", difference) { $0.money($1) }
        } else if !isToday {
            key("difference")
            null()
        }
        close()
    }

    private mutating func money(_ money: Money) {
        begin()
        field("amount", money.text)
        field("currency", money.currency.code)
        close()
    }
}
