import Model
import Rating
import Site
import Store
import Time

/// Which calls a settlement of prices measures: what stands on a bill has used what it used, and uses nothing of another period.
struct MeasuredCalls {
    let book: OpenBook
    let state: SiteState
    /// Billed periods by party.
    let frozen: [String: [DayRange]]
    /// The days of bills, once they were looked up.
    private var bills: [Int32: DayRange] = [:]

    init(_ book: OpenBook, _ state: SiteState, frozen: [String: [DayRange]]) {
        (self.book, self.state, self.frozen) = (book, state, frozen)
    }

    /// Whether a call uses allowances and counts for volumes.
    mutating func contains(_ row: CallRow) throws -> Bool {
        let period = frozen[row.party]?.first { $0.contains(row.day) }
        guard row.bill != 0 || period != nil else { return true }
        // It was settled with its billed period: where the cycle was changed since, that is none of the periods of now.
        guard let period, state.cycle(of: PartyID(row.party)).period(of: row.day) == period else { return false }
        // What came after the bill of its period is measured by nothing, also when it stands on a later one.
        guard row.bill != 0 else { return try row.settled != nil || row.isUnsettled || book.store.settledBefore(row.id) }
        let days = try bills[row.bill] ?? book.store.bill(Int64(row.bill)).days
        bills[row.bill] = days
        return days.contains(row.day)
    }
}
