import Delivery
import Model
import Time

/// What a look at the sums of parties remembers for the next one. It only saves work: what was told stands in the outbox.
struct PartyMemory {
    /// The site by whose rules it was looked; `nil`: it was not.
    var site: Int64?
    /// The last change of calls that is known; `nil`: none.
    var change: Int64?
    var today: CivilDay?
    /// Sums of a period, by party: a party is read again only where its calls changed.
    var ledgers: [LedgerName: [String: Int64]] = [:]
    var budgets: [LedgerName: BudgetRead] = [:]
    /// Days that a rule on the unusual looked at once.
    var judged: Set<LedgerName> = []
    var pasts: [String: [PastName: PartyPast]] = [:]

    /// Forgets what belongs to other days than those that are looked at, and what was usual of parties whose earlier calls changed.
    mutating func forget(_ used: Set<LedgerName>, _ changed: [PartyDay]) {
        ledgers = ledgers.filter { used.contains($0.key) }
        budgets = budgets.filter { used.contains($0.key) }
        judged.formIntersection(used)
        for change in changed {
            guard let own = pasts[change.party] else { continue }
            pasts[change.party] = own.filter { $0.key.day <= change.day }
        }
    }

    /// Forgets what was usual before days that are over.
    mutating func begin(_ today: CivilDay, earliest: CivilDay) {
        guard self.today != today else { return }
        self.today = today
        pasts = pasts.mapValues { own in own.filter { $0.key.day >= earliest } }.filter { !$0.value.isEmpty }
    }
}

/// The sums of a rule or a budget in a period.
struct LedgerName: Hashable {
    /// Of a rule, or of a budget with a sign in front that no id begins with.
    var id: String
    /// The node of which it is; empty: of none.
    var node = ""
    var first: CivilDay
}

/// What was usual of a party before a day, for a rule.
struct PastName: Hashable {
    var rule: AlertRuleID
    var day: CivilDay
}

/// What was spent of a budget when its calls were read last, and what it could be at most by the sums of then.
struct BudgetRead {
    var most: Int64
    var spent: Int64
}
