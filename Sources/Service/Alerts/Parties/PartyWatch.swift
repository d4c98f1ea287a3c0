import Delivery
import Model
import Site
import Store
import Synchronization
import Time

/// Looks at what changed in the sums of parties, for the rules on totals, budgets and the unusual. Each cause is told once, for it stands
/// in the outbox: a new start looks at what runs and tells nothing twice, and a party whose calls did not change costs nothing.
final class PartyWatch: Sendable {
    /// Days back that a rule's age limit can reach.
    static let mostDays = 31
    /// Parties that are read at once.
    private static let atOnce = 200

    let book: OpenBook
    private let memory = Mutex(PartyMemory())

    init(book: OpenBook) { self.book = book }

    /// One look. What fails is looked at again as a whole.
    func look() throws {
        try memory.withLock { memory in
            do { try look(&memory) } catch {
                memory = PartyMemory()
                throw error
            }
        }
    }

    private func look(_ memory: inout PartyMemory) throws {
        let state = try book.site()
        if memory.site != state.number {
            memory = PartyMemory()
            memory.site = state.number
        }
        let rules = state.site.alerts.filter { $0.when.ofParty != nil }
        guard !rules.isEmpty else { return }
        let changed = try book.store.changedDays(after: memory.change ?? .max)
        // Nothing came since, and no other day began.
        if memory.change == changed.last, try memory.today == book.today() { return }
        var look = PartyLook(book: book, state: state, now: book.clock(), changed: changed.days)
        memory.begin(look.today, earliest: rules.map { look.days($0)[0] }.min() ?? look.today)
        memory.forget(rules.reduce(into: []) { $0.formUnion(look.names($1)) }, changed.days)
        for rule in rules { if case .total(let total) = rule.when.ofParty { try look.total(rule, total, &memory) } }
        try look.budgets(rules, &memory)
        try look.unusual(rules, &memory)
        try look.tell()
        memory.change = changed.last
    }

    /// In pieces, so that no read holds back the writer's log for long.
    static func inPieces<Element>(_ all: [Element], _ body: ([Element]) throws -> Void) rethrows {
        for start in stride(from: 0, to: all.count, by: atOnce) { try body(Array(all[start..<min(start + atOnce, all.count)])) }
    }
}
