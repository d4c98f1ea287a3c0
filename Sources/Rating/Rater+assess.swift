public import Model
internal import Money
internal import Site
public import Time

/// The stretch that a call is charged for, where linked legs make it up.
struct ChargedSpan: BitwiseCopyable, Sendable {
    var instant: Int64
    var seconds: Int64
}

extension Rater {
    /// What becomes of a record that stands alone. Allocates nothing.
    /// - Parameters:
    ///   - bytes: the batch's buffer in which the record's texts lie.
    ///   - switchIndex: index of the record's switch.
    ///   - previous: `end` of the assessment of the record before it in the same stream.
    ///   - now: calls that start later are quarantined; `nil`: not looked at.
    public func assess(
        _ record: CallRecord, _ bytes: Span<UInt8>, on switchIndex: Int32, after previous: Instant? = nil, now: Instant? = nil
    ) -> Assessment {
        assess(record, bytes, on: switchIndex, at: time(of: record, on: switchIndex, after: previous, now: now))
    }

    /// The same with the time resolved.
    public func assess(_ record: CallRecord, _ bytes: Span<UInt8>, on switchIndex: Int32, at time: ResolvedTime) -> Assessment {
        let facts = CallFacts(record, switchIndex: switchIndex, start: time.start)
        var assessment = assess(facts, bytes, quarantine: time.reason)
        assessment.end = time.end
        assessment.ambiguousTime = time.ambiguous
        return assessment
    }

    /// What becomes of a call whose start is known as an instant: a stored one, when it is rated again.
    public func assess(_ facts: CallFacts, _ bytes: Span<UInt8>, quarantine: Reason = .none) -> Assessment {
        assess(facts, kind(facts, bytes), bytes, quarantine: quarantine)
    }

    /// The same where it is known what kind of call it is.
    func assess(_ facts: CallFacts, _ kind: CallKind, _ bytes: Span<UInt8>, quarantine: Reason) -> Assessment {
        var assessment = identify(facts, kind, bytes)
        if let call = chargeable(facts, kind, quarantine, &assessment) { outcomes(call, facts, kind, bytes, &assessment) }
        return assessment
    }

    /// What is to be charged; `nil` for what is quarantined.
    @inline(__always)
    func chargeable(_ facts: CallFacts, _ kind: borrowing CallKind, _ quarantine: Reason, _ assessment: inout Assessment) -> ChargedCall? {
        guard quarantine == .none else {
            (assessment.price, assessment.cost) = (.quarantined(quarantine), .quarantined(quarantine))
            return nil
        }
        let answer = answer(facts, trunk: kind.trunk)
        (assessment.answered, assessment.charged) = (answer.answered, answer.charged)
        assessment.talk = answer.answered ? facts.duration : 0
        return ChargedCall(instant: facts.chargingInstant, duration: answer.charged, pulses: facts.pulses)
    }

    /// Who and what, without money.
    @inline(__always)
    func identify(_ facts: CallFacts, _ kind: CallKind, _ bytes: Span<UInt8>) -> Assessment {
        let end = facts.start + (facts.span >= 0 ? facts.span : facts.duration &+ max(0, facts.ring))
        var assessment = Assessment(start: facts.start, end: end, chargingInstant: Instant(seconds: facts.chargingInstant))
        let clocks = zone.stretch(facts.start.seconds)
        let wall = facts.start.seconds &+ clocks.offset
        let day = dayNumber(wall)
        let second = wall &- day &* 86_400
        assessment.day = CivilDay(number: Int32(truncatingIfNeeded: day))
        // A day on which the clocks changed has other hours than the wall shows.
        let plain = facts.start.seconds &- second >= clocks.from
        assessment.hour = plain ? UInt8(truncatingIfNeeded: second / 3600) : UInt8(clamping: siteZone.hourOfDay(facts.start))
        assessment.direction = kind.direction
        assessment.trunk = kind.trunk
        assessment.destination = kind.destination
        assessment.callType = kind.callType
        assessment.isPrivate = kind.number.isPrivate
        assessment.party = party(facts, kind, bytes, day: assessment.day.number)
        return assessment
    }

    /// State and charge in both schemes.
    @inline(__always)
    func outcomes(
        _ call: ChargedCall, _ facts: borrowing CallFacts, _ kind: borrowing CallKind, _ bytes: Span<UInt8>,
        _ assessment: inout Assessment
    ) {
        let price = table(.price, facts, kind, assessment, bytes)
        let cost = table(.cost, facts, kind, assessment, bytes)
        var priceInquiry = Inquiry(call, price, kind.number, plans)
        priceInquiry.lookUp(kind.number, plans)
        var costInquiry = Inquiry(call, cost, kind.number, plans)
        costInquiry.lookUp(kind.number, plans)
        outcomes(priceInquiry, costInquiry, facts, kind, bytes, &assessment)
    }

    /// The same, once the rows have been looked up.
    @inline(__always)
    func outcomes(
        _ price: borrowing Inquiry, _ cost: borrowing Inquiry, _ facts: borrowing CallFacts, _ kind: borrowing CallKind,
        _ bytes: Span<UInt8>, _ assessment: inout Assessment
    ) {
        if price.hasRow, cost.hasRow {
            let priced = outcome(.price, price, facts, kind, bytes, assessment)
            assessment.cost = outcome(.cost, cost, facts, kind, bytes, assessment)
            assessment.price = priced
        } else {
            var notes = ChargeNotes()
            let found = way(price, cost, facts, kind, bytes, assessment, noting: nil, &notes)
            (assessment.price, assessment.cost) = (found.price, found.cost)
        }
    }

    /// By rows; where a surcharge matches, with it.
    @inline(__always)
    private func outcome(
        _ scheme: Scheme, _ inquiry: borrowing Inquiry, _ facts: borrowing CallFacts, _ kind: borrowing CallKind, _ bytes: Span<UInt8>,
        _ assessment: borrowing Assessment
    ) -> Outcome {
        if inquiry.match.value >= 0, schemes.surcharges(scheme).count > 0, !inquiry.isAttempt {
            if let quick = surcharged(UInt64.self, scheme, inquiry, facts, kind, bytes, assessment) { return quick }
            if let quick = surcharged(UInt128.self, scheme, inquiry, facts, kind, bytes, assessment) { return quick }
            let matching = surcharges(scheme, facts, kind, assessment, bytes)
            if !matching.isEmpty {
                var notes = ChargeNotes()
                return outcome(
                    charge(scheme, inquiry.call, inquiry.table, plans.rows[inquiry.match.plan], surcharges: matching, &notes),
                    inquiry.table, inquiry.version, row: inquiry.match.value)
            }
        }
        return outcome(inquiry)
    }

    /// By a row alone.
    @inline(__always)
    func outcome(_ inquiry: borrowing Inquiry) -> Outcome {
        guard inquiry.version >= 0 else { return inquiry.withoutVersion }
        guard inquiry.match.value >= 0 else { return .unrated(.noPrefix) }
        return charge(
            inquiry.call, plans.tables.pointer(inquiry.table), inquiry.version, inquiry.match, isAttempt: inquiry.isAttempt)
    }

    /// - Parameters:
    ///   - version: index of the version.
    ///   - row: index of the row in it, -1 none.
    func outcome(_ charging: Charging, _ table: Int32, _ version: Int32, row: Int32) -> Outcome {
        switch charging {
        case .charged(let parts):
            .rated(
                Charge(
                    amount: parts.amount, currency: plans.tables[table].currency, version: plans.versions[version].number, row: row))
        case .none(let reason): reason.isUnrated ? .unrated(reason) : .free(reason)
        }
    }

    /// Charges by a given row: 64 bits where they suffice, else 128.
    @inline(__always)
    private func charge(
        _ call: ChargedCall, _ plan: UnsafePointer<TablePlan>, _ version: Int32, _ match: Match, isAttempt: Bool
    ) -> Outcome {
        let rowPlan = plans.rows.pointer(match.plan)
        var narrow = Fold<Int64, NoTrace>(denominator: max(1, rowPlan.pointee.denominator), sink: NoTrace())
        var reason = fold(call, plan.pointee, rowPlan.pointee, isAttempt: isAttempt, &narrow)
        var total = Int128(narrow.total)
        if reason == .chargeOutOfRange {
            var wide = Fold<Int128, NoTrace>(denominator: narrow.denominator, sink: NoTrace())
            reason = fold(call, plan.pointee, rowPlan.pointee, isAttempt: isAttempt, &wide)
            total = wide.total
        }
        guard reason == .none else { return .unrated(reason) }
        guard let amount = plan.pointee.rounding.round(priceUnits: total, over: narrow.denominator) else {
            return .unrated(.chargeOutOfRange)
        }
        return .rated(
            Charge(
                amount: amount, currency: plan.pointee.currency, version: plans.versions.pointer(version).pointee.number,
                row: match.value))
    }

    /// The charge before rounding: an attempt charge is the whole of it.
    @inline(__always)
    func fold<Count, Sink>(
        _ call: ChargedCall, _ table: TablePlan, _ row: RowPlan, isAttempt: Bool, _ fold: inout Fold<Count, Sink>
    ) -> Reason {
        guard isAttempt else { return Engine(plans: plans).charge(call, table, row, &fold) }
        let price = table.attemptCharge
        fold.add(Entry(kind: .attempt, price: price), count: 1, price: price)
        return fold.overflowed ? .chargeOutOfRange : .none
    }
}
