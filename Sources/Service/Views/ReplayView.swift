import Model
import Money
import Store

/// How calls differ after a replay, as the workbench shows it.
public struct ReplayView: Sendable {
    public internal(set) var source: String
    public internal(set) var format: String
    /// Whether the book has it now, and whether nothing differs.
    public internal(set) var isAccepted = false
    public internal(set) var isEmpty = false
    /// Records decoded; calls that stay the same, change, are new, are gone; more records that wait for a decision.
    public internal(set) var records: Int64 = 0
    public internal(set) var same: Int64 = 0
    public internal(set) var changed: Int64 = 0
    public internal(set) var added: Int64 = 0
    public internal(set) var gone: Int64 = 0
    public internal(set) var conflicts: Int64 = 0
    /// By how much all charges together change: `price` or `cost`, and the amount with its sign and currency.
    public internal(set) var sums: [(kind: String, text: String)]
    /// A call before and after; `nil`: it is new, or gone.
    public internal(set) var examples: [(before: String?, after: String?)]

    init(source: String, format: String, sums: [(kind: String, text: String)], examples: [(before: String?, after: String?)]) {
        (self.source, self.format, self.sums, self.examples) = (source, format, sums, examples)
    }

    public init(_ report: ReplayReport) {
        let found = report.difference
        (source, format, isAccepted, isEmpty) = (report.source, report.format, report.accepted, found.isEmpty)
        (records, same, changed) = (Int64(found.counts.records), found.same, found.changed)
        (added, gone, conflicts) = (found.added, found.gone, found.conflicts)
        sums = [("price", found.price), ("cost", found.cost)].flatMap { kind, sums in
            sums.nonZero.map { currency, amount in
                (kind: kind, text: (amount.millionths > 0 ? "+" : "") + Money(amount, currency).text + " " + currency.code)
            }
        }
        examples = found.examples.map { ($0.before.map(ReplayReport.line), $0.after.map(ReplayReport.line)) }
    }
}
