import Document
import Model
import Money
import Reporting
import Store
import Time

extension BookLists {
    /// Conflicts found in the days: those that wait, then those that were decided, each the newest first.
    func conflicts(_ ask: ListAsk, _ list: inout ListCollector) throws {
        for isDecided in [false, true] {
            var before: Int64?
            while true {
                let page = try book.store.conflicts(decided: isDecided, before: before, limit: 500)
                for found in page where ask.contains(found.found) && ask.concerns(found.record.party) {
                    let call = found.record
                    let isAdded = list.add([
                        .count(found.number), ask.time(found.found),
                        Cell(.time(ask.zone.wall(call.start)), link: found.stored.map { .call($0.id) }), .number(call.calling),
                        .number(call.called), .duration(Int64(call.duration)), .text(found.decision?.rawValue ?? ""),
                        .text(found.actor ?? ""), .text(found.note ?? ""),
                    ])
                    guard isAdded else { return }
                }
                guard let last = page.last else { break }
                before = last.number
            }
        }
    }

    /// Calls of the days that are kept and never charged.
    func quarantined(_ ask: ListAsk, _ list: inout ListCollector) throws {
        guard !ask.isNobody else { return }
        var filter = ask.filter
        (filter.states, filter.records) = ([.quarantined], .all)
        try book.store.eachCall(filter) { row in
            list.add([
                Cell(.time(ask.zone.wall(row.start)), link: .call(row.id)), .number(row.calling), .number(row.called),
                .duration(Int64(row.duration)), .text(row.reason.name), .text(row.source),
            ])
        }
    }

    /// What re-ratings of the days changed, or would change, in the price of each party and call type.
    func reratings(_ ask: ListAsk, _ list: inout ListCollector) throws {
        for record in try book.store.reratings(limit: 10_000) where ask.contains(record.at) {
            let words = ReratingView(record, ask.zone, currentSite: ask.state.number)?.words ?? record.why
            for sum in try book.store.reratingSums(record.number) where sum.scheme == .price {
                // Calls that change their party, type or currency stand in two of these: as they were and as they become.
                guard let currency = sum.currency, ask.concerns(sum.party), sum.differing > 0 || sum.old != sum.new else { continue }
                guard let difference = sum.new.subtracting(sum.old) else { throw ReportFailure.sumOutOfRange }
                let isAdded = list.add([
                    .count(record.number), .text(record.state.rawValue), .text(words), ask.party(sum.party)[0], .text(sum.callType),
                    .count(max(sum.oldCalls, sum.newCalls)), .money(sum.old, currency), .money(sum.new, currency),
                    .money(difference, currency),
                ])
                guard isAdded else { return }
            }
        }
    }
}
