internal import Model
internal import Money
internal import Time

extension Rater {
    /// What becomes of linked legs of one call, all of one switch, in stream order: it is charged once, from the first answer to the
    /// last hang-up, to the party that the site's rule names. A group of one is a call like any other.
    /// - Returns: one assessment for each leg. Legs that bear no part of the charge are free, `Reason.leg`.
    public func assess(legs: [CallFacts], _ bytes: Span<UInt8>) -> [Assessment] {
        guard legs.count > 1 else {
            var alone: [Assessment] = []
            for facts in legs { alone.append(assess(facts, bytes)) }
            return alone
        }
        var kinds: [CallKind] = []
        var assessments: [Assessment] = []
        for facts in legs {
            let kind = kind(facts, bytes)
            kinds.append(kind)
            assessments.append(identify(facts, kind, bytes))
        }
        let plan = legPlan(legs, kinds)
        // It is one call: who dialled its code on any leg of it called privately.
        let isPrivate = kinds.contains { $0.number.isPrivate }
        for index in legs.indices {
            assessments[index].isPrivate = isPrivate
            (assessments[index].price, assessments[index].cost) = (.free(.leg), .free(.leg))
            assessments[index].answered = legs[index].isAnswered
        }
        guard let span = plan.span else {
            outcomes(call(legs[0], 0), legs[0], kinds[0], bytes, &assessments[0])
            return assessments
        }
        let lead = kinds[plan.lead]
        let whole = charged(legs, plan, lead, span)
        for share in LegShare.list(plan.shares) {
            var assessment = assessments[share.leg]
            outcomes(whole, legs[plan.lead], lead, bytes, &assessment)
            assessment.chargingInstant = Instant(seconds: span.instant)
            (assessment.talk, assessment.charged) = (share.of(span.seconds), share.of(whole.duration))
            assessment.answered = whole.duration > 0
            if plan.shares.count > 1 {
                assessment.price = part(assessment.price, share)
                assessment.cost = part(assessment.cost, share)
            }
            if !assessment.answered { assessment.talk = 0 }
            assessments[share.leg] = assessment
        }
        return assessments
    }

    func legPlan(_ legs: [CallFacts], _ kinds: [CallKind]) -> LegPlan {
        LegPlan(
            legs.indices.map { index in
                let facts = legs[index]
                return LegPlan.Leg(
                    start: facts.start.seconds, ring: facts.ring, duration: facts.duration, span: facts.span,
                    isAnswered: facts.isAnswered, follows: facts.followsLegs,
                    isChargeable: freeReason(kinds[index], facts.switchIndex) == .none)
            }, rule: legRule)
    }

    /// The whole call as its lead is charged: the trunk's answer allowance is held against all of it, pulses are added up.
    func charged(_ legs: [CallFacts], _ plan: LegPlan, _ lead: CallKind, _ span: ChargedSpan) -> ChargedCall {
        var facts = legs[plan.lead]
        facts.duration = span.seconds
        var pulses: Int64 = -1
        for leg in legs where leg.pulses >= 0 { pulses = max(0, pulses) + leg.pulses }
        return ChargedCall(instant: span.instant, duration: answer(facts, trunk: lead.trunk).charged, pulses: pulses)
    }

    private func call(_ facts: CallFacts, _ duration: Int64) -> ChargedCall {
        ChargedCall(instant: facts.chargingInstant, duration: duration, pulses: facts.pulses)
    }

    /// A leg's part of a charge, to the millionth. Legs whose parties have one table have parts that add up to the whole.
    func part(_ outcome: Outcome, _ share: LegShare) -> Outcome {
        guard var charge = outcome.charge else { return outcome }
        charge.amount = Amount(millionths: share.of(charge.amount.millionths))
        return .rated(charge)
    }
}
