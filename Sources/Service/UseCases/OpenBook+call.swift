import Intake
import Mediation
public import Model
import Rating
import RawLog
import Site
import Store
import Time

extension OpenBook {
    /// One call and everything that leads to its charge.
    public func call(_ id: String, caller: Caller) throws -> CallDetail {
        try require(.see, caller)
        let row = try store.call(id: id)
        let legs = try legs(of: row)
        var detail = CallDetail(
            call: row, start: try site().site.settings.zone.wall(row.start), raw: nil, price: try explain(.price, row, legs),
            cost: try explain(.cost, row, legs), legs: legs.count > 1 ? legs : [], corrections: try corrections(of: id, caller: caller))
        detail.settlement = try settlement(of: row)
        do {
            let raw = try raw.bytes(at: RawPosition(source: row.source, offset: row.rawOffset), count: Int(row.rawCount))
            detail.raw = raw
            detail.decoded = try decoded(raw, row)
        } catch let error as RawLogError {
            detail.rawMissing = "\(error)"
        }
        return detail
    }

    /// The charge derived again from the version and the call, so that the trace adds up to what is stored.
    private func explain(_ scheme: Scheme, _ row: CallRow, _ legs: [CallRow]) throws -> Explanation {
        let charge = scheme == .price ? row.price.charge : row.cost.charge
        let state = try charge.map { try site(of: $0, on: row) } ?? site()
        var texts = RecordBatch()
        let facts = legs.map { CallFacts($0, by: state.rater, into: &texts) }
        let place = legs.firstIndex { $0.id == row.id } ?? 0
        var found = state.rater.explain(
            scheme, legs: facts, leg: place, texts.bytes.span, pinned: Rater.Pinned(price: row.price.charge, cost: row.cost.charge))
        found.outcome = scheme == .price ? row.price : row.cost
        return found
    }

    /// The records of one call in the order in which they count; the call alone where nothing links it.
    func legs(of row: CallRow) throws -> [CallRow] {
        guard !row.link.isEmpty else { return [row] }
        return legs(of: row, among: try store.legs(of: row))
    }

    /// The same of records that are read already.
    func legs(of row: CallRow, among linked: [CallRow]) -> [CallRow] {
        let all = linked.filter { $0.state != .quarantined && $0.state != .conflict }
        return all.contains { $0.id == row.id } ? LegPlace.ordered(all) { LegPlace($0) } : [row]
    }

    private func decoded(_ raw: [UInt8], _ row: CallRow) throws -> [DecodedField] {
        guard let name = try store.formats(of: row.switch).first(where: { store.names.text(.source, $0.key) == row.source })?.value,
            let format = try? format(.id(name))
        else { return [] }
        var decoder = Decoder(format, year: row.stamp.day.parts.year, day: row.stamp.day)
        var batch = RecordBatch()
        decoder.feed(raw, final: true, into: &batch)
        guard let record = batch.records.first else { return [] }
        return record.fields(batch, raw)
    }
}

extension CallFacts {
    /// Of a call as it is read from the book, with the party that a person decided on.
    init(_ row: CallRow, by rater: Rater, into texts: inout RecordBatch) {
        let index = rater.switchIndex(of: SwitchID(row.switch)) ?? 0
        self.init(row, index, into: &texts)
        if row.corrected.contains(.party) { party = rater.partyIndex(of: PartyID(row.party), on: index) }
    }

    /// Of a call as it is read from the book.
    init(_ row: CallRow, _ switchIndex: Int32, into texts: inout RecordBatch) {
        self.init(switchIndex: switchIndex, start: row.start)
        (duration, ring, span, pulses) = (Int64(row.duration), Int64(row.ring), Int64(row.span), Int64(row.pulses))
        (direction, answered, followsLegs) = (row.direction, row.answer, row.followsLegs)
        calling = texts.append(Array(row.calling.utf8))
        called = texts.append(Array(row.called.utf8))
        `extension` = texts.append(Array(row.extension.utf8))
        trunk = texts.append(Array(row.trunk.utf8))
        account = texts.append(Array(row.account.utf8))
        sourceIP = texts.append(Array(row.sourceIP.utf8))
        given = texts.append(Array(row.given.utf8))
        givenCurrency = texts.append(Array(row.givenCurrency.utf8))
    }
}

extension CallRecord {
    /// The decoded fields, each with its place in the raw bytes where its text stands there once.
    fileprivate func fields(_ batch: RecordBatch, _ raw: [UInt8]) -> [DecodedField] {
        let texts: [(String, TextRef)] = [
            ("calling", calling), ("called", called), ("extension", self.extension), ("trunk", trunk), ("account", account),
            ("sourceIP", sourceIP), ("link", link), ("leg", leg), ("charge", charge), ("currency", currency),
        ]
        var fields = [
            DecodedField(name: "start", value: start.description, range: raw.onlyRange(of: Written.moment(start))),
            DecodedField(name: "duration", value: "\(duration)", range: raw.onlyRange(of: Written.seconds(Int(duration)))),
            DecodedField(
                name: "ring", value: ring < 0 ? "" : "\(ring)", range: ring < 0 ? nil : raw.onlyRange(of: Written.seconds(Int(ring)))),
            DecodedField(name: "direction", value: direction.name ?? ""),
            DecodedField(name: "answered", value: answered == .unknown ? "" : answered == .yes ? "yes" : "no"),
            DecodedField(
                name: "pulses", value: pulses < 0 ? "" : "\(pulses)", range: pulses < 0 ? nil : raw.onlyRange(of: ["\(pulses)"])),
        ]
        for (name, text) in texts {
            let bytes = Array(batch.slice(text))
            fields.append(DecodedField(name: name, value: String(decoding: bytes, as: UTF8.self), range: raw.firstRange(of: bytes)))
        }
        return fields
    }
}

extension [UInt8] {
    /// Where the bytes stand, the first place.
    fileprivate func firstRange(of bytes: [UInt8]) -> Range<Int>? {
        guard !bytes.isEmpty, bytes.count <= count else { return nil }
        for start in 0...(count - bytes.count) where self[start..<start + bytes.count].elementsEqual(bytes) {
            return start..<start + bytes.count
        }
        return nil
    }
}
