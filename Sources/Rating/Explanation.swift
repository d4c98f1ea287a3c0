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
    /// A code before the number marks the call as private.
    public var isPrivate = false
    public var destination: String?
    public var callType: CallTypeID?
    /// Place of the rule that named the table in the site's `selection`, from 0; `nil`: the trunk's, the party's or the site's table.
    public var selection: Int?
    /// What the charge is made of; `nil` where there is none.
    public var parts: ChargeParts?
    /// The charge as the sum of its lines; empty where there is none.
    public var trace: [TraceLine] = []

    init(outcome: Outcome) { self.outcome = outcome }
}

extension Rater {
    /// The charges of a stored call: their versions are taken instead of those in force now, if the rater knows them.
    public struct Pinned: Sendable {
        /// What it costs the party, `nil` where it has no charge.
        public var price: Charge?
        /// What it costs us, `nil` where it has no charge.
        public var cost: Charge?
        public init(price: Charge? = nil, cost: Charge? = nil) { (self.price, self.cost) = (price, cost) }

        subscript(scheme: Scheme) -> Charge? { scheme == .price ? price : cost }
    }

    /// The charge of a call derived once more, with its trace.
    /// - Parameter quarantine: why the call is not charged, `.none` otherwise.
    public func explain(
        _ scheme: Scheme, _ facts: CallFacts, _ bytes: Span<UInt8>, quarantine: Reason = .none, pinned: Pinned = Pinned()
    ) -> Explanation {
        let kind = kind(facts, bytes)
        let assessment = assess(facts, bytes, quarantine: quarantine)
        let call = ChargedCall(instant: facts.chargingInstant, duration: assessment.charged, pulses: facts.pulses)
        var explanation = explain(scheme, call, facts, kind, assessment, bytes, pinned)
        // Surcharges or the rules of selection have changed since the call was charged.
        if let charge = pinned[scheme], let parts = explanation.parts, parts.amount != charge.amount {
            explanation.trace.append(.earlier(charge.amount, from: parts.amount))
        }
        return explanation
    }

    /// The same for one of linked legs: the trace is that of the whole call; a leg that bears no part of it has none.
    public func explain(
        _ scheme: Scheme, legs: [CallFacts], leg: Int, _ bytes: Span<UInt8>, pinned: Pinned = Pinned()
    ) -> Explanation {
        guard legs.count > 1 else { return explain(scheme, legs[leg], bytes, pinned: pinned) }
        let linked = linked(legs, bytes)
        let found = assess(linked, bytes)[leg]
        var assessment = linked.asking(for: leg)
        (assessment.price, assessment.cost) = (found.price, found.cost)
        return explain(
            scheme, linked.call, linked.facts, linked.kind, assessment, bytes, pinned, isPart: linked.share(of: leg) != nil)
    }

    private func explain(
        _ scheme: Scheme, _ call: ChargedCall, _ facts: CallFacts, _ kind: CallKind, _ assessment: Assessment, _ bytes: Span<UInt8>,
        _ pinned: Pinned, isPart: Bool = false
    ) -> Explanation {
        var explanation = Explanation(outcome: assessment[scheme])
        explanation.number = kind.number.text()
        explanation.isPrivate = assessment.isPrivate
        explanation.destination = kind.destination >= 0 ? destinations[Int(kind.destination)] : nil
        explanation.callType = kind.callType >= 0 ? callTypes[Int(kind.callType)] : nil
        guard pinned[scheme] != nil || explanation.outcome.charge != nil else { return explanation }
        let price = inquiry(.price, call, facts, kind, assessment, bytes, pinned.price)
        let cost = inquiry(.cost, call, facts, kind, assessment, bytes, pinned.cost)
        let asked = scheme == .price ? price : cost
        guard asked.version >= 0 || !asked.hasRow else { return explanation }
        var notes = ChargeNotes(lines: [])
        // What is derived is derived from the whole charge, of which a part was stored.
        let ways = way(price, cost, facts, kind, bytes, assessment, noting: scheme, stored: isPart ? Pinned() : pinned, &notes)
        explanation.parts = ways.parts
        explain(asked, call, kind, scheme, &explanation)
        explanation.trace += notes.lines ?? []
        return explanation
    }

    /// Which table, version and row, and why.
    private func explain(
        _ inquiry: Inquiry, _ call: ChargedCall, _ kind: CallKind, _ scheme: Scheme, _ explanation: inout Explanation
    ) {
        let rateTable = rateTables[Int(inquiry.table)]
        let plan = plans.tables[inquiry.table]
        let version = inquiry.version
        guard version >= plan.firstVersion, version < plan.firstVersion + plan.versionCount else { return }
        let dated = rateTable.versions[Int(version - plan.firstVersion)]
        explanation.rateTable = rateTable.id
        explanation.version = dated.from
        if inquiry.rule >= 0, let places = schemes.places[scheme], Int(inquiry.rule) < places.count {
            explanation.selection = places[Int(inquiry.rule)]
            explanation.trace.append(TraceLine(.selection, text: String(places[Int(inquiry.rule)] + 1)))
        }
        explanation.trace += [
            TraceLine(.table, text: rateTable.id.text), TraceLine(.version, text: dated.from.description),
        ]
        guard inquiry.hasRow, inquiry.match.value >= 0, Int(inquiry.match.value) < dated.rows.count else { return }
        let row = dated.rows[Int(inquiry.match.value)]
        let prefix = kind.number.text(first: inquiry.match.length)
        (explanation.prefix, explanation.row) = (prefix, row.name)
        explanation.trace += [TraceLine(.prefix, text: prefix), TraceLine(.row, text: row.name)]
    }

    /// What is looked up for a call in one scheme, by its stored charge where it has one.
    func inquiry(
        _ scheme: Scheme, _ call: ChargedCall, _ facts: CallFacts, _ kind: CallKind, _ assessment: Assessment, _ bytes: Span<UInt8>,
        _ pinned: Charge?
    ) -> Inquiry {
        var found = table(scheme, facts, kind, assessment, bytes)
        let version = pinned.flatMap { versionIndex(numbered: $0.version) }
        if let version, let table = tableIndex(of: version) {
            // The rule that would name another table now did not name this one.
            if found.table != Int32(table) { found.rule = -1 }
            (found.table, found.free) = (Int32(table), .none)
        }
        var inquiry = Inquiry(call, found, kind.number, pinned: version, plans)
        inquiry.lookUp(kind.number, plans)
        return inquiry
    }
}
