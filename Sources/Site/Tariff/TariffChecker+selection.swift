import Model
import Reading

extension TariffChecker {
    /// Tables that no call can come to, rules behind one that takes everything, and derived tables that have nothing to derive from.
    mutating func selection() {
        let settings = site.settings
        var used = Set(settings.defaultTable.values)
        for trunk in site.trunks { used.formUnion(trunk.table.values) }
        for party in site.parties { used.formUnion(party.table.values) }
        used.formUnion(site.selection.map(\.table))
        for table in site.rateTables where !used.contains(table.id) {
            report(
                .warning, place(table), "rateTables[\(table.id)]", nil, "Nothing selects this table.",
                "Name it in `selection`, `defaultTable`, a trunk's or a party's `table`, or take it out.")
        }
        neverReached()
        for table in site.rateTables where table.kind == .derived { source(of: table) }
    }

    private mutating func neverReached() {
        var closed: Set<Scheme> = []
        for (index, rule) in site.selection.enumerated() {
            if closed.contains(rule.scheme) {
                report(
                    .warning, index < lines.selection.count ? lines.selection[index] : nil, "selection[\(index)]", rule.table.text,
                    "No call comes to this rule: one before it takes every call.", "Put it before that one, or take it out.")
            }
            if rule.when == Condition() { closed.insert(rule.scheme) }
        }
    }

    /// What a derived table is made of: a table of the other scheme that is not derived itself.
    private mutating func source(of table: RateTable) {
        let other = table.scheme == .price ? Scheme.cost : .price
        guard !site.rateTables.contains(where: { $0.scheme == other && $0.kind != .derived }) else { return }
        report(
            .error, place(table), "rateTables[\(table.id)].kind", nil,
            "It is derived from the \(other.rawValue) of a call, and no table has a \(other.rawValue) of its own: nothing is rated.",
            "Add a table of `scheme: \(other.rawValue)` with rows, or of the kind given.")
    }
}
