import Billing
import Document
import Model
import Money
import Site
import Time

extension Report {
    func layOut(_ body: Body, tie: Tie) throws -> Document {
        let texts = context.texts
        let values = [
            "calls": texts.counted("calls", body.tree.sums.calls), "subject": subject, "period": periodText(context.days, texts),
            "total": totalText(body),
        ]
        var document = Document(language: texts.language, title: texts.fill("title", values), sentence: texts.fill("sentence", values))
        dress(&document)
        document.facts = facts
        let tieOut = context.request.isIssued ? nil : tieOut(tie)
        if let tieOut, !tieOut.ties { document.notices.append(Notice(.alarm, tieOut.text)) }
        if !context.request.isIssued, context.request.today <= context.days.last {
            document.notices.append(Notice(.hot, texts["notice.hot"]))
        }
        if let notice = unratedNotice(body) { document.notices.append(notice) }
        document.sections = [Section(id: "main", tables: [table(body)], charts: charts(body))]
        document.part = body.part
        document.tieOut = tieOut
        document.notes = [texts["countingRule"]] + splitNotes + body.exchanges.notes(texts) + context.hidingNotes
        document.slip = slip(body)
        return document
    }

    /// Where legs share a charge each of them counts.
    private var splitNotes: [String] {
        context.directory.site.settings.legs == .split && context.definition.dataSet != .legs ? [context.texts["rule.split"]] : []
    }

    /// How to pay a bill of a party or node over days that are over. A bill that is to be issued gets it with its number.
    private func slip(_ body: Body) -> [String] {
        let (request, definition) = (context.request, context.definition)
        guard definition.isBill, !request.isIssued, request.today > context.days.last, request.party != nil || request.node != nil else {
            return []
        }
        let totals: [Money]
        switch definition.totals {
        case .bill: totals = request.bill.map { [Money($0.total, $0.currency)] } ?? body.bill.map { Money($0.total, $0.currency) }
        case .sum where request.node != nil && definition.measures.contains(.final):
            totals = body.tree.sums.currencies(.final).map { Money(body.tree.sums.amount(.final, $0), $0) }
        case .sum, .none: return []
        }
        return BillSlip.lines(
            context.style, number: nil, made: request.today, total: totals.count == 1 ? totals[0] : nil, party: subject)
    }

    /// What the layout puts around it.
    func dress(_ document: inout Document) {
        let style = context.style
        (document.letterhead, document.logo, document.footer) = (style.letterhead, context.request.logo, style.footer)
        document.tintsRows = style.colours == .rows && context.definition.colour
    }

    var subject: String {
        if let party = context.request.party { return context.directory.partyName(party.text, context.texts) }
        if let node = context.request.node.flatMap({ context.directory.node($0.text) }) {
            return node.name.isEmpty ? node.id.text : node.name
        }
        let site = context.directory.site.settings.name
        return site.isEmpty ? context.texts["subject.all"] : site
    }

    var facts: [Fact] {
        let texts = context.texts
        var facts: [Fact] = []
        if context.request.isIssued {
            // Both are known when the bill is issued.
            facts.append(Fact(id: "number", label: texts["fact.number"], .empty))
            facts.append(Fact(id: "issued", label: texts["fact.issued"], .empty))
            if context.style.dueDays != nil { facts.append(Fact(id: "due", label: texts["fact.due"], .empty)) }
        }
        if let party = context.request.party {
            let name = context.directory.partyName(party.text, texts)
            let text = name == party.text ? name : party.text + " " + name
            facts.append(Fact(id: "party", label: texts["fact.party"], Cell(.text(text), link: .party(party.text))))
        }
        if let node = context.request.node {
            facts.append(Fact(id: "organisation", label: texts["fact.organisation"], Cell(.text(subject), link: .node(node.text))))
        }
        facts.append(Fact(id: "period", label: texts["fact.period"], Cell(.text(periodText(context.days, texts)))))
        facts.append(Fact(id: "from", label: texts["fact.from"], Cell(.day(context.days.first))))
        facts.append(Fact(id: "to", label: texts["fact.to"], Cell(.day(context.days.last))))
        return facts
    }

    /// What the sentence ends with: what is to pay, or the sum of the first measure of money.
    private func totalText(_ body: Body) -> String {
        if let bill = context.request.bill { return context.moneyText([Money(bill.total, bill.currency)]) }
        if context.definition.totals == .bill { return context.moneyText(body.bill.map { Money($0.total, $0.currency) }) }
        return context.moneyText(body.tree.sums, context.definition.measures.lazy.compactMap(\.money).first ?? .price)
    }

    /// Calls without rate are never silently nothing.
    private func unratedNotice(_ body: Body) -> Notice? {
        let (count, texts) = (body.tree.sums.unrated, context.texts)
        guard count > 0 else { return nil }
        let reasons = body.unrated.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map {
            texts.reason($0.key) + " (\($0.value))"
        }
        var filter = context.callFilter
        filter.states = [.unrated]
        let key = "notice.unrated" + (count == 1 ? ".one" : ".other")
        let text = texts.fill(
            key + (reasons.isEmpty ? ".bare" : ""), ["n": String(count), "reasons": reasons.joined(separator: ", ")])
        return Notice(.warning, text, link: .calls(filter))
    }
}
