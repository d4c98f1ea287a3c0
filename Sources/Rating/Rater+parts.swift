internal import Model
internal import Money
internal import Site
internal import Time

/// Charges with everything that may come on top of a row's prices. Exact, and slower than the walk without surcharges.
extension Rater {
    /// Places of the surcharges of a scheme that match a call.
    func surcharges(
        _ scheme: Scheme, _ facts: borrowing CallFacts, _ kind: borrowing CallKind, _ assessment: borrowing Assessment,
        _ bytes: Span<UInt8>
    ) -> [Int32] {
        let list = schemes.surcharges(scheme)
        var found: [Int32] = []
        for index in 0..<list.count {
            let place = Int32(truncatingIfNeeded: index)
            let matches = schemes.conditions.matches(
                list.pointer(place).pointee.condition, facts, kind, party: assessment.party, day: assessment.day.number, bytes)
            if matches { found.append(place) }
        }
        return found
    }

    /// The charge of a call by a row.
    /// - Parameter day: whose exchange rates count; `nil`: that of the call.
    func charge(
        _ scheme: Scheme, _ call: ChargedCall, _ table: Int32, _ row: RowPlan, surcharges: [Int32], day: Int32? = nil,
        _ notes: inout ChargeNotes
    ) -> Charging {
        let plan = plans.tables[table]
        let isMetered = Engine.isMetered(plan, call)
        let isAttempt = call.duration == 0 && !isMetered
        var made: (reason: Reason, total: Int128)
        if notes.lines == nil {
            var fold = Fold<Int128, NoTrace>(denominator: max(1, row.denominator), sink: NoTrace())
            made = (rowTotal(call, plan, row, isAttempt: isAttempt, &fold), fold.total)
        } else {
            var fold = Fold<Int128, TraceNotes>(denominator: max(1, row.denominator), sink: TraceNotes())
            made = (rowTotal(call, plan, row, isAttempt: isAttempt, &fold), fold.total)
            let names = rateTables[Int(table)].week?.bands.map(\.name) ?? []
            if made.reason == .none {
                notes.lines?.append(contentsOf: fold.sink.lines.map { TraceLine($0, bands: names, over: fold.denominator) })
            }
        }
        guard made.reason == .none else { return .none(made.reason) }
        var terms = ChargeTerms(table: table, day: day ?? siteDay(call.instant))
        let base = Exact(units: made.total, decimals: Price.decimals, over: max(1, row.denominator))
        guard !isAttempt else { return finish(scheme, base, terms, &notes) }
        terms.surcharges = surcharges
        terms.seconds = max(0, call.duration &- row.freeSeconds)
        terms.bearsSurcharges = Rater.bearsSurcharges(call, row, isMetered: isMetered)
        (terms.minimumCharge, terms.maximumCharge) = (row.minimumCharge, row.maximumCharge)
        return finish(scheme, base, terms, &notes)
    }

    /// What a row alone comes to, without its limits.
    private func rowTotal<Sink>(
        _ call: ChargedCall, _ plan: TablePlan, _ row: RowPlan, isAttempt: Bool, _ fold: inout Fold<Int128, Sink>
    ) -> Reason {
        guard isAttempt else { return Engine(plans: plans).charge(call, plan, row, limits: false, &fold) }
        fold.add(Entry(kind: .attempt, price: plan.attemptCharge), count: 1, price: plan.attemptCharge)
        return fold.overflowed ? .chargeOutOfRange : .none
    }

    /// base → surcharges → minimum, maximum → rounding.
    func finish(_ scheme: Scheme, _ base: Exact, _ terms: ChargeTerms, _ notes: inout ChargeNotes) -> Charging {
        let plan = plans.tables[terms.table]
        var parts = ChargeParts(base: base, amount: .zero)
        if terms.bearsSurcharges, !terms.surcharges.isEmpty {
            let reason = addSurcharges(scheme, terms, &parts, &notes)
            guard reason == .none else { return .none(reason) }
        }
        guard var total = parts.base.adding(parts.surcharges) else { return .none(.chargeOutOfRange) }
        guard limit(&total, terms, &notes), let amount = total.rounded(plan.rounding) else { return .none(.chargeOutOfRange) }
        notes.add(.rounding(amount, from: total, plan.rounding))
        parts.amount = amount
        return .charged(parts)
    }

    /// - Returns: `false` where the comparison leaves the range.
    private func limit(_ total: inout Exact, _ terms: ChargeTerms, _ notes: inout ChargeNotes) -> Bool {
        let before = total
        if terms.minimumCharge > 0, total.isAboveZero {
            let least = Exact(Price(units: terms.minimumCharge))
            guard let isLess = total.isLess(than: least) else { return false }
            if isLess {
                total = least
                notes.add(.limit(.minimum, Price(units: terms.minimumCharge), from: before))
            }
        }
        if terms.maximumCharge >= 0 {
            let most = Exact(Price(units: terms.maximumCharge))
            guard let isLess = most.isLess(than: total) else { return false }
            if isLess {
                notes.add(.limit(.maximum, Price(units: terms.maximumCharge), from: total))
                total = most
            }
        }
        return true
    }

    /// In their listed order; a percentage counts the base, those before it that count, and of an earlier percentage only the part
    /// that was reckoned on the base.
    private func addSurcharges(
        _ scheme: Scheme, _ terms: ChargeTerms, _ parts: inout ChargeParts, _ notes: inout ChargeNotes
    ) -> Reason {
        let list = schemes.surcharges(scheme)
        var counted = parts.base
        for place in terms.surcharges {
            let plan = list[place]
            var amount: Exact?
            var onBase: Exact?
            switch plan.kind {
            case .percent:
                amount = counted.multiplied(by: plan.amount)
                onBase = plan.counts ? parts.base.multiplied(by: plan.amount) : .zero
            case .flat, .perMinute:
                amount = plan.kind == .flat ? plan.amount : plan.amount.multiplied(by: (terms.seconds &+ 59) / 60)
                if plan.currency != 0, plan.currency != plans.tables[terms.table].currency.packed {
                    guard let rate = rate(fromPacked: plan.currency, to: terms.table, day: terms.day) else { return .noExchangeRate }
                    amount = amount?.multiplied(by: Exact(rate))
                }
                onBase = amount
            }
            guard let amount, let onBase, let sum = parts.surcharges.adding(amount),
                let next = plan.counts ? counted.adding(onBase) : counted,
                let flat = plan.kind == .flat ? parts.flat.adding(amount) : parts.flat,
                let total = parts.base.adding(sum)
            else { return .chargeOutOfRange }
            (parts.surcharges, parts.flat, counted) = (sum, flat, next)
            notes.add(.surcharge(schemes.surcharges[Int(plan.place)], amount, total: total))
        }
        return .none
    }

    private func rate(fromPacked currency: UInt32, to table: Int32, day: Int32) -> ExchangeRate? {
        Currency(packed: currency).flatMap { exchange.rate($0, plans.tables[table].currency, on: CivilDay(number: day))?.rate }
    }
}
