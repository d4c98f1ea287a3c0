import Document
import Model
import Money
import Time

extension TestedCall {
    /// For a terminal.
    public var text: String {
        var text = "Call on \(DurationText.dayAndTime(start)) (\(zone)), \(direction.name ?? "unknown direction"), "
        text += DurationText.clock(Int64(duration)) + (ring.map { ", ring " + DurationText.clock(Int64($0)) } ?? "")
        text += isAnswered ? ", charged for \(charged) s\n" : ", not answered\n"
        text += line("party", partyName.isEmpty || partyName == party ? party : party + " " + partyName) + line("", partyWhy)
        text += line("number", number.isEmpty ? called : called == number ? number : "\(called), compared as \(number)")
        if isPrivate { text += line("", "private by the code that was dialled") }
        if !destination.isEmpty { text += line("destination", destination) }
        if !callType.isEmpty { text += line("call type", callTypeName) }
        if !trunk.isEmpty { text += line("trunk", trunk + (isTrunkKnown ? "" : " (unknown, counts as public)")) }
        for way in ways { text += self.text(way) }
        if let margin { text += "margin: \(margin.text) \(margin.currency.code)\n" }
        return text
    }

    private func text(_ way: Way) -> String {
        var text = way.scheme.rawValue + ": "
        if let charge = way.outcome.charge {
            text += Money(charge.amount, charge.currency).text + " " + charge.currency.code
        } else {
            text += way.outcome.state.name + ", " + way.outcome.reason.name
        }
        if let table = way.table {
            text += " (table \(table)" + (way.validFrom.map { " valid from \($0.asWritten))" } ?? ", no version in force)")
        }
        text += "\n" + line("", way.why)
        return text + StepWords.lines(way.steps).map { "    " + $0 + "\n" }.joined()
    }

    private func line(_ name: String, _ value: String) -> String {
        "  " + name + String(repeating: " ", count: max(0, 12 - name.count)) + " " + value + "\n"
    }

    /// One JSON object.
    public var json: String {
        var line = JSONLine()
        line.begin()
        line.field("start", start.description)
        line.field("zone", zone)
        line.field("duration", duration)
        line.field("ring", ring)
        line.field("answered", isAnswered)
        line.field("charged", charged)
        line.field("direction", direction.name)
        line.field("switch", switchName)
        line.field("trunk", trunk.isEmpty ? nil : trunk)
        line.field("trunkKnown", isTrunkKnown)
        line.field("account", account.isEmpty ? nil : account)
        line.field("party", party)
        line.field("partyName", partyName)
        line.field("partyKnown", !isNobody)
        line.field("partyWhy", partyWhy)
        line.field("called", called)
        line.field("number", number)
        if isPrivate { line.field("private", true) }
        line.field("destination", destination.isEmpty ? nil : destination)
        line.field("callType", callType.isEmpty ? nil : callType)
        line.field("state", state.name)
        line.way("price", price)
        line.way("cost", cost)
        line.key("margin")
        if let margin {
            line.begin()
            line.field("amount", margin.text)
            line.field("currency", margin.currency.code)
            line.close()
        } else {
            line.null()
        }
        line.end()
        return String(decoding: line.take(), as: UTF8.self)
    }
}

extension JSONLine {
    fileprivate mutating func way(_ name: StaticString, _ way: TestedCall.Way) {
        key(name)
        begin()
        field("state", way.outcome.state.name)
        field("reason", way.outcome.reason == .none ? nil : way.outcome.reason.name)
        let charge = way.outcome.charge
        field("charge", charge.map { Money($0.amount, $0.currency).text })
        field("currency", charge?.currency.code)
        field("rateTable", way.table?.text)
        field("version", way.validFrom?.asWritten)
        field("prefix", way.steps.prefix)
        field("rule", way.rule.map { $0 + 1 })
        key("fittingRules")
        raw("[" + way.fitting.map { String($0 + 1) }.joined(separator: ",") + "]")
        field("why", way.why)
        values("trace", way.steps.steps) { $0.step($1) }
        close()
    }

    /// As `tollbook rate` has the lines of a trace.
    private mutating func step(_ step: ChargeSteps.Step) {
        begin()
        field("what", step.kind)
        if !step.text.isEmpty { field("text", step.text) }
        if let at = step.at { field("at", at.description) }
        if !step.band.isEmpty { field("band", step.band) }
        if let count = step.count { field("count", Int(count)) }
        if let seconds = step.seconds { field("seconds", Int(seconds)) }
        if !step.price.isEmpty { field("price", step.price) }
        if let per = step.per { field("per", Int(per)) }
        if !step.amount.isEmpty { field("amount", step.amount) }
        if !step.total.isEmpty { field("total", step.total) }
        close()
    }
}

extension SelectionView {
    /// A sentence a line.
    public var text: String {
        lists.map { list in
            var text = list.scheme.rawValue + "\n"
            for rule in list.rules { text += "  \(rule.sentence)\(rule.isUnreachable ? " (no call comes to it)" : "")\n" }
            return text + "  " + (list.rules.isEmpty ? "" : "then ") + list.after.joined(separator: "; then ") + "\n"
        }.joined()
    }

    /// One JSON object: a list for each scheme.
    public var json: String {
        var line = JSONLine()
        line.begin()
        for list in lists {
            line.key(list.scheme == .price ? "price" : "cost")
            line.begin()
            line.list("rules", list.rules) { line, rule in
                line.field("rule", rule.number)
                line.field("calls", rule.calls)
                line.field("table", rule.table.text)
                line.field("reachable", !rule.isUnreachable)
            }
            line.texts("then", list.after)
            line.close()
        }
        line.end()
        return String(decoding: line.take(), as: UTF8.self)
    }
}
