import Document
import Model
import Reporting
import Site
import Store
import Time

extension BookLists {
    /// The trunks of the site in their order, then whatever else calls name as one. A trunk is known by its id; by its switch too where
    /// several switches have one of this id. Conditions choose the calls that are counted, not the last one.
    func trunks(_ ask: ListAsk, _ list: inout ListCollector) throws {
        guard !ask.isNobody else { return }
        let shared = ask.state.reporting.sharedTrunkIDs
        let uses = try uses(ask, shared)
        let named = ask.state.site.trunks.map { (name: SwitchTrunk($0.id.text, of: shared.contains($0.id.text) ? $0.switch.text : ""), $0) }
        let known = Set(named.map(\.name))
        let apart = known.union(uses.keys).filter { !$0.switch.isEmpty }
        let zone = ask.zone
        let last = try book.store.lastCalls(ofTrunks: apart, until: ask.days.last) { zone.start(of: $0) }
        let others = Set(uses.keys).union(last.keys).subtracting(known).sorted { ($0.trunk, $0.switch) < ($1.trunk, $1.switch) }
        for (name, trunk) in named.map({ ($0.name, Optional($0.1)) }) + others.map({ ($0, Trunk?.none) }) where !name.trunk.isEmpty {
            let use = uses[name] ?? Use()
            list.add([
                .text(name.switch.isEmpty ? name.trunk : name.switch + " " + name.trunk), .text(trunk?.group ?? ""),
                .text(trunk?.provider?.text ?? ""), ask.time(last[name]), Self.idle(last[name], ask), .count(use.calls),
                .duration(use.seconds),
            ])
        }
    }

    private struct Use {
        var calls: Int64 = 0
        /// Of talk.
        var seconds: Int64 = 0
    }

    /// What the calls of the days make of each trunk: out of the hourly sums where these know all that is asked for.
    private func uses(_ ask: ListAsk, _ shared: Set<String>) throws -> [SwitchTrunk: Use] {
        var uses: [SwitchTrunk: Use] = [:]
        func add(_ name: SwitchTrunk, _ calls: Int64, _ seconds: Int64) {
            uses[name, default: Use()].calls += calls
            uses[name, default: Use()].seconds += seconds
        }
        guard shared.isEmpty, ask.scope == nil, ask.filter.tests.isEmpty else {
            for row in try book.store.tally(TallyQuery(ask.filter, by: [.trunk, .switch])).all() {
                add(SwitchTrunk(row.trunk, of: shared.contains(row.trunk) ? row.switch : ""), row.sums.calls, row.sums.seconds)
            }
            return uses
        }
        for row in try book.store.summary(SummaryQuery(days: ask.days, groups: [.trunk])) {
            add(SwitchTrunk(row.trunk ?? "", of: ""), row.measures.calls, row.measures.seconds)
        }
        return uses
    }
}
