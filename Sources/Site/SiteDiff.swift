import Model
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
        diff.tables(before.rateTables, after.rateTables)
        diff.pairs("layout", before.layout.tree, after.layout.tree)
        diff.pairs("mail", before.mail?.tree ?? [], after.mail?.tree ?? [])
        diff.elements("alerts", before.alerts, after.alerts, key: \.id.text, tree: \.tree)
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
                path + ".versions", old.versions, new.versions, key: \.from.dayOrMoment, flow: Self.summary
            ) { diff, path, old, new in
                diff.pairs(path + ".defaults", old.defaults.tree, new.defaults.tree)
                diff.match(
                    path + ".rows", old.rows, new.rows, key: { ($0.short ? "short " : "") + $0.prefixes.joined(separator: ",") },
                    flow: \.tree.flow
                ) { diff, path, old, new in
                    diff.changes.append(Change(path: path, before: old.tree.flow, after: new.tree.flow))
                }
            }
        }
    }

    /// Whole tables and versions are too long to be shown.
    private static func summary(_ table: RateTable) -> String {
        Tree.map(table.tree).flow + ", \(table.versions.count) version\(table.versions.count == 1 ? "" : "s")"
    }

    private static func summary(_ version: Version) -> String {
        Tree.map([Tree.Pair(key: "defaults", value: .map(version.defaults.tree))]).flow
            + ", \(version.rows.count) row\(version.rows.count == 1 ? "" : "s")"
    }
}
