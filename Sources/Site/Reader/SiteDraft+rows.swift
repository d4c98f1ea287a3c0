import Model
import Money
import Reading
import Time

/// A row and where it stands.
struct PlacedRow {
    var row: Row
    var place: SiteLines.Place
}

/// An entry of `versions`, before the dates of decks are laid over each other.
struct VersionEntry {
    var version: Version
    var place: SiteLines.Place
    var field: String
    var rows: [PlacedRow] = []
    var deck: Deck?
}

extension SiteDraft {
    mutating func versionEntries(of table: RateTable, _ fields: inout Fields) -> [VersionEntry] {
        var entries: [VersionEntry] = []
        let hasProvider = fields.has("provider")
        each(&fields, "versions") { draft, fields, _ in
            let from = draft.moment(&fields, "from")
            var entry = VersionEntry(
                version: Version(from: from ?? WallTime(seconds: 0)), place: SiteLines.Place(file: draft.file, line: fields.node.line),
                field: fields.path)
            if var defaults = fields.fields("defaults", &draft.problems) {
                entry.version.defaults = draft.terms(&defaults, table.kind)
                defaults.close(&draft.problems)
            }
            let defaults = entry.version.defaults
            var seen: [String: Int] = [:]
            draft.each(&fields, "rows") { draft, fields, _ in
                if let row = draft.row(&fields, table, defaults, &seen) { entry.rows.append(row) }
            }
            entry.deck = draft.deck(&fields, table, entry, taken: seen)
            entry.version.deck = entry.deck?.reference
            if fields.node("volumeDiscount") != nil {
                entry.version.volumeDiscount = draft.volumeDiscounts(&fields, table.scheme, hasProvider: hasProvider)
            }
            draft.refuse(
                ["percent", "add"], &fields, "Only a derived table has this.", "Say `kind: derived` in the table, or leave it out.")
            draft.refuse(
                ["minimumCharge", "maximumCharge"], &fields, "Here it stands in `defaults`, or in a row.",
                "Write `defaults: {minimumCharge: …, maximumCharge: …}`.")
            if from != nil { entries.append(entry) }
        }
        return entries
    }

    /// A day, or a day and a time after T.
    mutating func moment(_ fields: inout Fields, _ key: String) -> WallTime? {
        guard let text = fields.requiredText(key, &problems) else { return nil }
        if let day = CivilDay(text: text) { return WallTime(day: day) }
        if let wall = WallTime(text: text) { return wall }
        problems.add(fields.problem(key, "Not a day, nor a day with a time.", mend: "Write 2026-01-01 or 2026-01-01T06:00:00."))
        return nil
    }

    mutating func terms(_ fields: inout Fields, _ kind: RateTable.Kind) -> Terms {
        var terms = Terms()
        terms.connection = fields.price("connection", &problems)
        terms.freeSeconds = fields.integer("freeSeconds", in: 0...mostSeconds, &problems)
        terms.minimumDuration = fields.integer("minimumDuration", in: 0...mostSeconds, &problems)
        terms.minimumCharge = fields.price("minimumCharge", &problems)
        terms.maximumCharge = fields.price("maximumCharge", &problems)
        if kind == .pulse {
            terms.pulsePrice = fields.price("pulsePrice", &problems)
            terms.atAnswer = fields.integer("atAnswer", in: 0...1_000_000, &problems)
        } else {
            refuse(
                ["pulsePrice", "atAnswer"], &fields, "A table of the kind block has no pulses.",
                "Say `kind: pulse` in the table, or leave it out.")
        }
        if let least = terms.minimumCharge, let most = terms.maximumCharge, least > most {
            problems.add(
                fields.problem("minimumCharge", "Above the maximum charge, \(most.text).", mend: "Let it be at most the maximum charge."))
        }
        return terms
    }

    private mutating func row(
        _ fields: inout Fields, _ table: RateTable, _ defaults: Terms, _ seen: inout [String: Int]
    ) -> PlacedRow? {
        let before = problems.errors.count
        let short = fields.flag("short", &problems) ?? false
        var row = Row(prefixes: prefixes(&fields, short: short, &seen))
        row.short = short
        row.name = fields.text("name", &problems) ?? ""
        row.terms = terms(&fields, table.kind)
        checkLimits(row.terms, defaults, fields)
        let names = table.week?.bands.map(\.name) ?? []
        for name in names + [BandPrice.all] {
            guard var band = fields.fields(name, &problems) else { continue }
            if let price = bandPrice(&band, name, table) { row.bands.append(price) }
            band.close(&problems)
        }
        if table.kind == .pulse, row.terms.pulsePrice == nil, defaults.pulsePrice == nil {
            problems.add(
                Problem(
                    file: file, line: fields.node.line, field: fields.path + ".pulsePrice", message: "The price of a pulse is missing.",
                    mend: "Write `pulsePrice` here or in the version's `defaults`."))
        }
        return problems.errors.count == before
            ? PlacedRow(row: row, place: SiteLines.Place(file: file, line: fields.node.line)) : nil
    }

    private mutating func prefixes(_ fields: inout Fields, short: Bool, _ seen: inout [String: Int]) -> [String] {
        guard fields.node("prefix") != nil else {
            _ = fields.requiredText("prefix", &problems)
            return []
        }
        let line = fields.node("prefix")?.line ?? fields.node.line
        let prefixes = fields.texts("prefix", &problems)
        for prefix in prefixes {
            func report(_ message: String, _ mend: String) {
                problems.add(Problem(file: file, line: line, field: fields.path("prefix"), value: prefix, message: message, mend: mend))
            }
            if let wrong = PrefixForm.wrong(prefix, short: short) { report(wrong.message, wrong.mend) }
            if let first = seen.updateValue(line, forKey: (short ? "short " : "") + prefix) {
                report("The same prefix stands in line \(first) of this version.", "Keep one of them.")
            }
        }
        if prefixes.isEmpty, fields.node("prefix")?.list?.isEmpty == true {
            problems.add(fields.problem("prefix", "There is no prefix.", mend: "Write such as [\"8424\"]; [\"\"] is everything else."))
        }
        return prefixes
    }

    private mutating func checkLimits(_ own: Terms, _ defaults: Terms, _ fields: Fields) {
        guard own.minimumCharge == nil || own.maximumCharge == nil, own.minimumCharge != nil || own.maximumCharge != nil,
            let least = own.minimumCharge ?? defaults.minimumCharge, let most = own.maximumCharge ?? defaults.maximumCharge, least > most
        else { return }
        let key = own.minimumCharge != nil ? "minimumCharge" : "maximumCharge"
        problems.add(
            fields.problem(
                key, "The minimum charge \(least.text) is above the maximum charge \(most.text), with what the version's defaults say.",
                mend: "Let the minimum be at most the maximum."))
    }

    private mutating func bandPrice(_ fields: inout Fields, _ name: String, _ table: RateTable) -> BandPrice? {
        let connection = fields.price("connection", &problems)
        let pricing = table.kind == .pulse ? interval(&fields) : blocks(&fields, table)
        return pricing.map { BandPrice(band: name, connection: connection, pricing: $0) }
    }
}
