import Doubles
import Model
import Store
import Testing
import Time

@testable import Service

extension RandomOffice {
    /// A bill of some days of March is issued; it may be refused because the days are billed, or hold nothing.
    func bill() throws {
        let party = ["101", "102", "103", "unassigned@main"][dice.below(4)]
        let first = 1 + dice.below(28)
        let last = dice.below(3) == 0 ? 31 : first + dice.below(32 - first)
        guard let begin = CivilDay(year: 2026, month: 3, day: dice.below(3) == 0 ? 1 : first),
            let end = CivilDay(year: 2026, month: 3, day: last), let days = DayRange(begin, end)
        else { return }
        if party.hasPrefix("unassigned") {
            #expect(throws: ServiceError.self) { try book.issueBill(of: PartyID(party), days, caller: caller) }
            return
        }
        do { try book.issueBill(of: PartyID(party), days, caller: caller) } catch StoreError.billed { return } catch let error
            as ServiceError
        {
            switch error {
            case .nothingToBill, .unknown: return
            default: throw error
            }
        }
    }

    /// One of the bills is taken back.
    func credit() throws {
        let bills = try book.bills(caller: caller).filter { $0.kind == .bill && $0.creditedBy == nil }
        guard let bill = bills.randomElement(using: &dice) else { return }
        try book.creditBill(bill.number, reason: "wrong \(bill.number)", caller: caller)
    }

    /// Each call is on one bill or on none, and adds up.
    func reconcile(_ seed: UInt64) throws {
        try book.reconcile(nil, days, caller: caller) { found in #expect(found.ties, "seed \(seed): \(found.text)") }
    }
}
