internal import Model
internal import Money
internal import Time

extension SQLStatement {
    /// Reads `CallColumns.written` from `first` on and copies the texts into the batch.
    func appendCall(to batch: inout CallBatch, from first: Int32 = 0) throws(StoreError) {
        var call = StoredCall()
        call.stamp = WallTime(seconds: integer(first))
        call.switch = NameNumber(number: small(first + 1))
        call.called = text(first + 2, in: &batch)
        call.calling = text(first + 3, in: &batch)
        call.leg = text(first + 4, in: &batch)
        call.start = Instant(seconds: integer(first + 5))
        call.day = CivilDay(number: small(first + 6))
        call.hour = UInt8(truncatingIfNeeded: integer(first + 7))
        let flags = integer(first + 8)
        call.direction = Direction(rawValue: UInt8(truncatingIfNeeded: flags & CallFlags.direction)) ?? .unknown
        let said = flags >> CallFlags.saidShift & CallFlags.direction
        call.saidDirection = Direction(rawValue: UInt8(truncatingIfNeeded: said)) ?? .unknown
        call.answer = Answer(rawValue: UInt8(truncatingIfNeeded: flags >> CallFlags.answerShift & CallFlags.answer)) ?? .unknown
        call.answered = flags & CallFlags.answered != 0
        call.ambiguousTime = flags & CallFlags.ambiguousTime != 0
        call.followsLegs = flags & CallFlags.followsLegs != 0
        call.lastLeg = flags & CallFlags.lastLeg != 0
        call.codedPrivate = flags & CallFlags.codedPrivate != 0
        call.corrected = CorrectionMarks(flags: flags)
        call.duration = small(first + 9)
        call.ring = small(first + 10)
        call.span = small(first + 11)
        call.talk = small(first + 12)
        call.pulses = small(first + 13)
        call.party = NameNumber(number: small(first + 14))
        call.trunk = NameNumber(number: small(first + 15))
        call.account = NameNumber(number: small(first + 16))
        call.extension = NameNumber(number: small(first + 17))
        call.address = NameNumber(number: small(first + 18))
        call.destination = NameNumber(number: small(first + 19))
        call.callType = NameNumber(number: small(first + 20))
        call.source = NameNumber(number: small(first + 21))
        call.rawOffset = integer(first + 22)
        call.rawCount = small(first + 23)
        call.link = text(first + 24, in: &batch)
        call.given = text(first + 25, in: &batch)
        call.givenCurrency = text(first + 26, in: &batch)
        call.price = try outcome(first + 27)
        call.cost = try outcome(first + 33)
        call.site = small(first + 39)
        call.bill = small(first + 40)
        batch.calls.append(call)
    }

    private func text(_ column: Int32, in batch: inout CallBatch) -> TextRef {
        let bytes = raw(column)
        guard !bytes.isEmpty else { return .missing }
        let offset = UInt32(truncatingIfNeeded: batch.bytes.count)
        batch.bytes.append(contentsOf: bytes)
        return TextRef(offset: offset, count: UInt32(truncatingIfNeeded: bytes.count))
    }

    /// What people decided about the record under the cursor (`CallColumns.written`).
    var corrected: CorrectionMarks { CorrectionMarks(flags: integer(8)) }

    /// A state or currency that this program does not know is damage: formats are refused at opening.
    func outcome(_ first: Int32) throws(StoreError) -> Outcome {
        guard let state = CallState(rawValue: UInt8(truncatingIfNeeded: integer(first))),
            let reason = Reason(rawValue: UInt8(truncatingIfNeeded: integer(first + 1)))
        else { throw .damaged(place) }
        guard !isNull(first + 2) else { return Outcome(state: state, reason: reason) }
        guard let currency = Currency(packed: UInt32(truncatingIfNeeded: integer(first + 3))) else { throw .damaged(place) }
        let charge = Charge(
            amount: Amount(millionths: integer(first + 2)), currency: currency, version: small(first + 4), row: small(first + 5))
        return Outcome(state: state, reason: reason, charge: charge)
    }
}

extension CorrectionMarks {
    init(flags: Int64) { self.init(rawValue: UInt8(truncatingIfNeeded: flags >> CallFlags.correctedShift & CallFlags.corrected)) }
}
