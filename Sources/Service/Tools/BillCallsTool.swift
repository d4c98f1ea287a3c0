import Billing
public import Model
import Money
import Rating
import Site
public import Time

/// The bill of one party from a site file and calls, without a book.
public struct BillCallsTool {
    private var made: BillOfCalls
    private var bad = BadLines()

    public init(
        siteFile: String, party: PartyID, scheme: Scheme, days: DayRange, loader: SiteLoader = SiteLoader()
    ) throws {
        let site = try loader.load(siteFile).site
        let rater = Rater(site: site, numbering: site.numberingPlan)
        guard let made = BillOfCalls(site, rater: rater, party: party, scheme: scheme, days: days) else {
            throw UnknownParty(id: party, file: siteFile)
        }
        self.made = made
    }

    /// Reads `input` to its end and writes the party's calls in the order of settlement, then the bill.
    /// - Throws: at the end `BadLines`, where there were lines that are no calls.
    public mutating func run(_ input: InputFile, output: ([UInt8]) -> Void) throws {
        try input.eachLine { line, number in
            do throws(RateInput.Failure) { try take(line, number) } catch { bad.add(error) }
        }
        let (entries, bill) = try made.result()
        var lines = JSONLine()
        for entry in entries {
            switch entry {
            case .settled(let call): lines.settled(call)
            case .other(let place, let outcome): lines.other(place, outcome)
            }
            if lines.bytes.count > 1 << 16 { output(lines.take()) }
        }
        lines.bill(bill)
        output(lines.take())
        guard bad.count == 0 else { throw bad }
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, _ number: Int) throws(RateInput.Failure) {
        let input = try RateInput.read(bytes, line: number)
        // Lines that `decode` left out are no calls.
        if input.skip != nil, input.start == nil { return }
        var batch = RecordBatch()
        let record = try input.record(line: number, into: &batch)
        guard let index = made.rater.switchIndex(named: input.switch, trunk: input.trunk) else {
            throw RateInput.Failure(line: number, field: "switch", message: "the site has no switch \"\(input.switch ?? "")\".")
        }
        made.add(record, batch.bytes, on: index, place: number)
    }
}

/// The site file has no such party.
struct UnknownParty: Error, CustomStringConvertible {
    let id: PartyID
    let file: String
    var description: String { "\(file) has no party \"\(id)\". Name one that stands under `parties`." }
}

extension JSONLine {
    /// A settled call of `tollbook bill-calls` (a contract: names and order).
    fileprivate mutating func settled(_ settled: SettledCall) {
        if let reason = settled.unrated {
            other(settled.call.place, .unrated(reason))
            return
        }
        let currency = settled.call.charge.currency
        func text(_ amount: FineAmount) -> String { amount.text(minorUnit: currency.minorUnit) }
        begin()
        field("call", settled.call.place)
        field("state", CallState.rated.name)
        field("currency", currency.code)
        field("base", text(settled.call.base))
        field("surcharges", text(settled.call.surcharges))
        field("adjustment", text(settled.call.adjustment))
        field("charge", settled.call.charge.text)
        field("packageDiscount", text(settled.packageDiscount))
        field("volumeDiscount", text(settled.volumeDiscount))
        field("net", text(settled.net))
        field("rate", settled.rate.text)
        field("final", settled.final.text)
        field("finalCurrency", settled.final.currency.code)
        end()
    }

    fileprivate mutating func other(_ place: Int, _ outcome: Outcome) {
        begin()
        field("call", place)
        field("state", outcome.state.name)
        field("reason", outcome.reason.name)
        end()
    }

    /// The last line.
    fileprivate mutating func bill(_ bill: SettledBill) {
        func text(_ amount: Amount) -> String { amount.text(minorUnit: bill.currency.minorUnit) }
        begin()
        key("bill")
        begin()
        field("currency", bill.currency.code)
        field("calls", text(bill.calls))
        list("recurring", bill.recurring) { line, due in
            line.field("id", due.id.text)
            line.field("amount", text(due.amount))
            line.field("from", due.days.first.description)
            line.field("to", due.days.last.description)
        }
        list("taxes", bill.taxes) { line, tax in
            line.field("id", tax.id.text)
            line.field("percent", tax.percent.text)
            line.field("net", text(tax.net))
            line.field("tax", text(tax.tax))
        }
        field("rounding", text(bill.rounding))
        field("total", text(bill.total))
        close()
        end()
    }
}
