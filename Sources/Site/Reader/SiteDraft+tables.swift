import Model
import Money
import Reading
import Time

extension SiteDraft {
    mutating func readTables(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "rateTables") { draft, fields, _ in
            let id = draft.unique(&fields, RateTableID.self, &seen)
            guard !draft.refuseDerived(&fields) else { return }
            var table = RateTable(
                id: id ?? RateTableID(""), currency: draft.site.settings.currency, zone: draft.site.settings.zone)
            draft.readTerms(of: &table, &fields)
            draft.readWeek(of: &table, &fields)
            var lines = SiteLines.TableLines(place: SiteLines.Place(file: draft.file, line: fields.node.line))
            let entries = draft.versionEntries(of: table, &fields)
            draft.lay(entries, into: &table, &lines)
            draft.refuseLater(&fields, "volumeDiscount")
            for key in ["percent", "add", "minimumCharge", "maximumCharge"] { draft.refuseLater(&fields, key) }
            guard let id else { return }
            draft.site.rateTables.append(table)
            draft.lines.tables[id] = lines
        }
    }

    /// Tables of the kinds that come with the charge schemes; the keys that only they have are not looked at.
    private mutating func refuseDerived(_ fields: inout Fields) -> Bool {
        guard let kind = fields.node("kind")?.text, kind == "derived" || kind == "given" else { return false }
        problems.add(
            fields.problem(
                "kind", "Tables of this kind come with the charge schemes and are not read yet.",
                mend: "Leave the table out until then."))
        for entry in fields.node.map ?? [] { _ = fields.node(entry.key) }
        return true
    }

    private mutating func readTerms(of table: inout RateTable, _ fields: inout Fields) {
        table.scheme = fields.choice("scheme", Scheme.self, &problems) ?? .price
        table.provider = reference(&fields, "provider", .providers, ProviderID.self)
        if let currency = fields.currency("currency", &problems) { table.currency = currency }
        if let zone = zone(&fields, "zone") { table.zone = zone }
        table.kind = fields.choice("kind", RateTable.Kind.self, &problems) ?? .block
        table.bands = fields.choice("bands", RateTable.Bands.self, &problems) ?? .start
        table.pulses = fields.choice("pulses", RateTable.Pulses.self, &problems) ?? .computed
        if table.pulses == .metered, table.kind != .pulse {
            problems.add(
                fields.problem("pulses", "Only a table of the kind pulse counts pulses.", mend: "Say `kind: pulse`, or leave this out."))
        }
        if var rounding = fields.fields("rounding", &problems) {
            table.rounding = self.rounding(&rounding)
            rounding.close(&problems)
        }
        table.attemptCharge = fields.price("attemptCharge", &problems) ?? .zero
        table.holidays = holidays(&fields)
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

    private mutating func holidays(_ fields: inout Fields) -> [CivilDay] {
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
