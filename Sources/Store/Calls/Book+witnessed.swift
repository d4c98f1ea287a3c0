internal import GRDB
public import Model
public import Money
public import Time

/// A record as it is held against what another recorder tells of the same call: light, for many of them are looked at together.
public struct WitnessedRecord: Sendable {
    public var start: Instant
    public var day: CivilDay
    public var `switch`: NameNumber
    public var trunk: NameNumber
    public var party: NameNumber
    public var direction: Direction
    public var answered: Bool
    /// The start is the earlier instant of an hour that comes twice, because nothing told which.
    public var ambiguousTime: Bool
    /// Seconds of the whole call.
    public var talk: Int32
    /// By tariff.
    public var cost: Money?
    fileprivate var stamp: Int64
    fileprivate var calling: TextRef
    fileprivate var called: TextRef
    fileprivate var leg: TextRef
    fileprivate var given: TextRef
    fileprivate var givenCurrency: TextRef

    /// Where its texts stand behind other bytes.
    fileprivate mutating func move(by offset: UInt32) {
        calling.offset += offset
        called.offset += offset
        leg.offset += offset
        given.offset += offset
        givenCurrency.offset += offset
    }
}

/// Records of some days, with their texts in one buffer.
public struct WitnessedRecords: Sendable {
    public private(set) var records: [WitnessedRecord] = []
    private var texts = TextBytes()

    public func calling(_ record: WitnessedRecord) -> ArraySlice<UInt8> { texts[record.calling] }
    public func called(_ record: WitnessedRecord) -> ArraySlice<UInt8> { texts[record.called] }
    /// The charge that the recorder wrote, and its currency; empty: none.
    public func given(_ record: WitnessedRecord) -> ArraySlice<UInt8> { texts[record.given] }
    public func givenCurrency(_ record: WitnessedRecord) -> ArraySlice<UInt8> { texts[record.givenCurrency] }

    fileprivate func key(_ record: WitnessedRecord) -> CallKey {
        CallKey(
            stamp: record.stamp, switch: Int64(record.switch.number), called: Array(called(record)), calling: Array(calling(record)),
            leg: Array(texts[record.leg]))
    }

    fileprivate static let columns = """
        start, day, switch, trunk, party, flags, talk, cost_amount, cost_currency, stamp, calling, called, leg, given, given_currency
        """

    fileprivate mutating func add(_ row: SQLStatement) {
        let flags = row.integer(5)
        let currency = row.isNull(7) ? nil : Currency(packed: UInt32(truncatingIfNeeded: row.integer(8)))
        records.append(
            WitnessedRecord(
                start: Instant(seconds: row.integer(0)), day: CivilDay(number: row.small(1)), switch: NameNumber(number: row.small(2)),
                trunk: NameNumber(number: row.small(3)), party: NameNumber(number: row.small(4)),
                direction: Direction(rawValue: UInt8(truncatingIfNeeded: flags & CallFlags.direction)) ?? .unknown,
                answered: flags & CallFlags.answered != 0, ambiguousTime: flags & CallFlags.ambiguousTime != 0, talk: row.small(6),
                cost: currency.map { Money(Amount(millionths: row.integer(7)), $0) }, stamp: row.integer(9),
                calling: texts.keep(row.raw(10)), called: texts.keep(row.raw(11)), leg: texts.keep(row.raw(12)),
                given: texts.keep(row.raw(13)), givenCurrency: texts.keep(row.raw(14))))
    }

    fileprivate mutating func add(_ other: WitnessedRecords) {
        let first = texts.append(other.texts)
        records.reserveCapacity(records.count + other.records.count)
        for record in other.records {
            var record = record
            record.move(by: first)
            records.append(record)
        }
    }
}

extension Book {
    /// The records of a filter of some days, by one scan; parties are not looked at.
    public func witnessed(_ filter: CallFilter) throws(StoreError) -> WitnessedRecords {
        var filter = filter
        filter.parties = []
        let walk = CallWalk(filter, names)
        guard filter.days != nil, !walk.isImpossible else { return WitnessedRecords() }
        let parts = CallPart.all(of: walk, columns: WitnessedRecords.columns, pieces: Book.scanPieces)
        let found = try scan(parts, StorePlace("call", "witnessed")) { row in
            var records = WitnessedRecords()
            while try row.step() { records.add(row) }
            return records
        }
        return found.dropFirst().reduce(into: found.first ?? WitnessedRecords()) { $0.add($1) }
    }

    /// The id of a record's call, for people and addresses.
    public func id(of record: WitnessedRecord, in records: WitnessedRecords) -> String { names.id(of: records.key(record)) }
}
