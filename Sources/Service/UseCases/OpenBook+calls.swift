import Mediation
public import Model
import Money
import Reporting
import Site
public import Store
public import Time

extension OpenBook {
    /// A page of calls.
    public func calls(_ query: CallQuery, caller: Caller) throws -> CallPage {
        try require(.see, caller)
        var query = query
        query.filter = try judged(query.filter)
        return try store.calls(query)
    }

    /// The same with what its conditions are judged by that only the site knows.
    func judged(_ filter: CallFilter) throws -> CallFilter {
        let filter = try filter.clocked(site().site.settings)
        guard filter.tests.contains(where: \.field.isLookedUp) else { return filter }
        return try fieldJudge().judged(filter) { try store.tally($0).all() }
    }

    func fieldJudge() throws -> FieldJudge {
        let names = RateNames(self)
        return FieldJudge(try site().reporting) { try names.name($0, $1, $2) }
    }

    /// All calls of the days as `tollbook-csv`, in the order of start.
    public func exportCSV(_ days: DayRange, caller: Caller, output: ([UInt8]) -> Void) throws {
        try exportCSV(CallFilter(days: days), caller: caller) { bytes, _ in output(bytes) }
    }

    /// All calls of a filter as `tollbook-csv`, in the order of start; each piece comes with the number of its calls.
    func exportCSV(_ filter: CallFilter, caller: Caller, output: ([UInt8], _ calls: Int) throws -> Void) throws {
        try require(.see, caller)
        let zones = try switchZones()
        var bytes = TollbookCSV.header
        var calls = 0
        // Calls of one second, in the order of their keys: written in the order of the stream, which some legs have nothing but.
        var same: [CallRow] = []
        func write() {
            for row in same.sorted(by: { $0.rawOffset < $1.rawOffset }) {
                TollbookCSV.append(row, localStart: zones.local(row), to: &bytes)
            }
            calls += same.count
            same.removeAll(keepingCapacity: true)
        }
        try store.eachCall(judged(filter)) { row in
            if let first = same.first, first.start != row.start { write() }
            same.append(row)
            if bytes.count >= 1 << 16 {
                try output(bytes, calls)
                bytes.removeAll(keepingCapacity: true)
                calls = 0
            }
            return true
        }
        write()
        try output(bytes, calls)
    }

    /// All calls of the days as one JSON array, in the order of start.
    public func exportJSON(_ days: DayRange, caller: Caller, output: ([UInt8]) -> Void) throws {
        try require(.see, caller)
        let zone = try site().site.settings.zone
        var line = JSONLine()
        line.raw("[")
        var isFirst = true
        try store.eachCall(CallFilter(days: days)) { row in
            line.raw(isFirst ? "\n" : ",\n")
            isFirst = false
            line.call(row, zone)
            if line.bytes.count >= 1 << 16 { output(line.take()) }
            return true
        }
        line.raw("\n]\n")
        output(line.take())
    }

    private func switchZones() throws -> SwitchZones {
        let site = try site().site
        return SwitchZones(
            site: site.settings.zone,
            offsets: Dictionary(site.switches.map { ($0.id.text, ($0.zone, $0.clockOffset)) }) { first, _ in first })
    }
}

/// The clocks of the switches.
private struct SwitchZones {
    let site: Zone
    let offsets: [String: (zone: Zone?, clockOffset: Int)]

    /// The start on the wall of the call's switch.
    func local(_ row: CallRow) -> WallTime {
        let found = offsets[row.switch]
        return (found?.zone ?? site).wall(row.start) - Int64(found?.clockOffset ?? 0)
    }
}

extension JSONLine {
    /// One call as an object without a line end: what `tollbook calls --as json` and the API give.
    mutating func call(_ row: CallRow, _ zone: Zone) {
        begin()
        field("id", row.id)
        fields(of: row, zone)
        close()
    }

    /// What is told of a call beside its id.
    mutating func fields(of row: CallRow, _ zone: Zone) {
        field("start", zone.wall(row.start).description)
        field("startUTC", row.start.utcText)
        field("stamp", row.stamp.description)
        field("switch", row.switch)
        field("duration", Int(row.duration))
        field("ring", row.ring < 0 ? nil : Int(row.ring))
        field("talk", Int(row.talk))
        field("direction", row.direction.name)
        field("answered", row.answered)
        field("calling", bytes: ArraySlice(row.calling.utf8))
        field("called", bytes: ArraySlice(row.called.utf8))
        field("extension", bytes: ArraySlice(row.extension.utf8))
        field("trunk", bytes: ArraySlice(row.trunk.utf8))
        field("account", bytes: ArraySlice(row.account.utf8))
        field("sourceIP", bytes: ArraySlice(row.sourceIP.utf8))
        field("pulses", row.pulses < 0 ? nil : Int(row.pulses))
        field("party", bytes: ArraySlice(row.party.utf8))
        field("callType", bytes: ArraySlice(row.callType.utf8))
        field("destination", bytes: ArraySlice(row.destination.utf8))
        field("link", bytes: ArraySlice(row.link.utf8))
        field("leg", row.leg)
        field("state", row.state.name)
        field("reason", row.reason == .none ? nil : row.reason.name)
        if row.isPrivate { field("private", true) }
        outcome("price", "priceCurrency", row.price)
        outcome("cost", "costCurrency", row.cost)
        field("source", row.source)
    }

    private mutating func outcome(_ name: StaticString, _ currency: StaticString, _ outcome: Outcome) {
        field(name, outcome.charge.map { $0.amount.text(minorUnit: $0.currency.minorUnit) })
        field(currency, outcome.charge?.currency.code)
    }
}
