internal import Model
internal import Money
internal import Time

/// Linked legs as the one call that they are: what is charged, how, and who bears it.
struct LinkedCall {
    let legs: [CallFacts]
    var kinds: [CallKind] = []
    /// Of each leg who and what, without money.
    var assessments: [Assessment] = []
    let plan: LegPlan
    let call: ChargedCall
    /// Legs that bear a part of the charge; one alone bears all of it.
    let shares: [LegShare]

    var facts: CallFacts { legs[plan.lead] }
    var kind: CallKind { kinds[plan.lead] }

    /// The part of a charge that several legs bear.
    func share(of leg: Int) -> LegShare? { shares.count > 1 ? shares.first { $0.leg == leg } : nil }

    /// By whose party and day a leg's charge is looked up: of one that is divided, those of the leg that stands for the call.
    func asking(for leg: Int) -> Assessment { assessments[shares.count > 1 ? plan.carrier : leg] }
}

extension Rater {
    /// What becomes of linked legs of one call, all of one switch, in stream order: it is charged once, from the first answer to the
    /// last hang-up, to the party that the site's rule names, or divided among the answered legs. A group of one is a call like any other.
    /// - Returns: one assessment for each leg. Legs that bear no part of the charge are free, `Reason.leg`.
    public func assess(legs: [CallFacts], _ bytes: Span<UInt8>) -> [Assessment] {
        guard legs.count > 1 else {
            var alone: [Assessment] = []
            for facts in legs { alone.append(assess(facts, bytes)) }
            return alone
        }
        return assess(linked(legs, bytes), bytes)
    }

    /// - Parameter legs: more than one.
    func linked(_ legs: [CallFacts], _ bytes: Span<UInt8>) -> LinkedCall {
        var kinds: [CallKind] = []
        for facts in legs { kinds.append(kind(facts, bytes)) }
        let plan = legPlan(legs, kinds)
        let call =
            plan.span.map { charged(legs, plan, kinds[plan.lead], $0) }
            ?? ChargedCall(instant: legs[plan.lead].chargingInstant, duration: 0, pulses: legs[plan.lead].pulses)
        var linked = LinkedCall(legs: legs, kinds: kinds, plan: plan, call: call, shares: LegShare.list(plan.shares))
        // It is one call: who dialled its code on any leg of it called privately.
        let isPrivate = kinds.contains { $0.number.isPrivate }
        for index in legs.indices {
            var assessment = identify(legs[index], kinds[index], bytes)
            assessment.isPrivate = isPrivate
            (assessment.price, assessment.cost) = (.free(.leg), .free(.leg))
            assessment.answered = legs[index].isAnswered
            linked.assessments.append(assessment)
        }
        return linked
    }

    func assess(_ linked: LinkedCall, _ bytes: Span<UInt8>) -> [Assessment] {
        var assessments = linked.assessments
        // One charge in each scheme, whoever bears it.
        var whole = assessments[linked.plan.carrier]
        outcomes(linked.call, linked.facts, linked.kind, bytes, &whole)
        guard let span = linked.plan.span else {
            assessments[linked.plan.carrier] = whole
            return assessments
        }
        for share in linked.shares {
            var assessment = assessments[share.leg]
            assessment.chargingInstant = Instant(seconds: span.instant)
            assessment.charged = share.of(linked.call.duration)
            assessment.answered = linked.call.duration > 0
            assessment.talk = assessment.answered ? share.of(span.seconds) : 0
            let part = linked.share(of: share.leg)
            assessment.price = self.part(whole.price, part)
            assessment.cost = self.part(whole.cost, part)
            assessments[share.leg] = assessment
        }
        return assessments
    }

    private func legPlan(_ legs: [CallFacts], _ kinds: [CallKind]) -> LegPlan {
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
    private func charged(_ legs: [CallFacts], _ plan: LegPlan, _ lead: CallKind, _ span: ChargedSpan) -> ChargedCall {
        var facts = legs[plan.lead]
        facts.duration = span.seconds
        var pulses: Int64 = -1
        for leg in legs where leg.pulses >= 0 { pulses = max(0, pulses) + leg.pulses }
        return ChargedCall(instant: span.instant, duration: answer(facts, trunk: lead.trunk).charged, pulses: pulses)
    }

    /// A leg's part of the charge, to the millionth; the parts add up to the whole. What is no charge is so for each of them.
    /// - Parameter share: `nil`: all of it.
    func part(_ outcome: Outcome, _ share: LegShare?) -> Outcome {
        guard let share, var charge = outcome.charge else { return outcome }
        charge.amount = Amount(millionths: share.of(charge.amount.millionths))
        return .rated(charge)
    }
}
