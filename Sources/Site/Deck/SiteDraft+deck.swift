import Model
import Money
import Reading
import Time

extension SiteDraft {
    /// `deck: office-2026.csv` or `deck: {file: …, full: true}` of a version, read and checked against the version's own rows.
    mutating func deck(_ fields: inout Fields, _ table: RateTable, _ entry: VersionEntry, taken: [String: Int]) -> Deck? {
        guard let node = fields.node("deck") else { return nil }
        var reference = DeckReference(file: node.text ?? "")
        var field = fields.path("deck")
        if node.map != nil, var inner = fields.fields("deck", &problems) {
            reference.file = inner.requiredText("file", &problems) ?? ""
            reference.full = inner.flag("full", &problems) ?? false
            inner.close(&problems)
            field += ".file"
        }
        func report(_ message: String, _ mend: String) {
            problems.add(Problem(file: file, line: node.line, field: field, value: reference.file, message: message, mend: mend))
        }
        guard !reference.file.isEmpty, Form.isFileName(reference.file) else {
            report("Not the name of a file beside this one.", "Write the name alone, without folders.")
            return nil
        }
        guard table.kind == .block else {
            report("A deck has prices by increments; a table of the kind pulse has intervals.", "Write `rows`.")
            return nil
        }
        guard let bytes = decks(reference.file) else {
            report("There is no such file, or it cannot be read.", "Lay the deck beside the site file.")
            return nil
        }
        let bands = (table.week?.bands.map(\.name) ?? []) + [BandPrice.all]
        let deck = DeckReader.read(bytes, reference: reference, bands: bands, from: entry.version.from.day, &problems)
        check(deck, entry, taken)
        return deck
    }

    private mutating func check(_ deck: Deck, _ entry: VersionEntry, _ taken: [String: Int]) {
        let most = entry.version.defaults.maximumCharge
        for item in deck.entries {
            if !taken.isEmpty, item.day.map({ $0 <= entry.version.from.day }) ?? true, let prefix = item.row.prefixes.first,
                let line = taken[prefix]
            {
                problems.add(
                    Problem(
                        file: deck.reference.file, line: item.line, field: "prefix", value: prefix,
                        message: "The same prefix stands in the version's rows (\(file):\(line)).", mend: "Keep one of them."))
            }
            if let most, let least = item.row.terms.minimumCharge, least > most {
                problems.add(
                    Problem(
                        file: deck.reference.file, line: item.line, field: "minimumCharge", value: least.text,
                        message: "Above the maximum charge in the version's defaults, \(most.text).", mend: "Let it be at most that."))
            }
        }
    }

    /// The entries and the dates of their decks in the order of time; each date of a deck is the version before, overlaid.
    mutating func lay(_ entries: [VersionEntry], into table: inout RateTable, _ lines: inout SiteLines.TableLines) {
        struct Part {
            var from: WallTime
            var order: Int
            var owner: VersionEntry
            /// `nil` for the entry itself.
            var rows: [PlacedRow]?
        }
        var parts: [Part] = []
        for entry in entries {
            var own = entry
            var later: [CivilDay: [PlacedRow]] = [:]
            if let deck = entry.deck { own.rows += DeckDates.split(deck, from: entry.version.from.day, later: &later) }
            parts.append(Part(from: entry.version.from, order: parts.count, owner: own))
            for (day, rows) in later.sorted(by: { $0.key < $1.key }) {
                parts.append(Part(from: WallTime(day: day), order: parts.count, owner: own, rows: rows))
            }
        }
        parts.sort { ($0.from, $0.order) < ($1.from, $1.order) }
        var before: (version: Version, rows: [PlacedRow])?
        for part in parts {
            var version = part.owner.version
            var rows = part.owner.rows
            if let dated = part.rows, let base = before {
                let full = part.owner.deck?.reference.full ?? false
                version = full ? part.owner.version : base.version
                version.deck = nil
                version.from = part.from
                version.isDated = true
                rows = full ? dated : DeckDates.overlay(dated, on: base.rows)
            }
            version.rows = rows.map(\.row)
            var place = SiteLines.VersionLines(place: part.owner.place)
            place.rows = rows.map(\.place)
            table.versions.append(version)
            lines.versions.append(place)
            before = (version, rows)
        }
    }
}

/// What the dates in a deck mean.
enum DeckDates {
    /// The rows of the version itself; those of later days go into `later`.
    static func split(_ deck: Deck, from: CivilDay, later: inout [CivilDay: [PlacedRow]]) -> [PlacedRow] {
        var own: [Deck.Entry] = []
        for entry in deck.entries {
            if let day = entry.day, day > from {
                later[day, default: []].append(placed(entry, deck))
            } else {
                own.append(entry)
            }
        }
        // Rows dated before the version belong to it; of several for one prefix the latest, of a full deck the latest list.
        if deck.reference.full {
            let latest = own.map { $0.day ?? from }.max()
            own.removeAll { ($0.day ?? from) != latest }
        } else if own.contains(where: { $0.day != nil }) {
            var latest: [String: Int] = [:]
            for (index, entry) in own.enumerated() {
                let former = latest.updateValue(index, forKey: entry.row.prefixes[0])
                if let former, own[former].day ?? from > entry.day ?? from { latest[entry.row.prefixes[0]] = former }
            }
            if latest.count < own.count { own = latest.values.sorted().map { own[$0] } }
        }
        return own.map { placed($0, deck) }
    }

    private static func placed(_ entry: Deck.Entry, _ deck: Deck) -> PlacedRow {
        PlacedRow(row: entry.row, place: SiteLines.Place(file: deck.reference.file, line: entry.line))
    }

    /// A later row replaces the whole row of its prefix, in its place; what was not there comes behind.
    static func overlay(_ later: [PlacedRow], on base: [PlacedRow]) -> [PlacedRow] {
        var replacing: [String: Int] = [:]
        for (index, item) in later.enumerated() { replacing[item.row.prefixes[0]] = index }
        var used = Array(repeating: false, count: later.count)
        var result: [PlacedRow] = []
        result.reserveCapacity(base.count + later.count)
        for item in base {
            guard !item.row.short, item.row.prefixes.contains(where: { replacing[$0] != nil }) else {
                result.append(item)
                continue
            }
            if item.row.prefixes.count == 1, let index = replacing[item.row.prefixes[0]] {
                result.append(later[index])
                used[index] = true
                continue
            }
            var rest = item
            rest.row.prefixes.removeAll { replacing[$0] != nil }
            if !rest.row.prefixes.isEmpty { result.append(rest) }
        }
        for (index, item) in later.enumerated() where !used[index] { result.append(item) }
        return result
    }
}
