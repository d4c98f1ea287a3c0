/// What a line of a trace reckons: so many times something, and what that comes to.
struct Entry: Sendable {
    var kind: TraceLine.Kind
    /// Moment at which it begins, and seconds since the first charged second; `Int64.min`: none.
    var at: Int64 = .min
    var offset: Int64 = .min
    /// Index of the band in its table, -1 none.
    var band: Int32 = -1
    /// -1: none.
    var count: Int64 = -1
    /// Seconds of each block, interval, or of all; -1 none.
    var seconds: Int64 = -1
    /// In 10⁻⁸ main units, -1 none; for so many seconds, 0: each.
    var price: Int64 = -1
    var per: Int64 = 0
}

/// Where the lines of a trace go. `isOn` is known when the program is built: without a trace nothing of it remains.
protocol TraceSink {
    static var isOn: Bool { get }
    /// - Parameters:
    ///   - amount: what this line adds, over the charge's denominator.
    ///   - total: the sum with it.
    mutating func note(_ entry: Entry, amount: Int128, total: Int128)
}

/// Nobody looks.
struct NoTrace: TraceSink {
    static var isOn: Bool { false }
    @inline(__always) mutating func note(_: Entry, amount: Int128, total: Int128) {}
}

/// The lines as they come.
struct TraceNotes: TraceSink {
    struct Line: Sendable {
        var entry: Entry
        var amount: Int128
        var total: Int128
    }
    static var isOn: Bool { true }
    private(set) var lines: [Line] = []

    mutating func note(_ entry: Entry, amount: Int128, total: Int128) {
        // A stretch that ended only because the day or the clocks changed goes on in the line before.
        if let last = lines.last, last.entry.kind == entry.kind, entry.kind == .blocks || entry.kind == .pulses,
            last.entry.band == entry.band, last.entry.seconds == entry.seconds, last.entry.price == entry.price,
            last.entry.per == entry.per, last.entry.offset + last.entry.count * last.entry.seconds == entry.offset
        {
            lines[lines.count - 1].entry.count += entry.count
            lines[lines.count - 1].amount += amount
            lines[lines.count - 1].total = total
        } else {
            lines.append(Line(entry: entry, amount: amount, total: total))
        }
    }
}

/// The charge as the fold of its trace: nothing gets into the total but through a line. Counts 10⁻⁸ main units over a common
/// denominator; a sum that leaves `Count` is marked, never wrapped.
struct Fold<Count: FixedWidthInteger & SignedInteger & Sendable, Sink: TraceSink> {
    private(set) var total: Count = 0
    private(set) var overflowed = false
    let denominator: Int64
    var sink: Sink

    init(denominator: Int64, sink: Sink) {
        self.denominator = denominator
        self.sink = sink
    }

    /// Adds `count` × `each`, `each` over the denominator.
    @inline(__always)
    mutating func add(_ entry: @autoclosure () -> Entry, count: Int64, each: Count) {
        let (product, over) = each.multipliedReportingOverflow(by: Count(truncatingIfNeeded: count))
        let (sum, overSum) = total.addingReportingOverflow(product)
        overflowed = overflowed || over || overSum
        total = sum
        if Sink.isOn { sink.note(entry(), amount: Int128(product), total: Int128(total)) }
    }

    /// Adds `count` × a price in 10⁻⁸ main units.
    @inline(__always)
    mutating func add(_ entry: @autoclosure () -> Entry, count: Int64, price: Int64) {
        add(entry(), count: count, each: scaled(price))
    }

    /// Adds `count` × price × seconds × share, where the product may leave 64 bits.
    mutating func add(_ entry: @autoclosure () -> Entry, count: Int64, price: Int64, seconds: Int64, share: Int64) {
        add(entry(), count: count, each: product(price, seconds, share))
    }

    /// A line that adds nothing.
    @inline(__always)
    mutating func note(_ entry: @autoclosure () -> Entry) {
        if Sink.isOn { sink.note(entry(), amount: 0, total: Int128(total)) }
    }

    /// Raises a total above 0 to a minimum, lowers it to a maximum; -1: none.
    @inline(__always)
    mutating func limit(minimum: Int64, maximum: Int64) {
        if minimum > 0, total > 0, total < scaled(minimum) { set(scaled(minimum), .minimum, minimum) }
        if maximum >= 0, total > scaled(maximum) { set(scaled(maximum), .maximum, maximum) }
    }

    private mutating func set(_ limit: Count, _ kind: TraceLine.Kind, _ price: Int64) {
        let change = Int128(limit) - Int128(total)
        total = limit
        if Sink.isOn { sink.note(Entry(kind: kind, price: price), amount: change, total: Int128(total)) }
    }

    @inline(__always)
    private mutating func scaled(_ price: Int64) -> Count { product(price, denominator, 1) }

    @inline(__always)
    private mutating func product(_ price: Int64, _ first: Int64, _ second: Int64) -> Count {
        let (once, over) = Count(truncatingIfNeeded: price).multipliedReportingOverflow(by: Count(truncatingIfNeeded: first))
        let (twice, overAgain) = once.multipliedReportingOverflow(by: Count(truncatingIfNeeded: second))
        overflowed = overflowed || over || overAgain
        return twice
    }
}
