import Mediation
public import Model
import Rating
import Site
import Store

extension OpenBook {
    /// Calls without a rate by what they wait for, most calls first, with the table and the prefix that a rate would need.
    public func unratedViews(caller: Caller) throws -> [UnratedView] {
        struct Wait: Hashable {
            let reason: Reason
            let destination: String
        }
        var views: [Wait: UnratedView] = [:]
        for group in try unratedGroups(caller: caller) {
            let wait = Wait(reason: group.reason, destination: group.destination)
            var view =
                views[wait]
                ?? UnratedView(reason: group.reason, destination: group.destination, calls: 0, seconds: 0, parts: [], prefix: "")
            view.calls += group.calls
            view.seconds += group.seconds
            view.parts.append((group.prefix, group.trunk, group.calls))
            views[wait] = view
        }
        guard !views.isEmpty else { return [] }
        var filter = CallFilter()
        filter.states = [.unrated]
        var query = CallQuery(filter)
        query.limit = CallQuery.pageLimit
        for row in try store.calls(query).rows {
            let wait = Wait(reason: row.reason, destination: row.destination)
            guard var view = views[wait] else { continue }
            let number = try chargedNumber(of: row)
            if view.table == nil { (view.table, view.prefix) = (try table(for: row), number) }
            view.prefix = String(zip(view.prefix, number).prefix { $0 == $1 }.map(\.0))
            views[wait] = view
        }
        return views.values.map { view in
            var view = view
            // One number alone is no prefix; its first digits are, and the form lets them be changed.
            view.prefix = String(view.prefix.prefix(5))
            view.parts.sort { $0.calls > $1.calls }
            return view
        }.sorted { ($1.calls, $0.destination) < ($0.calls, $1.destination) }
    }

    /// The number as tariffs write it.
    private func chargedNumber(of row: CallRow) throws -> String {
        let rater = try site().rater
        var texts = RecordBatch()
        let facts = CallFacts(row, rater.switchIndex(of: SwitchID(row.switch)) ?? 0, into: &texts)
        return rater.explain(.price, facts, texts.bytes.span).number
    }

    /// The table that was asked for a price: of the trunk or the party, whichever goes first, else the site's.
    private func table(for row: CallRow) throws -> RateTableID? {
        let site = try site().site
        for owner in site.settings.tableOrder {
            let table =
                switch owner {
                case .trunk: site.trunks.first { $0.id.text == row.trunk && $0.switch.text == row.switch }?.table[.price]
                case .party: site.parties.first { $0.id.text == row.party }?.table[.price]
                }
            if let table { return table }
        }
        return site.settings.defaultTable[.price] ?? site.rateTables.first { $0.scheme == .price }?.id
    }
}
