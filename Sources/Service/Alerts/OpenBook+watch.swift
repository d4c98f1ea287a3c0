import Delivery
import Model
import Rating
import Site
import Store
import Time

extension OpenBook {
    /// The site's alert rules as the way in asks them; `nil` where there are none on calls: then nothing is looked at.
    func watch(_ state: SiteState) -> CallWatch? {
        let (rater, names) = (state.rater, store.names)
        // The plan of a switch by the book's number; the few numbers are looked up once.
        let switches = Dictionary(
            rater.switches.enumerated().map { (names.number(.switch, $1.text), Int32(truncatingIfNeeded: $0)) }
        ) { first, _ in first }
        let facts = AlertFacts(number: { names.number($0, $1) }) { dialled, place in
            rater.normalised(Array(dialled), on: switches[place])
        }
        guard let rules = AlertRules(state.site, facts) else { return nil }
        return { rules.alerts($0, $1, at: $2) }
    }

    /// The one way in which a trouble of a source is told of: the site's rules say to whom. The same finding is told of once.
    func raise(_ findings: [SourceFinding]) throws {
        let rules = try site().site.alerts.filter(\.when.isOfSources)
        let drafts = findings.flatMap { $0.drafts(rules) }
        try store.raise(drafts, at: clock())
    }
}
