import Model
public import Money
import Store
import Time

extension ReratingReport {
    /// For a terminal.
    public var text: String {
        var text = "Re-rating \(view.number) (\(view.state.rawValue)): \(view.words)\n"
        text += "  \(view.calls) records looked at, \(view.differing) calls would change.\n"
        if view.state == .accepted || view.changed > 0 {
            text += "  \(view.changed) calls changed, \(view.anew) of them rated anew because they had changed since.\n"
        }
        if view.isOutOfDate { text += "  The site has changed since: propose again.\n" }
        if !view.message.isEmpty { text += "  \(view.message)\n" }
        text += table("Totals", totals) + table("Parties", parties) + table("Call types", types)
        if !credits.isEmpty {
            text += "On issued bills, which stay as they are (proposed credit notes)\n"
            for credit in credits {
                let amounts = credit.amounts.map { $0.text }.joined(separator: ", ")
                text += "  bill \(credit.bill), party \(credit.party): \(credit.calls) calls, credit \(amounts.isEmpty ? "0" : amounts)\n"
            }
        }
        return text
    }

    private func table(_ title: String, _ all: [Line]) -> String {
        guard !all.isEmpty else { return "" }
        let lines = title == "Totals" ? all : all.filter { !$0.isSame }
        let rest = lines.count < all.count ? "  \(all.count - lines.count) more without a difference\n" : ""
        let head = ["", "scheme", "currency", "calls", "differ", "old", "new", "difference", "now rated", "now unrated"]
        let rows =
            [head]
            + lines.map { line in
                [
                    line.name, line.scheme.rawValue, line.currency?.code ?? "-",
                    line.calls == line.newCalls ? "\(line.calls)" : "\(line.calls) > \(line.newCalls)", "\(line.differing)",
                    line.text(line.old), line.text(line.new), line.difference.map(line.text) ?? "-", "\(line.nowRated)",
                    "\(line.nowUnrated)",
                ]
            }
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return title + "\n"
            + rows.map { row in
                "  "
                    + row.enumerated().map { index, cell in
                        let blanks = String(repeating: " ", count: widths[index] - cell.count)
                        return index < 3 ? cell + blanks : blanks + cell
                    }.joined(separator: "  ") + "\n"
            }.joined() + rest
    }

    /// For programs.
    /// - Parameter calls: of each bill that would be credited, the ids of its calls that differ.
    func json(creditedCalls calls: [Int64: [String]]) -> String {
        var line = JSONLine()
        line.begin()
        line.rerating(view)
        for (name, lines) in [("totals", totals), ("parties", parties), ("types", types)] as [(StaticString, [Line])] {
            line.values(name, lines) { $0.line($1, name.description) }
        }
        line.values("credits", credits) { $0.credit($1, calls[$1.bill] ?? []) }
        line.end()
        return String(decoding: line.take(), as: UTF8.self)
    }
}

extension ReratingView {
    /// For programs: an object without what differs.
    public var json: String {
        var line = JSONLine()
        line.begin()
        line.rerating(self)
        line.end()
        return String(decoding: line.take(), as: UTF8.self)
    }

    /// One line of a list.
    public var text: String {
        let progress = isUnderWay ? " (day \(daysDone) of \(daysInAll))" : ""
        return
            "\(number)  \(state.rawValue)\(progress)  \(at)  \(actor)  \(words): \(differing) calls would change\(message.isEmpty ? "" : ". " + message)"
            + "\n"
    }
}

extension JSONLine {
    fileprivate mutating func rerating(_ view: ReratingView) {
        field("rerating", Int(view.number))
        field("state", view.state.rawValue)
        field("from", "\(view.days.first)")
        field("to", "\(view.days.last)")
        for kind in RerateChoice.Kind.allCases {
            let texts = view.choice.pairs.filter { $0.kind == kind }.map(\.text)
            guard !texts.isEmpty else { continue }
            switch kind {
            case .party: self.texts("party", texts)
            case .trunk: self.texts("trunk", texts)
            case .table: self.texts("table", texts)
            case .node: self.texts("node", texts)
            case .type: self.texts("type", texts)
            }
        }
        field("at", "\(view.at)")
        field("actor", view.actor)
        field("records", Int(view.calls))
        field("differing", Int(view.differing))
        field("changed", Int(view.changed))
        field("anew", Int(view.anew))
        field("daysDone", Int(view.daysDone))
        field("days", Int(view.daysInAll))
        field("outOfDate", view.isOutOfDate)
        field("message", view.message.isEmpty ? nil : view.message)
    }

    fileprivate mutating func line(_ line: ReratingReport.Line, _ list: String) {
        begin()
        if list == "parties" { field("party", line.name) }
        if list == "types" { field("type", line.name) }
        field("scheme", line.scheme.rawValue)
        field("currency", line.currency?.code)
        field("calls", Int(line.calls))
        field("newCalls", Int(line.newCalls))
        field("differing", Int(line.differing))
        field("old", line.text(line.old))
        field("new", line.text(line.new))
        field("difference", line.difference.map(line.text))
        field("nowRated", Int(line.nowRated))
        field("nowUnrated", Int(line.nowUnrated))
        close()
    }

    fileprivate mutating func credit(_ credit: ReratingReport.Credit, _ calls: [String]) {
        begin()
        field("bill", Int(credit.bill))
        field("party", credit.party)
        field("calls", Int(credit.calls))
        list("amounts", credit.amounts) { line, amount in
            line.field("currency", amount.currency.code)
            line.field("amount", amount.amount.text(minorUnit: amount.currency.minorUnit))
        }
        texts("ids", calls)
        close()
    }
}

extension ReratingReport.Line {
    /// An amount of it, with the currency's digits.
    public func text(_ amount: Amount) -> String { amount.text(minorUnit: currency?.minorUnit ?? 0) }
}

extension Money {
    fileprivate var text: String { amount.text(minorUnit: currency.minorUnit) + " " + currency.code }
}
