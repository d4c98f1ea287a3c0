import Model
import Money
import Reading
import Time

extension SiteDraft {
    mutating func readTables(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "rateTables") { draft, fields, _ in
            let id = draft.unique(&fields, RateTableID.self, &seen)
            var table = RateTable(
                id: id ?? RateTableID(""), currency: draft.site.settings.currency, zone: draft.site.settings.zone)
            draft.readTerms(of: &table, &fields)
            table.volumeDiscount = draft.volumeDiscounts(&fields, table.scheme, hasProvider: fields.has("provider"))
            var lines = SiteLines.TableLines(place: SiteLines.Place(file: draft.file, line: fields.node.line))
            if table.kind.hasRows {
                draft.readBands(of: &table, &fields)
                draft.readWeek(of: &table, &fields)
                let entries = draft.versionEntries(of: table, &fields)
                draft.lay(entries, into: &table, &lines)
                draft.refuseDerivation(&fields)
            } else {
                draft.readDerived(&table, &fields, &lines)
            }
            guard let id else { return }
            draft.site.rateTables.append(table)
            draft.lines.tables[id] = lines
        }
    }

    private mutating func readTerms(of table: inout RateTable, _ fields: inout Fields) {
        table.scheme = fields.choice("scheme", Scheme.self, &problems) ?? .price
        table.provider = reference(&fields, "provider", .providers, ProviderID.self)
        if let currency = fields.currency("currency", &problems) { table.currency = currency }
        if let zone = zone(&fields, "zone") { table.zone = zone }
        table.kind = fields.choice("kind", RateTable.Kind.self, &problems) ?? .block
        if var rounding = fields.fields("rounding", &problems) {
            table.rounding = self.rounding(&rounding)
            rounding.close(&problems)
        }
        table.attemptCharge = fields.price("attemptCharge", &problems) ?? .zero
    }

    private mutating func readBands(of table: inout RateTable, _ fields: inout Fields) {
        table.bands = fields.choice("bands", RateTable.Bands.self, &problems) ?? .start
        table.pulses = fields.choice("pulses", RateTable.Pulses.self, &problems) ?? .computed
        if table.pulses == .metered, table.kind != .pulse {
            problems.add(
                fields.problem("pulses", "Only a table of the kind pulse counts pulses.", mend: "Say `kind: pulse`, or leave this out."))
        }
        table.holidays = holidays(&fields)
    }

    /// What only tables without rows say at their own level.
    private mutating func refuseDerivation(_ fields: inout Fields) {
        let kind = fields.node("kind")?.text
        // Of a kind that nobody knows it may be meant.
        guard kind.map({ RateTable.Kind(rawValue: $0) != nil }) ?? true else {
            for key in ["percent", "add", "minimumCharge", "maximumCharge"] { _ = fields.node(key) }
            return
        }
        refuse(["percent", "add"], &fields, "Only a derived table has this.", "Say `kind: derived`, or leave it out.")
        refuse(
            ["minimumCharge", "maximumCharge"], &fields, "A table with rows has this in its versions.",
            "Write it into the `defaults` of each version, or into rows.")
    }

    private mutating func rounding(_ fields: inout Fields) -> Rounding {
        let mode = fields.choice("mode", RoundingMode.self, &problems) ?? .halfEven
        let multiple = fields.decimal("to", &problems) { text throws(DecimalError) in try Amount(text: text) }
        guard let multiple else { return Rounding(multiple: 1, mode: mode) }
        guard (1...1_000_000_000_000).contains(multiple.millionths) else {
            problems.add(
                fields.problem(
                    "to", "A rounding multiple is from 0.000001 to 1000000.", mend: "Write such as \"0.01\", or leave the rounding out."))
            return .millionth
        }
        return Rounding(multiple: multiple.millionths, mode: mode)
    }

    mutating func holidays(_ fields: inout Fields) -> [CivilDay] {
        var days: [CivilDay] = []
        let path = fields.path("holidays")
        for (index, item) in fields.list("holidays", &problems).enumerated() {
            let day = item.node.text.flatMap { CivilDay(text: $0) }
            if let day, !days.contains(day) {
                days.append(day)
            } else {
                problems.add(
                    Problem(
                        file: file, line: item.node.line, field: "\(path)[\(index)]", value: item.node.text,
                        message: day == nil ? "Not a day of the calendar." : "The day stands twice.",
                        mend: day == nil ? "Write it as 2026-03-02." : "Keep one of them."))
            }
        }
        return days
    }

    private mutating func readWeek(of table: inout RateTable, _ fields: inout Fields) {
        guard let node = fields.node("week") else { return }
        table.week = WeekReader.read(node, path: fields.path("week"), file: file, &problems)
        // A week that cannot be read must not make every row's bands wrong as well.
        if table.week == nil {
            var week = Week()
            week.bands = (node.map ?? []).map { Week.Band(name: $0.key) }
            table.week = week
        }
    }
}
