import Model
import Money
import Site

/// What a version of a rate table changes against the one before it.
public struct VersionChanges: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable { case added, removed, changed }

    /// One prefix of which something changes.
    public struct Example: Sendable, Hashable {
        public var kind: Kind
        public var prefix: String
        public var isShort: Bool
        public var name: String
        /// In the words of a price list; empty where there is no row.
        public var before: String
        public var after: String
    }

    /// Prefixes, for a row may have several.
    public var added = 0
    public var removed = 0
    public var changed = 0
    /// The first some, in the order of prefixes.
    public var examples: [Example] = []
    /// What changes beside the rows, before and after.
    public var terms: [Example] = []

    public var isNothing: Bool { added + removed + changed == 0 && terms.isEmpty }

    /// - Parameter most: how many examples are wanted.
    init(_ table: RateTable, from old: Version, to new: Version, most: Int) {
        let words = TariffWords(table: table)
        let (before, after) = (Self.places(old), Self.places(new))
        var found: [(place: Place, kind: Kind)] = []
        for (place, row) in after {
            guard let former = before[place] else {
                added += 1
                found.append((place, .added))
                continue
            }
            if Self.charging(old.rows[former], old) != Self.charging(new.rows[row], new) {
                changed += 1
                found.append((place, .changed))
            }
        }
        for place in before.keys where after[place] == nil {
            removed += 1
            found.append((place, .removed))
        }
        examples = found.sorted { $0.place < $1.place }.prefix(most).map { place, kind in
            let (first, last) = (before[place].map { old.rows[$0] }, after[place].map { new.rows[$0] })
            return Example(
                kind: kind, prefix: place.prefix, isShort: place.isShort, name: (last ?? first)?.name ?? "",
                before: first.map { words.charging($0, old) } ?? "", after: last.map { words.charging($0, new) } ?? "")
        }
        if old.derived != new.derived {
            terms.append(Self.term(words.derivation(old), words.derivation(new)))
        }
        if !table.kind.hasRows, old.defaults != new.defaults {
            terms.append(Self.term(words.terms(old.defaults).joined(separator: ", "), words.terms(new.defaults).joined(separator: ", ")))
        }
    }

    private static func term(_ before: String, _ after: String) -> Example {
        Example(kind: .changed, prefix: "", isShort: false, name: "", before: before, after: after)
    }

    private struct Place: Hashable, Comparable {
        var isShort: Bool
        var prefix: String
        static func < (left: Place, right: Place) -> Bool {
            left.isShort == right.isShort ? left.prefix < right.prefix : right.isShort
        }
    }

    /// What of a row makes a price.
    private struct Charging: Equatable {
        var bands: [BandPrice]
        var terms: Terms
    }

    private static func places(_ version: Version) -> [Place: Int] {
        var places: [Place: Int] = [:]
        places.reserveCapacity(version.rows.count)
        for (index, row) in version.rows.enumerated() {
            for prefix in row.prefixes { places[Place(isShort: row.short, prefix: prefix)] = index }
        }
        return places
    }

    private static func charging(_ row: Row, _ version: Version) -> Charging {
        Charging(bands: row.bands.sorted { $0.band < $1.band }, terms: row.terms.over(version.defaults))
    }
}

extension Terms {
    /// These where they say something, else others.
    func over(_ other: Terms) -> Terms {
        var terms = other
        if let connection { terms.connection = connection }
        if let freeSeconds { terms.freeSeconds = freeSeconds }
        if let minimumDuration { terms.minimumDuration = minimumDuration }
        if let minimumCharge { terms.minimumCharge = minimumCharge }
        if let maximumCharge { terms.maximumCharge = maximumCharge }
        if let pulsePrice { terms.pulsePrice = pulsePrice }
        if let atAnswer { terms.atAnswer = atAnswer }
        return terms
    }
}

extension TariffWords {
    /// All that a row of a version charges, in one line.
    func charging(_ row: Row, _ version: Version) -> String {
        let prices = self.row(row).prices.map { ($0.name.isEmpty ? "" : $0.name + ": ") + $0.times }
        return (prices + terms(row.terms.over(version.defaults))).joined(separator: ", ")
    }

    /// How a version without rows makes its charges.
    func derivation(_ version: Version) -> String { sentences(version).first ?? "" }
}
