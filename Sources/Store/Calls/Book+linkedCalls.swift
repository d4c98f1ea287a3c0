internal import GRDB
public import Model
public import Time

/// A record of a call that has several: what tells their order, and whose it is.
public struct LinkedLeg: Sendable {
    public var start: Instant
    public var day: CivilDay
    public var party: NameNumber
    public var direction: Direction
    public var followsLegs: Bool
    public var lastLeg: Bool
    public var rawOffset: Int64
}

/// A call with several records, of one day and the next.
public struct LinkedCall: Sendable {
    public var `switch`: NameNumber
    public var link: [UInt8]
    /// In the order of start, then key.
    public var legs: [LinkedLeg]
}

/// The records of some days that are linked to others, perhaps, with what orders them.
private struct LinkedStretch: Sendable {
    struct Record: Sendable {
        var leg: LinkedLeg
        var stamp: Int64
        var `switch`: Int32
        var hash: Int
        var link: TextRef
        /// Called, calling, leg.
        var key: (TextRef, TextRef, TextRef)
    }

    static let columns = "start, day, party, flags, raw_offset, stamp, switch, link, called, calling, leg"

    private(set) var records: [Record] = []
    private var texts = TextBytes()

    mutating func add(_ row: SQLStatement) {
        let link = row.raw(7)
        guard !link.isEmpty else { return }
        let (flags, number) = (row.integer(3), row.small(6))
        let leg = LinkedLeg(
            start: Instant(seconds: row.integer(0)), day: CivilDay(number: row.small(1)), party: NameNumber(number: row.small(2)),
            direction: Direction(rawValue: UInt8(truncatingIfNeeded: flags & CallFlags.direction)) ?? .unknown,
            followsLegs: flags & CallFlags.followsLegs != 0, lastLeg: flags & CallFlags.lastLeg != 0, rawOffset: row.integer(4))
        let hash = LinkedStretch.hash(link, number)
        let place = texts.keep(link)
        let key = (texts.keep(row.raw(8)), texts.keep(row.raw(9)), texts.keep(row.raw(10)))
        records.append(Record(leg: leg, stamp: row.integer(5), switch: number, hash: hash, link: place, key: key))
    }

    func link(_ record: Record) -> [UInt8] { Array(texts[record.link]) }

    func has(_ record: Record, link: [UInt8]) -> Bool { texts[record.link].elementsEqual(link) }

    /// By start, then key, wherever two records were read.
    static func precedes(_ left: (LinkedStretch, Record), _ right: (LinkedStretch, Record)) -> Bool {
        if left.1.leg.start != right.1.leg.start { return left.1.leg.start < right.1.leg.start }
        if left.1.stamp != right.1.stamp { return left.1.stamp < right.1.stamp }
        for (one, other) in [(left.1.key.0, right.1.key.0), (left.1.key.1, right.1.key.1), (left.1.key.2, right.1.key.2)] {
            let (one, other) = (left.0.texts[one], right.0.texts[other])
            if !one.elementsEqual(other) { return one.lexicographicallyPrecedes(other) }
        }
        return false
    }

    /// Equal links are found by it, and compared by their bytes. Nobody outside can make many that are equal.
    private static func hash(_ link: UnsafeRawBufferPointer, _ number: Int32) -> Int {
        var hasher = Hasher()
        hasher.combine(number)
        hasher.combine(bytes: link)
        return hasher.finalize()
    }
}

/// Where a record was read.
private struct LinkedPlace {
    var hash: Int
    var piece: Int32
    var index: Int32
}

extension Book {
    /// Hands over the calls with several records whose first one starts on the days of a filter, a month at a time, in no order. A link
    /// of more than two days is none: records of the first one's day and the next are of a call.
    /// - Parameters:
    ///   - filter: of some days; parties are not looked at.
    ///   - body: `false` ends it.
    public func eachLinkedCall(_ filter: CallFilter, _ body: (LinkedCall) throws -> Bool) throws {
        guard let days = filter.days else { return }
        var first = days.first
        while let month = DayRange(first, min(first + 30, days.last)) {
            var part = filter
            (part.days, part.parties, part.records) = (DayRange(month.first + -1, month.last + 1), [], .legs)
            for call in try linkedCalls(part) {
                guard let begin = call.legs.first?.day, month.contains(begin) else { continue }
                let legs = call.legs.filter { $0.day <= begin + 1 }
                guard legs.count > 1 else { continue }
                if try !body(LinkedCall(switch: call.switch, link: call.link, legs: legs)) { return }
            }
            guard month.last < days.last else { return }
            first = month.last + 1
        }
    }

    private func linkedCalls(_ filter: CallFilter) throws(StoreError) -> [LinkedCall] {
        let walk = CallWalk(filter, names)
        guard !walk.isImpossible else { return [] }
        let parts = CallPart.all(of: walk, columns: LinkedStretch.columns, pieces: Book.scanPieces)
        let found = try scan(parts, StorePlace("call", "linked")) { row in
            var stretch = LinkedStretch()
            while try row.step() { stretch.add(row) }
            return stretch
        }
        var places: [LinkedPlace] = []
        places.reserveCapacity(found.reduce(0) { $0 + $1.records.count })
        for (piece, stretch) in found.enumerated() {
            for (index, record) in stretch.records.enumerated() {
                places.append(LinkedPlace(hash: record.hash, piece: Int32(piece), index: Int32(truncatingIfNeeded: index)))
            }
        }
        places.sort { $0.hash < $1.hash }
        var calls: [LinkedCall] = []
        var first = 0
        while first < places.count {
            var end = first + 1
            while end < places.count, places[end].hash == places[first].hash { end += 1 }
            // Most links stand for a single record.
            if end - first > 1 { add(places[first..<end], found, to: &calls) }
            first = end
        }
        return calls
    }

    /// - Parameter places: records of one hash, which hardly ever have several links.
    private func add(_ places: ArraySlice<LinkedPlace>, _ found: [LinkedStretch], to calls: inout [LinkedCall]) {
        var groups: [(key: LinkKey, places: [LinkedPlace])] = []
        for place in places {
            let stretch = found[Int(place.piece)]
            let record = stretch.records[Int(place.index)]
            if let group = groups.firstIndex(where: { $0.key.switch == record.switch && stretch.has(record, link: $0.key.link) }) {
                groups[group].places.append(place)
            } else {
                groups.append((LinkKey(switch: record.switch, link: stretch.link(record)), [place]))
            }
        }
        for group in groups where group.places.count > 1 {
            let records = group.places.map { (found[Int($0.piece)], found[Int($0.piece)].records[Int($0.index)]) }
            calls.append(
                LinkedCall(
                    switch: NameNumber(number: group.key.switch), link: group.key.link,
                    legs: records.sorted(by: LinkedStretch.precedes).map { $0.1.leg }))
        }
    }

    /// The records of such a call, in the order of start, then key, whatever their state.
    public func legs(of call: LinkedCall) throws(StoreError) -> [CallRow] {
        guard let first = call.legs.first?.day else { return [] }
        return try read(StorePlace("call", "legs")) { database in
            let legs = try SQLStatement(database, CallSQL.legs, StorePlace("call", "legs"))
            legs.bind(1, Int64(call.switch.number))
            legs.bind(2, copying: call.link)
            var rows: [CallRow] = []
            while try legs.step() {
                let row = try self.row(legs)
                if first <= row.day, row.day <= first + 1 { rows.append(row) }
            }
            return rows
        }
    }
}
