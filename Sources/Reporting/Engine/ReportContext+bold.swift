import Model
import Money
import Site

extension ReportContext {
    /// Over a threshold of the site's layout; the price counts in the threshold's own currency only.
    func isOver(_ line: ReportLine) -> Bool {
        let layout = directory.site.layout
        if let limit = layout.boldOverDuration, Int(line.call.talk) > limit { return true }
        guard let limit = layout.boldOverPrice, let price = line.final else { return false }
        return price.currency == limit.currency && price.amount > limit.amount
    }
}
