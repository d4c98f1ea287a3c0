import Model
import Money
import Rating
import Site
public import Time

/// Tries calls against a site: who would pay, by which table and why, and what it would come to.
public struct CallTester: Sendable {
    let site: Site
    let rater: Rater

    init(site: Site, rater: Rater) { (self.site, self.rater) = (site, rater) }

    /// Of a site file, without a book.
    public init(siteFile: String, loader: SiteLoader = SiteLoader()) throws {
        let site = try loader.load(siteFile).site
        self.init(site: site, rater: Rater(site: site, numbering: site.numberingPlan))
    }

    /// - Parameter now: when the call begins, where no time was typed.
    /// - Throws: `CallQuestion.Faults` for what was typed wrong.
    public func test(_ question: CallQuestion, now: Instant) throws -> TestedCall {
        let zone = site.settings.zone
        var reader = QuestionReader(question, site: site, rater: rater)
        let asked = try reader.read(now: zone.wall(now))
        let bytes = asked.batch.bytes
        // Calls to come are what a tester is for: the future is not looked at.
        let time = rater.siteTime(of: asked.record, on: asked.switchIndex)
        let facts = CallFacts(asked.record, switchIndex: asked.switchIndex, start: time.start)
        let assessment = rater.assess(facts, bytes.span, quarantine: time.reason)
        let reasons = rater.reasons(facts, bytes.span)
        let price = rater.explain(.price, facts, bytes.span, quarantine: time.reason)
        let cost = rater.explain(.cost, facts, bytes.span, quarantine: time.reason)
        let words = TesterWords(site)
        func way(_ scheme: Scheme, _ found: Explanation) -> TestedCall.Way {
            let reason = reasons[scheme]
            let table = site.rateTables.first { $0.id == reason.table }
            return TestedCall.Way(
                scheme: scheme, steps: ChargeSteps(found) { zone.wall($0) }, table: reason.table,
                version: reason.version.flatMap { from in table?.versions.lastIndex { $0.from == from } }, validFrom: reason.version,
                rule: reason.place, fitting: reason.fitting, why: words.table(reason, scheme, reasons, facts, asked.batch))
        }
        let party = site.parties.first { $0.id == reasons.party }
        let trunk = asked.batch.text(asked.record.trunk) ?? ""
        return TestedCall(
            start: asked.record.start, charging: zone.wall(assessment.chargingInstant), zone: zone.name,
            duration: Int(asked.record.duration), ring: asked.record.ring < 0 ? nil : Int(asked.record.ring),
            isAnswered: assessment.answered, charged: Int(assessment.charged), caller: asked.caller,
            called: asked.batch.text(asked.record.called) ?? "", direction: assessment.direction, trunk: trunk,
            isTrunkKnown: reasons.isTrunkKnown, switchName: rater.switches[Int(asked.switchIndex)].text,
            account: asked.batch.text(asked.record.account) ?? "", party: reasons.party.text, partyName: party?.name ?? "",
            isNobody: reasons.clue == nil, partyWhy: words.party(reasons, facts, asked.batch), number: price.number,
            isPrivate: price.isPrivate, destination: price.destination ?? "", callType: price.callType?.text ?? "",
            callTypeName: site.callTypes.first { $0.id == price.callType }?.name ?? price.callType?.text ?? "", price: way(.price, price),
            cost: way(.cost, cost), margin: Self.margin(price.outcome, cost.outcome))
    }

    static func margin(_ price: Outcome, _ cost: Outcome) -> Money? {
        guard let price = price.charge, let cost = cost.charge, price.currency == cost.currency else { return nil }
        return price.amount.subtracting(cost.amount).map { Money($0, price.currency) }
    }
}

extension TableReason {
    /// Of the rule that named the table.
    var place: Int? {
        if case .rule(let place) = chooser { place } else { nil }
    }
}
