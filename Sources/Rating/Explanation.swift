public import Model
internal import Money
internal import Site
public import Time

/// One scheme's charge of a call with its way: for a page, for JSON, never for a hot path.
public struct Explanation: Sendable {
    public var outcome: Outcome
    /// The table that priced it, `nil` where none did.
    public var rateTable: RateTableID?
    /// Valid-from of the version, wall time in the table's zone.
    public var version: WallTime?
    /// Prefix of the row that matched, "" for the row of everything else.
    public var prefix: String?
    public var row: String?
    /// The number that was compared with prefixes: international without `+`, or a short number. Empty where none was.
    public var number = ""
    public var destination: String?
    public var callType: CallTypeID?
    /// The charge as the sum of its lines; empty where there is none.
    public var trace: [TraceLine] = []

    init(outcome: Outcome) { self.outcome = outcome }
}

extension Rater {
    /// The charge of a call derived once more, with its trace.
    /// - Parameters:
    ///   - pinned: the stored charge: its version is taken instead of the one in force now, if the rater knows it.
    ///   - quarantine: why the call is not charged, `.none` otherwise.
    public func explain(
        _ scheme: Scheme, _ facts: CallFacts, _ bytes: Span<UInt8>, quarantine: Reason = .none, pinned: Charge? = nil
    ) -> Explanation {
        let kind = kind(facts, bytes)
        let assessment = assess(facts, bytes, quarantine: quarantine)
        let call = ChargedCall(instant: facts.chargingInstant, duration: assessment.charged, pulses: facts.pulses)
        return explain(scheme, call, kind, assessment, pinned)
    }

    /// The same for one of linked legs: the trace is that of the whole call; a leg that bears no part of it has none.
    public func explain(
        _ scheme: Scheme, legs: [CallFacts], leg: Int, _ bytes: Span<UInt8>, pinned: Charge? = nil
    ) -> Explanation {
        guard legs.count > 1 else { return explain(scheme, legs[leg], bytes, pinned: pinned) }
        var kinds: [CallKind] = []
        for facts in legs { kinds.append(kind(facts, bytes)) }
        let plan = legPlan(legs, kinds)
        let assessment = assess(legs: legs, bytes)[leg]
        var whole = ChargedCall(instant: legs[0].chargingInstant, duration: 0, pulses: legs[0].pulses)
        if let span = plan.span { whole = charged(legs, plan, kinds[plan.lead], span) }
        return explain(scheme, whole, kinds[plan.lead], assessment, pinned)
    }

    private func explain(
        _ scheme: Scheme, _ call: ChargedCall, _ kind: CallKind, _ assessment: Assessment, _ pinned: Charge?
    ) -> Explanation {
        var explanation = Explanation(outcome: assessment[scheme])
        explanation.number = kind.number.text()
        explanation.destination = kind.destination >= 0 ? destinations[Int(kind.destination)] : nil
        explanation.callType = kind.callType >= 0 ? callTypes[Int(kind.callType)] : nil
        guard let charge = pinned ?? explanation.outcome.charge, let version = versionIndex(numbered: charge.version),
            let table = tableIndex(of: version)
        else { return explanation }
        let plan = plans.tables[table]
        let rateTable = rateTables[table]
        let dated = rateTable.versions[Int(version - plan.firstVersion)]
        let match = plans.row(of: version, for: kind.number)
        explanation.rateTable = rateTable.id
        explanation.version = dated.from
        guard match.value >= 0, Int(match.value) < dated.rows.count else { return explanation }
        let row = dated.rows[Int(match.value)]
        explanation.prefix = kind.number.text(first: match.length)
        explanation.row = row.name
        var lines = [
            TraceLine(.table, text: rateTable.id.text), TraceLine(.version, text: dated.from.description),
            TraceLine(.prefix, text: explanation.prefix ?? ""), TraceLine(.row, text: row.name),
        ]
        lines += fold(call, table, plans.rows[match.plan])
        explanation.trace = lines
        return explanation
    }

    private func fold(_ call: ChargedCall, _ table: Int, _ rowPlan: RowPlan) -> [TraceLine] {
        let plan = plans.tables[table]
        let isAttempt = call.duration == 0 && !Engine.isMetered(plan, call)
        var notes = Fold<Int128, TraceNotes>(denominator: max(1, rowPlan.denominator), sink: TraceNotes())
        guard fold(call, plan, rowPlan, isAttempt: isAttempt, &notes) == .none,
            let amount = plan.rounding.round(priceUnits: notes.total, over: notes.denominator)
        else { return [] }
        let names = rateTables[table].week?.bands.map(\.name) ?? []
        var lines = notes.sink.lines.map { TraceLine($0, bands: names, over: notes.denominator) }
        lines.append(.rounding(amount, from: notes.total, over: notes.denominator, plan.rounding))
        return lines
    }
}
