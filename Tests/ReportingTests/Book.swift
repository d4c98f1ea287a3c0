import Model
import Money
import Reading
import Reporting
import Site
import Time

/// A book in memory whose summaries are made of the same calls, so that a test may also make them differ.
struct MemoryBook: ReportSource {
    var calls: [CallRow]
    /// What the summaries say too much, in millionths.
    var error: Int64 = 0
    /// Whether settled calls of some are left to be read one by one.
    var leavesSome = true

    func eachCall(_ filter: CallFilter, _ body: (CallRow) throws -> Void) throws {
        for call in calls.sorted(by: { ($0.start, $0.id) < ($1.start, $1.id) }) where matches(call, filter) { try body(call) }
    }

    func summaries(_ query: SummaryQuery) throws -> [SummaryRow] {
        var filter = CallFilter(days: query.days)
        filter.parties = query.parties
        filter.callTypes = query.callTypes
        filter.directions = query.directions
        filter.states = [.rated, .free, .unrated]
        filter.records = .calls
        return calls.filter { matches($0, filter) }.enumerated().map { index, call in
            var row = SummaryRow()
            row.currency = call.price.charge?.currency
            if query.groups.contains(.party) { row.party = call.party }
            if query.groups.contains(.day) { row.day = call.day }
            if query.groups.contains(.callType) { row.callType = call.callType }
            row.measures.calls = 1
            row.measures.answered = call.answered ? 1 : 0
            row.measures.unrated = call.state == .unrated ? 1 : 0
            row.measures.seconds = Int64(call.talk)
            row.measures.price = Amount(millionths: (call.price.charge?.amount.millionths ?? 0) + (index == 0 ? error : 0))
            return row
        }
    }

    /// A row for each call: the report adds them up.
    func tally(_ query: TallyQuery) throws -> any TalliedGroups { TalliedRows(rows(query).map { TalliedRow($0, nil) }) }

    func rows(_ query: TallyQuery) -> [TallyRow] {
        calls.filter { matches($0, query.filter) && !(query.leftOut?.contains($0) ?? false) }.map { call in
            var row = TallyRow()
            (row.day, row.quarter, row.hour) = (call.day, call.start.seconds / 900, Zone.utc.hourOfDay(call.start))
            (row.direction, row.state, row.reason, row.answered) = (call.direction, call.state, call.reason, call.answered)
            (row.party, row.trunk, row.account, row.extension) = (call.party, call.trunk, call.account, call.extension)
            (row.destination, row.callType, row.called, row.calling) = (call.destination, call.callType, call.called, call.calling)
            row.switch = call.switch
            row.number = call.direction == .in ? call.calling : call.called
            row.priceCurrency = call.price.charge?.currency
            row.durationClass = Int(SecondsClass.talk.number(call.talk))
            row.sums.calls = 1
            row.sums.answered = call.answered ? 1 : 0
            row.sums.unrated = call.state == .unrated ? 1 : 0
            (row.sums.seconds, row.sums.longest) = (Int64(call.talk), Int64(call.talk))
            if call.ring >= 0 { (row.sums.ringing, row.sums.ringSeconds, row.sums.longestRing) = (1, Int64(call.ring), Int64(call.ring)) }
            (row.sums.first, row.sums.last) = (call.start, call.start)
            if let charge = call.price.charge { row.sums.price = [charge.currency: charge.amount] }
            if let charge = call.cost.charge { row.sums.cost = [charge.currency: charge.amount] }
            return row
        }
    }

    /// A row for each call; settled ones with their figures. Calls of one party are left to be read one by one.
    func finals(_ query: TallyQuery, _ precision: LinePrecision, apart: FinalAnswer.Apart) throws -> FinalAnswer {
        var (answer, rows) = (FinalAnswer(), [TalliedRow]())
        let exchanged = calls.filter {
            apart == .exchanged && $0.settled.map(\.final.currency) ?? .usd != $0.price.charge?.currency ?? .usd
        }
        let rest = leavesSome ? Set(exchanged.map(\.party) + ["102"]) : []
        for call in calls where !rest.contains(call.party) {
            for row in MemoryBook(calls: [call]).rows(query) { rows.append(TalliedRow(row, FinalSums(call, precision))) }
        }
        answer.rows = TalliedRows(rows)
        var filter = query.filter
        guard leavesSome else { return answer }
        filter.parties = filter.parties.isEmpty ? rest.map { PartyDays($0) } : filter.parties.filter { rest.contains($0.party) }
        answer.rest = filter.parties.isEmpty ? nil : filter
        return answer
    }

    private func matches(_ call: CallRow, _ filter: CallFilter) -> Bool {
        (filter.days?.contains(call.day) ?? true)
            && (filter.parties.isEmpty || filter.parties.contains { $0.party == call.party && ($0.days?.contains(call.day) ?? true) })
            && (filter.states.isEmpty || filter.states.contains(call.state))
            && (filter.callTypes.isEmpty || filter.callTypes.contains(call.callType))
            && (filter.directions.isEmpty || filter.directions.contains(call.direction))
            && !filter.records.leftOut.contains(call.reason)
            && [
                (filter.trunks, call.trunk), (filter.accounts, call.account), (filter.extensions, call.extension),
                (filter.sources, call.source), (filter.switches, call.switch),
            ].allSatisfy { $0.isEmpty || $0.contains($1) }
            && filter.tests.allSatisfy { test in
                switch test.field {
                case .called: test.holds(call.called)
                case .duration: test.holds(Int64(call.talk))
                default: true
                }
            }
    }
}

extension FinalSums {
    fileprivate init(_ call: CallRow, _ precision: LinePrecision) {
        self.init()
        guard let charge = call.price.charge else { return }
        if call.isUnsettled {
            unsettled = 1
            return
        }
        charges = [charge.currency: charge.amount]
        let final = call.settled?.final ?? precision.final(Money(charge.amount, charge.currency))
        if let final { finals = [final.currency: final.amount] }
        guard let settled = call.settled else { return }
        func sum(_ part: FineAmount) -> Amounts {
            Rounding.millionth.round(part.units, over: 1_000_000_000_000).map { [charge.currency: $0] } ?? [:]
        }
        (surcharges, discounts) = (sum(settled.surcharges), sum(settled.packageDiscount + settled.volumeDiscount))
    }
}

/// Two departments under one company; 101 moves from Sales to Support on the 16th, 103 is nowhere.
func office() -> Site {
    var site = Site()
    site.settings.name = "Hanoi office"
    site.callTypes = [
        CallType(id: CallTypeID("local"), name: "Local", colour: ["#15803d", "#4ade80"]),
        CallType(id: CallTypeID("mobile"), name: "Mobile", colour: ["#b45309", "#fbbf24"]),
    ]
    var sales = OrganisationNode(id: NodeID("sales"), kind: .department, name: "Sales")
    sales.parent = NodeID("hq")
    var support = OrganisationNode(id: NodeID("support"), kind: .department, name: "Support")
    support.parent = NodeID("hq")
    site.organisation = [OrganisationNode(id: NodeID("hq"), kind: .company, name: "Head office"), sales, support]
    func party(_ id: String, _ name: String, _ members: [(String, CivilDay?, CivilDay?)]) -> Party {
        var party = Party(id: PartyID(id))
        party.name = name
        party.member = members.map { .init(node: NodeID($0.0), validity: Validity(from: $0.1, to: $0.2)) }
        return party
    }
    site.parties = [
        party("101", "Reception", [("sales", nil, march(15)), ("support", march(16), nil)]),
        party("102", "Nguyễn", [("sales", nil, nil)]),
        party("103", "Lift", []),
    ]
    site.layout.boldOverDuration = 600
    site.layout.boldOverPrice = Money(Amount(millionths: 5_000_000), .usd)
    return site
}

/// A day of March 2026, 2026-03-01 is 20,513 days after 1970-01-01.
func march(_ day: Int) -> CivilDay { CivilDay(number: Int32(20_512 + day)) }

func call(
    _ id: String, _ day: Int, party: String = "101", type: String = "local", _ millionths: Int64? = nil, _ currency: Currency = .usd,
    seconds: Int32 = 60, state: CallState? = nil
) -> CallRow {
    var row = CallRow()
    row.id = id
    row.day = march(day)
    row.start = Instant(seconds: Int64(row.day.number) * 86_400 + 9 * 3600)
    row.party = party
    row.calling = party
    row.called = "8490" + id
    row.callType = type
    row.answered = seconds > 0
    row.duration = seconds
    row.talk = seconds
    if let millionths {
        row.price = .rated(Charge(amount: Amount(millionths: millionths), currency: currency, version: 0, row: 0))
    } else {
        row.price = state == .free ? .free(.incoming) : .unrated(.noPrefix)
    }
    return row
}
