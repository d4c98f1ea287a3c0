internal import Model
internal import Money

/// What a correction can change of a record, as bytes with names in the place of the book's numbers. Whether a person marked the call as
/// private is not among it: that changes nothing else, and is undone at any time.
enum CallSnapshot {
    static func bytes(_ call: StoredCall, _ names: Names) -> [UInt8] {
        var writer = ByteWriter()
        let marks = call.corrected.subtracting(.isPrivate)
        writer.put(
            Int64(call.direction.rawValue) | Int64(marks.rawValue) << 8 | (call.answered ? 1 << 16 : 0) | (call.codedPrivate ? 1 << 17 : 0))
        writer.put(Int64(call.talk))
        writer.put(Int64(call.site))
        writer.put(names.bytes(.account, call.account) ?? [])
        writer.put(names.bytes(.party, call.party) ?? [])
        writer.put(names.bytes(.destination, call.destination) ?? [])
        writer.put(names.bytes(.callType, call.callType) ?? [])
        for outcome in [call.price, call.cost] { put(outcome, &writer) }
        return writer.bytes
    }

    private static func put(_ outcome: Outcome, _ writer: inout ByteWriter) {
        writer.put(Int64(outcome.state.rawValue) | Int64(outcome.reason.rawValue) << 8 | (outcome.charge == nil ? 0 : 1 << 16))
        guard let charge = outcome.charge else { return }
        for value in [charge.amount.millionths, Int64(charge.currency.packed), Int64(charge.version), Int64(charge.row)] {
            writer.put(value)
        }
    }

    /// Makes the record what it was; `false` for bytes that no snapshot has.
    static func restore(_ bytes: [UInt8], to call: inout StoredCall, _ names: Names) -> Bool {
        var reader = ByteReader(bytes)
        guard let first = reader.integer(), let direction = Direction(rawValue: UInt8(truncatingIfNeeded: first & 0xff)),
            let talk = reader.integer(), let site = reader.integer(), let account = reader.text(), let party = reader.text(),
            let destination = reader.text(),
            let type = reader.text(), let price = outcome(&reader), let cost = outcome(&reader), reader.isAtEnd
        else { return false }
        let marks = CorrectionMarks(rawValue: UInt8(truncatingIfNeeded: first >> 8 & 0xff))
        call.direction = direction
        call.answered = first & 1 << 16 != 0
        call.codedPrivate = first & 1 << 17 != 0
        call.corrected = marks.union(call.corrected.intersection(.isPrivate))
        (call.talk, call.site) = (Int32(truncatingIfNeeded: talk), Int32(truncatingIfNeeded: site))
        call.account = number(.account, account, names)
        call.party = number(.party, party, names)
        call.destination = number(.destination, destination, names)
        call.callType = number(.callType, type, names)
        (call.price, call.cost) = (price, cost)
        return true
    }

    private static func number(_ kind: NameKind, _ bytes: [UInt8], _ names: Names) -> NameNumber {
        bytes.withUnsafeBufferPointer { names.number(kind, $0) }
    }

    private static func outcome(_ reader: inout ByteReader) -> Outcome? {
        guard let first = reader.integer(), let state = CallState(rawValue: UInt8(truncatingIfNeeded: first & 0xff)),
            let reason = Reason(rawValue: UInt8(truncatingIfNeeded: first >> 8 & 0xff))
        else { return nil }
        guard first & 1 << 16 != 0 else { return Outcome(state: state, reason: reason) }
        guard let amount = reader.integer(), let packed = reader.integer(), let version = reader.integer(), let row = reader.integer(),
            let currency = Currency(packed: UInt32(truncatingIfNeeded: packed))
        else { return nil }
        let charge = Charge(
            amount: Amount(millionths: amount), currency: currency, version: Int32(truncatingIfNeeded: version),
            row: Int32(truncatingIfNeeded: row))
        return Outcome(state: state, reason: reason, charge: charge)
    }
}
