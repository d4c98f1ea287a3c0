internal import Model
internal import Money
internal import Site
internal import Time

/// Charges that are made without rows (DOMAIN section 4): of the other scheme's, or of what the switch wrote.
extension Rater {
    /// What the other scheme came to.
    struct Other: Sendable {
        var outcome: Outcome
        /// c of that charge.
        var seconds: Int64 = 0
    }

    /// The charge by a version of a derived table.
    func derive(
        _ scheme: Scheme, _ call: ChargedCall, _ table: Int32, _ version: Int32, from other: Other, surcharges: [Int32],
        _ notes: inout ChargeNotes
    ) -> Charging {
        if call.duration == 0 { return attempt(scheme, call, table, version, &notes) }
        switch other.outcome.state {
        case .rated: break
        case .unrated: return .none(other.outcome.reason == .derivedFromEachOther ? .derivedFromEachOther : .otherUnrated)
        default: return .none(other.outcome.reason)
        }
        guard version >= 0 else { return .none(.noVersion) }
        guard let charge = other.outcome.charge, charge.amount > .zero else {
            return finish(scheme, .zero, ChargeTerms(table: table, day: siteDay(call.instant)), &notes)
        }
        let terms = plans.derivations[plans.versions[version].derivation]
        notes.add(.other(Money(charge.amount, charge.currency)))
        var base: Exact? = Exact(charge.amount)
        if let reason = exchange(&base, charge.currency, table, call, &notes) { return .none(reason) }
        if terms.percent != 0 {
            let percent = Percent(units: terms.percent)
            let more = base?.multiplied(by: Exact(percent))
            base = more.flatMap { base?.adding($0) }
            notes.add(.percent(percent, more, total: base))
        }
        if terms.add != 0 {
            base = base?.adding(Exact(Price(units: terms.add)))
            notes.add(.add(Price(units: terms.add), total: base))
        }
        guard let base else { return .none(.chargeOutOfRange) }
        return finish(scheme, base, self.terms(table, call, terms, other.seconds, surcharges), &notes)
    }

    /// The amount that the switch wrote.
    func given(
        _ scheme: Scheme, _ call: ChargedCall, _ facts: CallFacts, _ bytes: Span<UInt8>, _ table: Int32, _ version: Int32,
        surcharges: [Int32], _ notes: inout ChargeNotes
    ) -> Charging {
        let written = GivenAmount(bytes, facts)
        if call.duration == 0, !(written?.amount.isAboveZero ?? false) { return attempt(scheme, call, table, version, &notes) }
        guard version >= 0 else { return .none(.noVersion) }
        guard let written else { return .none(.noGivenAmount) }
        var base: Exact? = written.amount
        notes.add(.given(written.amount, written.currency ?? plans.tables[table].currency))
        if let currency = written.currency, let reason = exchange(&base, currency, table, call, &notes) { return .none(reason) }
        guard let base else { return .none(.chargeOutOfRange) }
        let derivation = plans.derivations[plans.versions[version].derivation]
        return finish(scheme, base, terms(table, call, derivation, call.duration, surcharges), &notes)
    }

    /// An unanswered call: the table's own attempt charge, if it has one.
    private func attempt(
        _ scheme: Scheme, _ call: ChargedCall, _ table: Int32, _ version: Int32, _ notes: inout ChargeNotes
    ) -> Charging {
        let plan = plans.tables[table]
        guard plan.attemptCharge > 0 else { return .none(.unanswered) }
        guard version >= 0 else { return .none(.noVersion) }
        let price = Price(units: plan.attemptCharge)
        notes.add(.attempt(price))
        return finish(scheme, Exact(price), ChargeTerms(table: table, day: siteDay(call.instant)), &notes)
    }

    private func terms(
        _ table: Int32, _ call: ChargedCall, _ plan: DerivationPlan, _ seconds: Int64, _ surcharges: [Int32]
    ) -> ChargeTerms {
        var terms = ChargeTerms(table: table, surcharges: surcharges, day: siteDay(call.instant), seconds: seconds)
        terms.bearsSurcharges = call.duration > 0
        (terms.minimumCharge, terms.maximumCharge) = (plan.minimumCharge, plan.maximumCharge)
        return terms
    }

    /// Turns an amount into the table's currency at the call's rate.
    private func exchange(
        _ amount: inout Exact?, _ currency: Currency, _ table: Int32, _ call: ChargedCall, _ notes: inout ChargeNotes
    ) -> Reason? {
        let own = plans.tables[table].currency
        guard currency != own else { return nil }
        guard let found = exchange.rate(currency, own, on: CivilDay(number: siteDay(call.instant))) else { return .noExchangeRate }
        amount = amount?.multiplied(by: Exact(found.rate))
        notes.add(.exchange(found, from: currency, to: own, total: amount))
        return nil
    }
}

/// What the switch wrote as the charge of a call.
struct GivenAmount {
    let amount: Exact
    /// `nil`: the table's.
    let currency: Currency?

    /// `nil` where there is none, or none that can be read: below zero, more than 15 decimals, a currency that does not exist.
    init?(_ bytes: Span<UInt8>, _ facts: CallFacts) {
        guard !facts.given.isMissing, let units = try? DecimalText.parseWide(Self.text(bytes, facts.given), decimals: 15), units >= 0
        else { return nil }
        amount = Exact(units: units, decimals: 15)
        guard !facts.givenCurrency.isMissing else {
            currency = nil
            return
        }
        guard let known = Currency(Self.text(bytes, facts.givenCurrency)) else { return nil }
        currency = known
    }

    private static func text(_ bytes: Span<UInt8>, _ ref: TextRef) -> String {
        var text: [UInt8] = []
        for index in ref.range { text.append(bytes[index]) }
        return String(decoding: text, as: UTF8.self)
    }
}
