public import Model
public import Money
public import Time

/// What a bill is made of, to be issued.
public struct BillDraft: Sendable {
    public var kind = IssuedBill.Kind.bill
    public var credits: Int64?
    public var party: String
    public var name: String
    public var days: DayRange
    public var total: Money
    public var site: Int64
    public var reason = ""
    /// The calls with their final charges.
    public var lines: [SettledLine] = []
    /// The settlements that the calls come from: they are frozen.
    public var settlements: [SettlementRecord] = []
    /// What they hang on, and the change up to which that was known.
    public var sets: [SettlementSet] = []
    public var change: Int64 = 0

    public init(party: String, name: String, days: DayRange, total: Money, site: Int64) {
        (self.party, self.name, self.days, self.total, self.site) = (party, name, days, total, site)
    }
}

/// Makes of a bill with its number, but without its hash, what is frozen: the document, and the hash of all.
public typealias BillSealing = (_ bill: IssuedBill, _ lines: [UInt8]) throws -> (document: [UInt8], hash: [UInt8])

/// The calls of a bill as bytes: what makes the book again from its steps.
enum BillLines {
    static func write(_ draft: BillDraft) -> [UInt8] {
        var writer = ByteWriter()
        writer.put(Int64(draft.settlements.count))
        for record in draft.settlements {
            writer.put(Array(record.scheme.rawValue.utf8))
            for value in [Int64(record.period.first.number), Int64(record.period.last.number), record.site, record.calls] {
                writer.put(value)
            }
        }
        for line in draft.lines {
            writer.put(Array(line.id.utf8))
            writer.put(line.figures?.final.amount.millionths ?? 0)
            writer.put(Int64(line.figures?.final.currency.packed ?? 0))
            writer.put(line.figures.map(FiguresBytes.write) ?? [])
        }
        return writer.bytes
    }

    struct Line {
        var id: String
        var final: Int64
        var currency: Int64
        var figures: [UInt8]
    }

    /// `nil` for what is not written so.
    static func read(_ bytes: [UInt8], party: String) -> (settlements: [SettlementRecord], lines: [Line])? {
        var reader = ByteReader(bytes)
        var settlements: [SettlementRecord] = []
        guard let count = reader.integer() else { return nil }
        for _ in 0..<max(count, 0) {
            guard let word = reader.text(), let scheme = Scheme(rawValue: String(decoding: word, as: UTF8.self)),
                let first = reader.integer(), let last = reader.integer(), let site = reader.integer(), let calls = reader.integer(),
                let period = DayRange(CivilDay(number: Int32(clamping: first)), CivilDay(number: Int32(clamping: last)))
            else { return nil }
            settlements.append(
                SettlementRecord(
                    scheme: scheme, party: party, period: period, site: site, change: 0, settled: Instant(seconds: 0), calls: calls))
        }
        var lines: [Line] = []
        while !reader.isAtEnd {
            guard let id = reader.text(), let final = reader.integer(), let currency = reader.integer(), let figures = reader.text() else {
                return nil
            }
            lines.append(Line(id: String(decoding: id, as: UTF8.self), final: final, currency: currency, figures: figures))
        }
        return (settlements, lines)
    }
}
