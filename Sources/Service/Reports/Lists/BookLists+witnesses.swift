import Billing
import Document
import Model
import Money
import Reporting
import Site
import Store
import Time

extension BookLists {
    /// Calls as we and each witness have them, in the order of time.
    /// - Parameter all: also those about which the two agree.
    func witnessed(_ ask: ListAsk, _ list: inout ListCollector, all: Bool) throws {
        let reconciliation = WitnessReconciliation(book, ask.state)
        try eachWitnessed(ask, reconciliation) { call, reader in
            guard all || call.state != .matched else { return true }
            return list.add(witnessRow(call, reader, reconciliation.parties, ask))
        }
    }

    /// Those whose record of ours is of the parties that are asked about; of what only a witness has nobody knows whose it is.
    private func eachWitnessed(
        _ ask: ListAsk, _ reconciliation: WitnessReconciliation, _ body: (WitnessedCall, SightingReader) throws -> Bool
    ) throws {
        guard !ask.isNobody else { return }
        let names = book.store.names
        try reconciliation.each(ask.days) { call, reader in
            if ask.scope != nil {
                guard let ours = call.ours.map({ reader.records.records[$0] }) else { return true }
                guard ask.concerns(names.text(.party, ours.party), on: ours.day) else { return true }
            }
            return try body(call, reader)
        }
    }

    private func witnessRow(_ call: WitnessedCall, _ reader: SightingReader, _ parties: WitnessParties, _ ask: ListAsk) -> [Cell] {
        let records = reader.records
        let (ours, theirs) = (call.ours.map { records.records[$0] }, call.theirs.map { records.records[$0] })
        let group = parties.groups[call.group]
        let numbers = (ours ?? theirs).map(reader.numbers)
        let names = book.store.names
        var start = ask.time(ours?.start)
        if let ours { start.link = .call(book.store.id(of: ours, in: records)) }
        var witnessStart = ask.time(theirs?.start)
        if let theirs { witnessStart.link = .call(book.store.id(of: theirs, in: records)) }
        return [
            .text(call.witness.map { group.witnesses[$0].id } ?? ""), .text(group.name),
            ours.map { ask.party(names.text(.party, $0.party))[0] } ?? .empty, .number(numbers?.calling ?? ""),
            .number(numbers?.called ?? ""), .text((ours ?? theirs).map { names.text(.trunk, $0.trunk) } ?? ""), start, witnessStart,
            ours.map { .duration(Int64($0.talk)) } ?? .empty, theirs.map { .duration(Int64($0.talk)) } ?? .empty,
            Self.money(ours?.cost), Self.money(call.billed), Self.money(call.difference), .text(call.state.rawValue),
            .text(call.differences.words.joined(separator: ", ")),
        ]
    }

    private static func money(_ money: Money?) -> Cell { money.map { .money($0.amount, $0.currency) } ?? .empty }

    /// By what the calls of a witness are added up.
    enum WitnessSumKey { case number, trunk }

    /// What we and each witness have, added up; a further row for each further currency.
    func witnessSums(_ ask: ListAsk, _ list: inout ListCollector, by key: WitnessSumKey) throws {
        let reconciliation = WitnessReconciliation(book, ask.state)
        let (names, standard) = (book.store.names, ask.state.site.settings.currency)
        var sums = WitnessSums(standard: standard)
        try eachWitnessed(ask, reconciliation) { call, reader in
            let records = reader.records
            let record = records.records[call.place]
            let place = WitnessSums.Place(
                group: call.group, witness: call.witness ?? -1,
                name: key == .trunk ? record.trunk : call.ours == nil ? .none : record.party,
                caller: key == .number && call.ours == nil ? Array(records.calling(record)) : [])
            try sums.add(call, ours: call.ours.map { records.records[$0] }, theirs: call.theirs.map { records.records[$0] }, at: place)
            return true
        }
        for (place, currency, sum) in sums.sorted(name: { names.text(key == .trunk ? .trunk : .party, $0) }) {
            let group = reconciliation.parties.groups[place.group]
            let head: [Cell] = [.text(place.witness < 0 ? "" : group.witnesses[place.witness].id), .text(group.name)]
            let name = names.text(key == .trunk ? .trunk : .party, place.name)
            let caller = String(decoding: place.caller, as: UTF8.self)
            let who = key == .trunk ? [.text(name)] : name.isEmpty ? [.text(caller), .empty] : ask.party(name)
            guard list.add(head + who + sum.cells(currency)) else { return }
        }
    }
}
