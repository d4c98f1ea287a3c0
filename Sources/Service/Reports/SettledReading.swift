import Model
import Reporting
import Store
import Time

/// A book's calls with what settlement makes of them: what is kept where that is current, else settled now, party by party. Where
/// settlement only rounds, the report does so itself.
struct SettledReading: ReportSource {
    let book: OpenBook
    let lists: BookLists

    func eachCall(_ filter: CallFilter, _ body: (CallRow) throws -> Void) throws {
        let state = try book.site()
        // Of the period before too, where a report compares with it.
        guard let days = filter.days else { throw ServiceError.refused("a report is of some days: name the first and the last.") }
        var parties: [String: Figures] = [:]
        try book.store.eachSettledCall(.price, filter) { found, _ in
            var row = found
            guard row.price.charge != nil else { return try body(row) }
            let figures: Figures
            if let known = parties[row.party] {
                figures = known
            } else {
                figures = try self.figures(PartyID(row.party), days, state)
                parties[row.party] = figures
            }
            switch figures {
            case .kept: break
            case .none: (row.settled, row.isUnsettled) = (nil, false)
            case .settled(let now):
                (row.settled, row.isUnsettled) = (nil, false)
                if let own = now[row.id] { (row.settled, row.isUnsettled) = (own, own == nil) }
            }
            try body(row)
        }
    }

    private enum Figures {
        /// Those that stand with the calls hold.
        case kept
        /// Settlement only rounds.
        case none
        case settled([String: SettledFigures?])
    }

    private func figures(_ party: PartyID, _ days: DayRange, _ state: SiteState) throws -> Figures {
        let isKept = try state.billingPeriods(of: party, days).allSatisfy { try book.isKept($0, of: party, days, .price, state) }
        if isKept { return .kept }
        if state.isPlain(party, .price) { return .none }
        var figures: [String: SettledFigures?] = [:]
        for row in try book.settledRows(party, days, .price) where row.settled != nil || row.isUnsettled {
            figures[row.id] = .some(row.settled)
        }
        return .settled(figures)
    }

    func tally(_ query: TallyQuery) throws -> [TallyRow] { try book.store.tally(query) }

    func summaries(_ query: SummaryQuery) throws -> [SummaryRow] { try book.store.summary(query) }

    func list(_ query: ListQuery) throws -> ListRows { try lists.rows(query) }
}
