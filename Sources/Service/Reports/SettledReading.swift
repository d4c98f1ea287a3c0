import Billing
import Model
import Money
import Reporting
import Site
import Store
import Time

/// A book's calls with what settlement makes of them: what is kept where that is current, else settled now, party by party. Where
/// settlement only rounds, the report does so itself.
struct SettledReading: ReportSource {
    let book: OpenBook
    let lists: BookLists
    /// The periods that are settled, whatever part of one is read: an exchange at the bill is by the rate of its last day.
    var periods: [DayRange] = []

    func eachCall(_ filter: CallFilter, _ body: (CallRow) throws -> Void) throws {
        let state = try book.site()
        // Of the period before too, where a report compares with it.
        guard let days = settledDays(filter) else { throw ServiceError.refused("a report is of some days: name the first and the last.") }
        var parties: [String: Figures] = [:]
        try book.store.eachSettledCall(.price, filter, linked: false) { found, _ in
            try body(self.settled(found, &parties, days, state))
        }
    }

    func sorted(_ filter: CallFilter, by order: CallOrder, descending: Bool, _ range: Range<Int>) throws -> [CallRow]? {
        guard let days = settledDays(filter) else { return nil }
        let state = try book.site()
        let finals = order == .final ? try finalOrder(filter, days, state) : nil
        var parties: [String: Figures] = [:]
        return try book.store.settledCalls(.price, filter, by: order, finals, descending: descending, range)?
            .map { try settled($0, &parties, days, state) }
    }

    func finds(_ calls: Int, of filter: CallFilter) -> Bool { Book.finds(calls, of: filter) }

    private func settledDays(_ filter: CallFilter) -> DayRange? {
        filter.days.map { days in periods.first { $0.contains(days.first) && $0.contains(days.last) } ?? days }
    }

    /// - Returns: `nil` where a settlement is stale, or nobody says whose they all are.
    private func finalOrder(_ filter: CallFilter, _ days: DayRange, _ state: SiteState) throws -> FinalOrder? {
        let precision = LinePrecision(state.site.settings)
        if try isPlain(state, days) { return FinalOrder(precision) }
        guard !filter.parties.isEmpty else { return nil }
        var kept: Set<String> = []
        for party in Set(filter.parties.map(\.party)) {
            switch try standing(PartyID(party), days, state) {
            case .kept: kept.insert(party)
            case .plain: break
            case .stale: return nil
            }
        }
        return FinalOrder(precision, kept: kept)
    }

    /// Whether settlement only rounds, whoever is asked about. What stands on issued bills holds, whatever the rules are now.
    private func isPlain(_ state: SiteState, _ days: DayRange) throws -> Bool {
        try state.isPlainForAll(.price) && book.store.frozenPeriods(overlapping: days).isEmpty
    }

    func totals(_ filter: CallFilter, price: Currency?, cost: Currency?) throws -> CallSums? {
        try book.store.totals(filter, price: price, cost: cost)
    }

    /// A call with the figures that hold for its party.
    private func settled(
        _ found: CallRow, _ parties: inout [String: Figures], _ days: DayRange, _ state: SiteState
    ) throws -> CallRow {
        guard found.price.charge != nil else { return found }
        let figures = try parties[found.party] ?? figures(PartyID(found.party), days, state)
        parties[found.party] = figures
        var row = found
        switch figures {
        case .kept: break
        case .none: (row.settled, row.isUnsettled) = (nil, false)
        case .settled(let now):
            (row.settled, row.isUnsettled) = (nil, false)
            if let own = now[row.id] { (row.settled, row.isUnsettled) = (own, own == nil) }
        }
        return row
    }

    /// How the final charges of a party's calls come about.
    private enum Standing: Sendable {
        /// Those that stand with the calls hold.
        case kept
        /// Settlement only rounds.
        case plain
        /// Nothing that stands with the calls holds.
        case stale
    }

    private enum Figures {
        case kept, none
        case settled([String: SettledFigures?])
    }

    private func standing(_ party: PartyID, _ days: DayRange, _ state: SiteState) throws -> Standing {
        let isKept = try book.billingPeriods(of: party, days, .price, state).allSatisfy {
            try book.isKept($0, of: party, days, .price, state)
        }
        return isKept ? .kept : state.isPlain(party, .price) ? .plain : .stale
    }

    private func figures(_ party: PartyID, _ days: DayRange, _ state: SiteState) throws -> Figures {
        switch try standing(party, days, state) {
        case .kept: return .kept
        case .plain: return .none
        case .stale: break
        }
        var figures: [String: SettledFigures?] = [:]
        for row in try book.settledRows(party, days, .price) where row.settled != nil || row.isUnsettled {
            figures[row.id] = .some(row.settled)
        }
        return .settled(figures)
    }

    /// What stands with the calls is added up where they lie. Parties whose settlement is stale are left to be settled.
    func finals(_ query: TallyQuery, _ precision: LinePrecision, apart: FinalAnswer.Apart) throws -> FinalAnswer {
        let state = try book.site()
        guard let days = settledDays(query.filter) else { return FinalAnswer(rest: query.filter) }
        var answer = FinalAnswer()
        if try isPlain(state, days) {
            answer.rows = SettledTally(try book.store.tally(query, finals: precision), .plain)
            return answer
        }
        var query = query
        query.keys.insert(.party)
        let found = try book.store.tally(query, finals: precision)
        let parties = found.numbers(.party)
        var standings: [Int32: Standing] = [:]
        for (place, party) in parties.enumerated() where found.isCharged(place) {
            let standing = try standings[party] ?? standing(PartyID(found.name(.party, place)), days, state)
            let isExchanged = try apart == .exchanged && standing == .kept && found.kept(place).exchanged > 0
            let isApart = isExchanged || (apart == .settled && standing == .kept)
            standings[party] = isApart ? .stale : standing
        }
        let isStale = parties.map { standings[$0] == .stale }
        let stale = Set(isStale.indices.filter { isStale[$0] }.map { found.name(.party, $0) })
        answer.rest = rest(of: query.filter, stale)
        answer.rows = SettledTally(
            found, .kept(parties.map { standings[$0] == .kept }), at: stale.isEmpty ? nil : isStale.indices.filter { !isStale[$0] })
        return answer
    }

    private func rest(of filter: CallFilter, _ parties: Set<String>) -> CallFilter? {
        guard !parties.isEmpty else { return nil }
        var rest = filter
        rest.parties =
            filter.parties.isEmpty ? parties.sorted().map { PartyDays($0) } : filter.parties.filter { parties.contains($0.party) }
        return rest
    }

    func tally(_ query: TallyQuery) throws -> any TalliedGroups { SettledTally(try book.store.tally(query), .none) }

    func summaries(_ query: SummaryQuery) throws -> [SummaryRow] { try book.store.summary(query) }

    func list(_ query: ListQuery) throws -> ListRows { try lists.rows(query) }
}
