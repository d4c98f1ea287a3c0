import Model
import Money
import Reading
import Time

/// One thing that differs between two sites.
public struct Change: Hashable, Sendable {
    /// The way to it, with ids: `parties[101].name`, `rateTables[office].versions[2026-01-01].rows[8424]`.
    public var path: String
    /// As a site file says it; `nil` where there was nothing.
    public var before: String?
    /// `nil` where there is nothing any more.
    public var after: String?
    public init(path: String, before: String?, after: String?) {
        self.path = path
        self.before = before
        self.after = after
    }
}

/// What differs between two sites, in the order of the site file. Two sites without a change are equal.
public enum SiteDiff {
    public static func between(_ before: Site, _ after: Site) -> [Change] {
        var diff = Differences()
        diff.pairs("site", before.settings.tree, after.settings.tree)
        diff.elements("switches", before.switches, after.switches, key: \.id.text, tree: \.tree)
        diff.elements("sources", before.sources, after.sources, key: \.id.text, tree: \.tree)
        diff.elements("providers", before.providers, after.providers, key: \.id.text, tree: \.tree)
        diff.elements("trunks", before.trunks, after.trunks, key: { $0.switch.text + "/" + $0.id.text }, tree: \.tree)
        diff.elements("callTypes", before.callTypes, after.callTypes, key: \.id.text, tree: \.tree)
        diff.elements("numbering", before.numbering, after.numbering, key: { ($0.short ? "short " : "") + $0.prefix }, tree: \.tree)
        diff.elements("organisation", before.organisation, after.organisation, key: \.id.text, tree: \.tree)
        diff.elements("parties", before.parties, after.parties, key: \.id.text, tree: \.tree)
        diff.pairs("contacts", before.contactsPlace, after.contactsPlace)
        diff.elements("contacts", before.contacts, after.contacts, key: \.id.text, tree: \.tree)
        diff.tables(before.rateTables, after.rateTables)
        diff.elements("selection", before.selection, after.selection, key: { $0.scheme.rawValue + " " + $0.table.text }, tree: \.tree)
        diff.elements("surcharges", before.surcharges, after.surcharges, key: \.id.text, tree: \.tree)
        diff.packages(before.packages, after.packages)
        diff.pairs("exchangeRates", before.exchangeRates.head, after.exchangeRates.head)
        diff.elements(
            "exchangeRates.rates", before.exchangeRates.quotes, after.exchangeRates.quotes,
            key: { "\($0.day) \($0.from.code)/\($0.to.code)" }, tree: \.tree)
        diff.elements("taxes", before.taxes, after.taxes, key: \.id.text, tree: \.tree)
        diff.elements("recurring", before.recurring, after.recurring, key: \.id.text, tree: \.tree)
        diff.elements("budgets", before.budgets, after.budgets, key: \.id.text, tree: \.tree)
        diff.pairs("layout", before.layout.comparedTree, after.layout.comparedTree)
        diff.elements("layouts", before.layouts, after.layouts, key: \.id.text, tree: \.comparedTree)
        diff.pairs("mail", before.mail?.tree ?? [], after.mail?.tree ?? [])
        diff.elements("alerts", before.alerts, after.alerts, key: \.id.text, tree: \.tree)
        diff.elements("schedules", before.schedules, after.schedules, key: \.id.text, tree: \.tree)
        diff.elements("exports", before.exports, after.exports, key: \.id.text, tree: \.tree)
        diff.pairs("rawLog", before.rawLog.tree, after.rawLog.tree)
        return diff.changes
    }
}

private struct Differences {
    private(set) var changes: [Change] = []

    mutating func pairs(_ path: String, _ before: [Tree.Pair], _ after: [Tree.Pair]) {
        let old = Dictionary(before.map { ($0.key, $0.value.flow) }, uniquingKeysWith: { first, _ in first })
        let new = Dictionary(after.map { ($0.key, $0.value.flow) }, uniquingKeysWith: { first, _ in first })
        for key in before.map(\.key) + after.map(\.key).filter({ old[$0] == nil }) where old[key] != new[key] {
            changes.append(Change(path: path + "." + key, before: old[key], after: new[key]))
        }
    }

    mutating func elements<Element: Hashable>(
        _ path: String, _ before: [Element], _ after: [Element], key: (Element) -> String, tree: (Element) -> [Tree.Pair]
    ) {
        match(path, before, after, key: key, flow: { Tree.map(tree($0)).flow }) { diff, path, old, new in
            diff.pairs(path, tree(old), tree(new))
        }
    }

    /// Elements of the same key are compared; what only one side has was added or taken away. Of several of one key the n-th with the n-th.
    private mutating func match<Element: Hashable>(
        _ path: String, _ before: [Element], _ after: [Element], key: (Element) -> String, flow: (Element) -> String,
        compare: (inout Differences, String, Element, Element) -> Void
    ) {
        guard before != after else { return }
        let (oldKeys, newKeys) = (Self.numbered(before.map(key)), Self.numbered(after.map(key)))
        let places = Dictionary(zip(newKeys, after.indices), uniquingKeysWith: { first, _ in first })
        for (name, old) in zip(oldKeys, before) {
            if let place = places[name] {
                if old != after[place] { compare(&self, "\(path)[\(name)]", old, after[place]) }
            } else {
                changes.append(Change(path: "\(path)[\(name)]", before: flow(old), after: nil))
            }
        }
        let known = Set(oldKeys)
        for (name, new) in zip(newKeys, after) where !known.contains(name) {
            changes.append(Change(path: "\(path)[\(name)]", before: nil, after: flow(new)))
        }
        let (oldOrder, newOrder) = (oldKeys.filter { places[$0] != nil }, newKeys.filter(known.contains))
        if let place = zip(oldOrder, newOrder).enumerated().first(where: { $1.0 != $1.1 })?.offset {
            changes.append(
                Change(path: "\(path)[\(place)] (order)", before: YAMLText.scalar(oldOrder[place]), after: YAMLText.scalar(newOrder[place]))
            )
        }
    }

    private static func numbered(_ keys: [String]) -> [String] {
        var seen: [String: Int] = [:]
        return keys.map { key in
            let count = seen[key, default: 0] + 1
            seen[key] = count
            return count == 1 ? key : "\(key) #\(count)"
        }
    }

    mutating func tables(_ before: [RateTable], _ after: [RateTable]) {
        match("rateTables", before, after, key: \.id.text, flow: Self.summary) { diff, path, old, new in
            diff.pairs(path, old.tree, new.tree)
            diff.match(
                path + ".versions", old.versions, new.versions, key: \.from.dayOrMoment, flow: { Self.summary($0, of: new) }
            ) { diff, path, first, second in
                if new.kind.hasRows { diff.pairs(path + ".defaults", first.defaults.tree, second.defaults.tree) }
                diff.pairs(path, first.terms(new), second.terms(new))
                diff.match(
                    path + ".rows", first.rows, second.rows, key: { ($0.short ? "short " : "") + $0.prefixes.joined(separator: ",") },
                    flow: \.tree.flow
                ) { diff, path, old, new in
                    diff.changes.append(Change(path: path, before: old.tree.flow, after: new.tree.flow))
                }
            }
        }
    }

    mutating func packages(_ before: [Package], _ after: [Package]) {
        match("packages", before, after, key: \.id.text, flow: { Tree.map($0.tree).flow }) { diff, path, old, new in
            diff.pairs(path, old.head, new.head)
            // Rules have no names: the n-th is compared with the n-th.
            diff.match(path + ".rules", old.rules, new.rules, key: { _ in "rule" }, flow: \.tree.flow) { diff, path, old, new in
                diff.changes.append(Change(path: path, before: old.tree.flow, after: new.tree.flow))
            }
            diff.elements(path + ".assigned", old.assigned, new.assigned, key: \.holder.name, tree: \.tree)
        }
    }

    /// Whole tables and versions are too long to be shown.
    private static func summary(_ table: RateTable) -> String {
        guard !table.isFlat else { return Tree.map(table.tree + table.versions[0].terms(table)).flow }
        return Tree.map(table.tree).flow + ", \(table.versions.count) version\(table.versions.count == 1 ? "" : "s")"
    }

    private static func summary(_ version: Version, of table: RateTable) -> String {
        guard table.kind.hasRows else { return Tree.map(version.terms(table)).flow }
        return Tree.map([Tree.Pair(key: "defaults", value: .map(version.defaults.tree))] + version.terms(table)).flow
            + ", \(version.rows.count) row\(version.rows.count == 1 ? "" : "s")"
    }
}
