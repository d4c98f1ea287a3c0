internal import GRDB
public import Model
public import Time

/// A record as statistics of lines and callers need it: without texts but the two numbers, its names as the book's numbers.
public struct CallSpan: Sendable {
    public var start: Instant
    public var day: CivilDay
    public var `switch`: NameNumber
    public var trunk: NameNumber
    public var party: NameNumber
    public var `extension`: NameNumber
    public var direction: Direction
    public var answered: Bool
    /// A further leg of a call.
    public var isLeg: Bool
    public var followsLegs: Bool
    /// Seconds, -1 where they are not known.
    public var ring: Int32
    public var span: Int32
    public var duration: Int32
    public var talk: Int32
    fileprivate var calling: TextRef
    fileprivate var called: TextRef
}

/// The records of some days in the order of their starts.
public struct CallSpans: Sendable {
    public private(set) var spans: [CallSpan] = []
    private var texts = TextBytes()

    public func calling(_ span: CallSpan) -> String { text(span.calling) }
    public func called(_ span: CallSpan) -> String { text(span.called) }

    private func text(_ text: TextRef) -> String { String(decoding: texts[text], as: UTF8.self) }

    /// Numbers are read only where they are wanted: most of a record's bytes.
    fileprivate static func columns(texts: Bool) -> String {
        "start, day, switch, trunk, party, extension, flags, price_reason, ring, span, duration, talk" + (texts ? ", calling, called" : "")
    }

    /// - Parameter withTexts: whether the numbers are read too.
    fileprivate mutating func add(_ row: SQLStatement, withTexts: Bool) {
        let flags = row.integer(6)
        spans.append(
            CallSpan(
                start: Instant(seconds: row.integer(0)), day: CivilDay(number: row.small(1)), switch: NameNumber(number: row.small(2)),
                trunk: NameNumber(number: row.small(3)), party: NameNumber(number: row.small(4)),
                extension: NameNumber(number: row.small(5)),
                direction: Direction(rawValue: UInt8(truncatingIfNeeded: flags & CallFlags.direction)) ?? .unknown,
                answered: flags & CallFlags.answered != 0, isLeg: row.small(7) == Int32(Reason.leg.rawValue),
                followsLegs: flags & CallFlags.followsLegs != 0, ring: row.small(8), span: row.small(9), duration: row.small(10),
                talk: row.small(11), calling: withTexts ? texts.keep(row.raw(12)) : .missing,
                called: withTexts ? texts.keep(row.raw(13)) : .missing))
    }

    fileprivate mutating func add(_ other: CallSpans) {
        let first = texts.append(other.texts)
        spans.reserveCapacity(spans.count + other.spans.count)
        for span in other.spans {
            var span = span
            span.calling.offset += first
            span.called.offset += first
            spans.append(span)
        }
    }

    /// Of one switch they mostly lie in this order already.
    fileprivate mutating func sort() {
        let isSorted = zip(spans, spans.dropFirst()).allSatisfy { $0.start <= $1.start }
        if !isSorted { spans.sort { $0.start < $1.start } }
    }
}

extension Book {
    /// Hands over all records of a filter in the order of their starts, a month at a time, so that memory is bounded by that.
    /// - Parameters:
    ///   - filter: of some days; parties are not looked at.
    ///   - texts: whether the numbers are wanted.
    ///   - body: `false` ends it.
    public func eachSpan(_ filter: CallFilter, texts: Bool, _ body: (CallSpan, CallSpans) throws -> Bool) throws {
        guard let days = filter.days else { return }
        var first = days.first
        while let month = DayRange(first, min(first + 30, days.last)) {
            var part = filter
            (part.days, part.parties) = (month, [])
            let found = try spans(part, texts: texts)
            for span in found.spans where try !body(span, found) { return }
            guard month.last < days.last else { return }
            first = month.last + 1
        }
    }

    private func spans(_ filter: CallFilter, texts: Bool) throws(StoreError) -> CallSpans {
        let walk = CallWalk(filter, names)
        guard !walk.isImpossible else { return CallSpans() }
        let parts = CallPart.all(of: walk, columns: CallSpans.columns(texts: texts), pieces: Book.scanPieces)
        let found = try scan(parts, StorePlace("call", "spans")) { row in
            var spans = CallSpans()
            while try row.step() { spans.add(row, withTexts: texts) }
            return spans
        }
        var spans = found.dropFirst().reduce(into: found.first ?? CallSpans()) { $0.add($1) }
        spans.sort()
        return spans
    }
}
