internal import Model
internal import Money
internal import Time

extension SQLStatement {
    /// Binds `CallColumns.written` from `first` on. The batch's bytes must stay in place until the statement is reset.
    @inline(__always)
    func bind(_ call: StoredCall, _ base: UnsafeRawPointer, from first: Int32 = 1) {
        bindKey(call, base, from: first)
        bind(first + 5, call.start.seconds)
        bind(first + 6, Int64(call.day.number))
        bind(first + 7, Int64(call.hour))
        bind(first + 8, call.flags)
        bind(first + 9, Int64(call.duration))
        bind(first + 10, Int64(call.ring))
        bind(first + 11, Int64(call.span))
        bind(first + 12, Int64(call.talk))
        bind(first + 13, Int64(call.pulses))
        bind(first + 14, Int64(call.party.number))
        bind(first + 15, Int64(call.trunk.number))
        bind(first + 16, Int64(call.account.number))
        bind(first + 17, Int64(call.extension.number))
        bind(first + 18, Int64(call.address.number))
        bind(first + 19, Int64(call.destination.number))
        bind(first + 20, Int64(call.callType.number))
        bind(first + 21, Int64(call.source.number))
        bind(first + 22, call.rawOffset)
        bind(first + 23, Int64(call.rawCount))
        bind(first + 24, base, call.link)
        bind(first + 25, base, call.given)
        bind(first + 26, base, call.givenCurrency)
        bind(call.price, from: first + 27)
        bind(call.cost, from: first + 33)
        bind(first + 39, Int64(call.site))
        bind(first + 40, Int64(call.bill))
    }

    /// Stamp, switch, called, calling, leg.
    @inline(__always)
    func bindKey(_ call: StoredCall, _ base: UnsafeRawPointer, from first: Int32 = 1) {
        bind(first, call.stamp.seconds)
        bind(first + 1, Int64(call.switch.number))
        bind(first + 2, base, call.called)
        bind(first + 3, base, call.calling)
        bind(first + 4, base, call.leg)
    }

    /// State, reason, amount, currency, version, row.
    @inline(__always)
    func bind(_ outcome: Outcome, from first: Int32) {
        bind(first, Int64(outcome.state.rawValue))
        bind(first + 1, Int64(outcome.reason.rawValue))
        guard let charge = outcome.charge else {
            for column in first + 2...first + 5 { bindNull(column) }
            return
        }
        bind(first + 2, charge.amount.millionths)
        bind(first + 3, Int64(charge.currency.packed))
        bind(first + 4, Int64(charge.version))
        bind(first + 5, Int64(charge.row))
    }

    /// The parameters of `CallSQL.update`.
    func bindChange(_ call: StoredCall, _ base: UnsafeRawPointer) {
        bind(1, Int64(call.party.number))
        bind(2, call.flags)
        bind(3, Int64(call.talk))
        bind(4, Int64(call.party.number))
        bind(5, Int64(call.trunk.number))
        bind(6, Int64(call.destination.number))
        bind(7, Int64(call.callType.number))
        bind(call.price, from: 8)
        bind(call.cost, from: 14)
        bind(20, Int64(call.site))
        bindKey(call, base, from: 21)
    }
}

extension StoredCall {
    var flags: Int64 {
        var flags = Int64(direction.rawValue) | Int64(answer.rawValue) << CallFlags.answerShift
        if answered { flags |= CallFlags.answered }
        if ambiguousTime { flags |= CallFlags.ambiguousTime }
        if followsLegs { flags |= CallFlags.followsLegs }
        if lastLeg { flags |= CallFlags.lastLeg }
        if codedPrivate { flags |= CallFlags.codedPrivate }
        flags |= Int64(saidDirection.rawValue) << CallFlags.saidShift
        flags |= Int64(corrected.rawValue) << CallFlags.correctedShift
        return flags
    }
}
