public import Model
import Money
import Rating
import Site
public import Time

/// Charges calls by a site file's tariffs, without a book.
public struct RateTool {
    private let rater: Rater
    private let zone: Zone
    private let scheme: Scheme
    private let now: Instant?
    private var bad = BadLines()
    /// End of the last record of each switch: in the hour that comes twice the order of the lines decides, as it does on import.
    private var ends: [Int32: Instant] = [:]

    /// - Parameter now: calls that start later are quarantined; `nil`: not looked at.
    public init(
        siteFile: String, scheme: Scheme, loader: SiteLoader = SiteLoader(), now: Instant? = OpenBook.systemClock()
    ) throws {
        let site = try loader.load(siteFile).site
        rater = Rater(site: site, numbering: site.numberingPlan)
        zone = site.settings.zone
        self.scheme = scheme
        self.now = now
    }

    /// Reads `input` to its end; the lines go to `output` in pieces. A line that is no call has its own line there, `skip` with what is
    /// wrong, as `tollbook decode` has it: what follows keeps its place.
    /// - Throws: at the end `BadLines`, where there was such a line.
    public mutating func run(_ input: InputFile, output: ([UInt8]) -> Void) throws {
        var lines = JSONLine()
        try input.eachLine { line, number in
            rate(line, number, &lines)
            if lines.bytes.count > 1 << 16 { output(lines.take()) }
        }
        output(lines.take())
        guard bad.count == 0 else { throw bad }
    }

    private mutating func rate(_ bytes: ArraySlice<UInt8>, _ number: Int, _ lines: inout JSONLine) {
        do throws(RateInput.Failure) {
            let input = try RateInput.read(bytes, line: number)
            if let reason = input.skip, input.start == nil {
                lines.skip(line: input.line ?? number, reason)
                return
            }
            var batch = RecordBatch()
            let record = try input.record(line: number, into: &batch)
            guard let index = rater.switchIndex(named: input.switch, trunk: input.trunk) else {
                throw RateInput.Failure(
                    line: number, field: "switch", message: "the site has no switch \"\(input.switch ?? "")\".")
            }
            let time = rater.siteTime(of: record, on: index, after: ends[index], now: now)
            ends[index] = time.end
            lines.explanation(rater.rate(record, batch.bytes.span, scheme: scheme, on: index, at: time), zone)
        } catch {
            bad.add(error)
            lines.skip(line: number, (error.field.isEmpty ? "" : error.field + ": ") + error.message)
        }
    }
}

/// The lines of `tollbook rate` that are no calls: the first of them, and how many there are.
struct BadLines: Error, CustomStringConvertible {
    private static let most = 50

    private(set) var count = 0
    private var first: [RateInput.Failure] = []

    mutating func add(_ failure: RateInput.Failure) {
        count += 1
        if first.count < Self.most { first.append(failure) }
    }

    var description: String {
        let more = count - first.count
        return first.map(\.description).joined(separator: "\n") + (more > 0 ? "\n\(more) more lines are no calls." : "")
    }
}

extension JSONLine {
    /// One charge with its way (a contract: names and order).
    mutating func explanation(_ found: Explanation, _ zone: Zone) {
        explanationObject(found, zone)
        raw("\n")
    }

    /// The same without the line end.
    mutating func explanationObject(_ found: Explanation, _ zone: Zone) {
        begin()
        field("state", found.outcome.state.name)
        guard let charge = found.outcome.charge else {
            field("reason", found.outcome.reason.name)
            close()
            return
        }
        field("charge", charge.amount.text(minorUnit: charge.currency.minorUnit))
        field("currency", charge.currency.code)
        field("rateTable", found.rateTable?.text)
        field("version", found.version.map(\.asWritten))
        field("prefix", found.prefix)
        field("row", found.row.flatMap { $0.isEmpty ? nil : $0 })
        field("destination", found.destination.flatMap { $0.isEmpty ? nil : $0 })
        field("callType", found.callType?.text)
        values("trace", found.trace) { $0.trace($1, zone) }
        close()
    }

    private mutating func trace(_ line: TraceLine, _ zone: Zone) {
        begin()
        field("what", line.kind.rawValue)
        if !line.text.isEmpty { field("text", line.text) }
        if let at = line.at { field("at", zone.wall(at).description) }
        if let offset = line.offset { field("offset", Int(offset)) }
        if !line.band.isEmpty { field("band", line.band) }
        if let count = line.count { field("count", Int(count)) }
        if let seconds = line.seconds { field("seconds", Int(seconds)) }
        if !line.price.isEmpty { field("price", line.price) }
        if let per = line.per { field("per", Int(per)) }
        if !line.amount.isEmpty { field("amount", line.amount) }
        if !line.total.isEmpty { field("total", line.total) }
        close()
    }
}

extension WallTime {
    /// As a site file says it: the day alone where it is midnight.
    var asWritten: String { secondOfDay == 0 ? day.description : description }
}
