import Model
import Money
import Site

extension ReportContext {
    /// Over a threshold of the layout; the price counts in the threshold's own currency only.
    func isOver(_ line: ReportLine) -> Bool {
        if let limit = style.boldOverDuration, Int(line.call.talk) > limit { return true }
        guard let limit = style.boldOverPrice, let price = line.final else { return false }
        return price.currency == limit.currency && price.amount > limit.amount
    }
}
