import Document
import Intake
import Model
import Reporting
import Store
import Time

extension BookLists {
    /// Calls of the days with several records, each record a row: by who had the call first, then call by call in the order of time.
    func transfers(_ ask: ListAsk, _ list: inout ListCollector) throws {
        guard !ask.isNobody else { return }
        var filter = CallFilter(days: ask.days)
        filter.states = [.rated, .free, .unrated, .writtenOff]
        let (names, counted) = (book.store.names, Set(filter.states))
        var (calls, legs): ([Transferred], Int) = ([], 0)
        // Of a page only its own records are read: of the others no more is known than their order.
        let most = ask.page == nil ? ListCollector.most : 10 * ListCollector.most
        try book.store.eachLinkedCall(filter) { call in
            guard let first = LegPlace.ordered(call.legs, { LegPlace($0) }).first else { return true }
            let party = names.text(.party, first.party)
            guard ask.concerns(party, on: first.day) else { return true }
            calls.append(Transferred(party: first.party.number, start: first.start, call: call))
            legs += call.legs.count
            return legs <= most
        }
        if legs > most { list.cut() }
        let ranks = ranks(of: calls)
        for index in calls.indices { calls[index].rank = ranks[calls[index].party] ?? 0 }
        calls.sort()
        let lines = list.begin(ask.page, of: legs)
        var place = 0
        for call in calls where place < lines.upperBound {
            let own = place..<place + call.call.legs.count
            place = own.upperBound
            guard own.overlaps(lines) else { continue }
            let rows = LegPlace.ordered(try book.store.legs(of: call.call).filter { counted.contains($0.state) }) { LegPlace($0) }
            for (number, row) in rows.enumerated() where lines.contains(own.lowerBound + number) {
                guard list.add(transferred(row, number + 1, names.text(.party, NameNumber(number: call.party)), ask)) else { return }
            }
        }
    }

    /// The places of the parties in the order of their ids.
    private func ranks(of calls: [Transferred]) -> [Int32: Int] {
        let parties = Set(calls.map(\.party)).map { (number: $0, id: book.store.names.text(.party, NameNumber(number: $0))) }
        return Dictionary(parties.sorted { $0.id < $1.id }.enumerated().map { ($1.number, $0) }) { first, _ in first }
    }

    private func transferred(_ row: CallRow, _ number: Int, _ first: String, _ ask: ListAsk) -> [Cell] {
        func money(_ outcome: Outcome) -> Cell { outcome.charge.map { .money($0.amount, $0.currency) } ?? .empty }
        let what = row.reason == .none ? row.state.name : row.state.name + ": " + row.reason.name
        return ask.party(first) + [
            Cell(.time(ask.zone.wall(row.start)), link: .call(row.id)), .count(number), .number(row.calling), .number(row.called),
            .number(row.extension), row.ring >= 0 ? .duration(Int64(row.ring)) : .empty,
            .duration(row.answered ? Int64(max(0, row.duration)) : 0), money(row.cost), money(row.price), .text(what), .text(row.link),
        ]
    }
}

/// A call with several records in its place.
private struct Transferred: Comparable {
    /// Number of the party of the first record, and its place among all.
    var party: Int32
    var rank = 0
    var start: Instant
    var call: LinkedCall

    static func < (left: Transferred, right: Transferred) -> Bool {
        if left.rank != right.rank { return left.rank < right.rank }
        if left.start != right.start { return left.start < right.start }
        if left.call.switch != right.call.switch { return left.call.switch.number < right.call.switch.number }
        return left.call.link.lexicographicallyPrecedes(right.call.link)
    }

    static func == (left: Transferred, right: Transferred) -> Bool { !(left < right) && !(right < left) }
}

extension LegPlace {
    fileprivate init(_ leg: LinkedLeg) {
        var call = StoredCall()
        (call.start, call.direction, call.rawOffset) = (leg.start, leg.direction, leg.rawOffset)
        (call.followsLegs, call.lastLeg) = (leg.followsLegs, leg.lastLeg)
        self.init(call)
    }
}
