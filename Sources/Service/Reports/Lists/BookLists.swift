import Model
import Reporting
import Store

/// Gives the rows of the lists that reports are made of, each kind in a file of its family.
struct BookLists {
    let book: OpenBook
    let caller: Caller

    func rows(_ query: ListQuery) throws -> ListRows {
        try book.require(.see, caller)
        let ask = ListAsk(query, try book.site())
        var list = ListCollector()
        switch query.kind {
        case .bills: try bills(ask, &list)
        case .taxes: try taxes(ask, &list)
        case .discounts: try discounts(ask, &list)
        case .exchanges: try exchanges(ask, &list)
        case .allowances: try allowances(ask, &list)
        case .budgets: try budgets(ask, &list)
        case .sources: try sources(&list, ask)
        case .gaps: try gaps(ask, &list)
        case .imports: try imports(ask, &list)
        case .skips: try skips(ask, &list)
        case .conflicts: try conflicts(ask, &list)
        case .quarantined: try quarantined(ask, &list)
        case .reratings: try reratings(ask, &list)
        case .journal: try journal(ask, &list)
        case .logins: try logIns(ask, &list)
        case .alerts: try alerts(ask, &list)
        case .deliveries: try deliveries(ask, &list)
        case .rates: rates(ask, &list)
        case .tariffProblems: try tariffProblems(&list)
        case .parties: try parties(ask, &list)
        case .trunks: try trunks(ask, &list)
        case .channels: try channels(ask, &list)
        case .busyHours: try busyHours(ask, &list)
        case .storage: try storage(ask, &list)
        case .transfers: try transfers(ask, &list)
        case .rawLines: try rawLines(ask, &list)
        case .unreturned: try unreturned(ask, &list)
        case .witnessed: try witnessed(ask, &list, all: true)
        case .witnessDifferences: try witnessed(ask, &list, all: false)
        case .witnessNumbers: try witnessSums(ask, &list, by: .number)
        case .witnessTrunks: try witnessSums(ask, &list, by: .trunk)
        }
        return list.rows
    }
}
