import Model
import Money
import Time

/// Writes the versions of rate tables, and the decks that rows came from.
struct DeckWriter {
    private(set) var files: [(name: String, bytes: [UInt8])] = []

    /// The entries of `versions`. Rows that came from a deck go back there as long as they stand behind all others and a deck can
    /// say them; what dates in the deck made goes back as dated rows if reading them gives just that version again.
    mutating func versions(of table: RateTable) -> [Tree] {
        var entries: [Tree] = []
        var index = 0
        while index < table.versions.count {
            let version = table.versions[index]
            let deckable = Self.deckableCount(version)
            var deck: DeckText?
            var next = index + 1
            if let reference = version.deck, deckable > 0 || version.rows.isEmpty {
                var text = DeckText()
                for row in version.rows.suffix(deckable) { text.put(row, day: nil) }
                while next < table.versions.count,
                    let rows = Self.dated(table.versions[next], after: table.versions[next - 1], owner: version, full: reference.full)
                {
                    for row in rows { text.put(row, day: table.versions[next].from.day) }
                    next += 1
                }
                deck = text
            }
            entries.append(entry(version, table, rowsInFile: deck == nil ? version.rows.count : version.rows.count - deckable, deck))
            index = next
        }
        return entries
    }

    private mutating func entry(_ version: Version, _ table: RateTable, rowsInFile: Int, _ deck: DeckText?) -> Tree {
        var pairs = PairBuilder()
        pairs.put("from", .plain(version.from.dayOrMoment))
        if table.kind.hasRows { pairs.map("defaults", version.defaults.tree) }
        version.terms(table).forEach { pairs.put($0.key, $0.value) }
        pairs.lines("rows", version.rows.prefix(rowsInFile).map(\.tree))
        if let deck, let reference = version.deck {
            let name = take(reference.file, deck.bytes)
            pairs.put(
                "deck",
                reference.full
                    ? .map([Tree.Pair(key: "file", value: .text(name)), Tree.Pair(key: "full", value: .plain("true"))]) : .text(name))
        }
        return .block(pairs.pairs)
    }

    /// A name for a deck; two decks of one name and another content get another one.
    mutating func take(_ wanted: String, _ bytes: [UInt8]) -> String {
        var name = wanted
        var number = 2
        while let other = files.first(where: { $0.name == name }) {
            if other.bytes == bytes { return name }
            let stem = wanted.hasSuffix(".csv") ? String(wanted.dropLast(4)) : wanted
            name = "\(stem)-\(number).csv"
            number += 1
        }
        files.append((name, bytes))
        return name
    }

    /// How many rows at the end can go into a deck.
    private static func deckableCount(_ version: Version) -> Int {
        guard version.deck != nil else { return 0 }
        return version.rows.reversed().prefix { $0.fromDeck && $0.isDeckable }.count
    }

    /// The rows that a deck must give for the date of `version`, or `nil` where it cannot make this version.
    private static func dated(_ version: Version, after base: Version, owner: Version, full: Bool) -> [Row]? {
        let model = full ? owner : base
        guard version.isDated, version.from.secondOfDay == 0, version.from.day > owner.from.day, version.from > base.from,
            version.defaults == model.defaults, version.volumeDiscount == model.volumeDiscount
        else { return nil }
        let rows: [Row]
        if full {
            rows = version.rows
        } else {
            let before = Set(base.rows)
            rows = version.rows.filter { !before.contains($0) }
        }
        guard !rows.isEmpty, rows.allSatisfy(\.isDeckable) else { return nil }
        let place = SiteLines.Place(file: "", line: 0)
        let later = rows.map { PlacedRow(row: $0, place: place) }
        let result = full ? later : DeckDates.overlay(later, on: base.rows.map { PlacedRow(row: $0, place: place) })
        return result.map(\.row) == version.rows ? rows : nil
    }
}

extension Row {
    /// Whether a deck's columns can say it: one prefix, prices by increments, connection charges by band.
    var isDeckable: Bool {
        var others = terms
        others.minimumCharge = nil
        guard !short, prefixes.count == 1, !prefixes[0].isEmpty, !bands.isEmpty, others == Terms(), !name.utf8.contains(0) else {
            return false
        }
        return bands.allSatisfy { band in
            if case .increments(let increments) = band.pricing { return increments.count == .rest }
            return false
        }
    }
}

/// The text of a deck.
struct DeckText {
    private(set) var bytes = Array((DeckReader.Column.allCases.map(\.rawValue).joined(separator: ",") + "\n").utf8)

    mutating func put(_ row: Row, day: CivilDay?) {
        for band in row.bands {
            guard case .increments(let increments) = band.pricing else { continue }
            let fields = [
                row.prefixes[0], Self.quoted(row.name), band.band == BandPrice.all ? "" : Self.quoted(band.band),
                band.connection?.text ?? "",
                increments.price.text, String(increments.per), String(increments.first), String(increments.next), day?.description ?? "",
                row.terms.minimumCharge?.text ?? "",
            ]
            bytes += Array(fields.joined(separator: ",").utf8)
            bytes.append(10)
        }
    }

    static func quoted(_ text: String) -> String {
        let needed = text.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13 }
        guard needed else { return text }
        var result: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { result.append(byte) }
            result.append(byte)
        }
        return String(decoding: result + [UInt8(ascii: "\"")], as: UTF8.self)
    }
}
