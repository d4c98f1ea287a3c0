import Model
import Time

extension CallFilter {
    private static var lists: [WritableKeyPath<CallFilter, [String]>] {
        [\.callTypes, \.trunks, \.accounts, \.extensions, \.sources, \.switches]
    }

    /// Leaves nothing that another filter does not mean. False where nothing is left.
    mutating func stay(within whole: CallFilter) -> Bool {
        for list in CallFilter.lists where !whole[keyPath: list].isEmpty && self[keyPath: list] != whole[keyPath: list] {
            self[keyPath: list].removeAll { !whole[keyPath: list].contains($0) }
            if self[keyPath: list].isEmpty { return false }
        }
        guard !whole.parties.isEmpty else { return true }
        let days = Dictionary(grouping: whole.parties, by: \.party)
        parties = parties.flatMap { own in (days[own.party] ?? []).compactMap { own.within($0.days) } }
        return !parties.isEmpty
    }

    /// Leaves the calls of several narrower filters, as far as their lists and conditions can be put together.
    /// - Parameter most: values of a list; longer ones are left as they are.
    mutating func narrow(to parts: [CallFilter], most: Int) {
        for list in CallFilter.lists where parts.allSatisfy({ !$0[keyPath: list].isEmpty }) {
            let all = Set(parts.flatMap { $0[keyPath: list] })
            if all.count <= most { self[keyPath: list] = all.sorted() }
        }
        let known = tests.count
        for place in known..<max(parts.map(\.tests.count).min() ?? known, known) {
            let found = parts.map { $0.tests[place] }
            guard let field = found.first?.field,
                found.allSatisfy({ $0.field == field && !$0.isNot && !$0.patterns.isEmpty && $0.found == nil })
            else { continue }
            let all = Set(found.flatMap(\.patterns))
            if all.count <= most { tests.append(FieldTest(field, any: all.sorted())) }
        }
    }
}
