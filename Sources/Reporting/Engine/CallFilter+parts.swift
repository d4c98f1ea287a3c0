import Model

extension CallFilter {
    private static var lists: [WritableKeyPath<CallFilter, [String]>] {
        [\.callTypes, \.trunks, \.accounts, \.extensions, \.sources, \.switches]
    }

    /// Leaves the calls of several narrower filters, as far as their lists and conditions can be put together.
    mutating func narrow(to parts: [CallFilter]) {
        for list in CallFilter.lists where parts.allSatisfy({ !$0[keyPath: list].isEmpty }) {
            self[keyPath: list] = Set(parts.flatMap { $0[keyPath: list] }).sorted()
        }
        for place in tests.count..<(parts.map(\.tests.count).min() ?? tests.count) {
            let found = parts.map { $0.tests[place] }
            guard let field = found.first?.field,
                found.allSatisfy({ $0.field == field && !$0.isNot && !$0.patterns.isEmpty && $0.found == nil })
            else { continue }
            tests.append(FieldTest(field, any: Set(found.flatMap(\.patterns)).sorted()))
        }
    }
}
