import Model
public import Reading
import Time

/// What is doubtful in a site's rate tables although it can be read: for `tollbook tariff check`.
public enum TariffCheck {
    /// Errors leave calls unrated or figures in doubt; warnings may be meant so.
    /// - Parameters:
    ///   - file: the site file as the user named it, for what has no line.
    ///   - lines: where the parts stand (`SiteReading.lines`).
    public static func check(_ site: Site, file: String, lines: SiteLines = SiteLines()) -> Problems {
        var check = TariffChecker(site: site, file: file, lines: lines)
        for table in site.rateTables { check.table(table) }
        check.selection()
        check.callTypes()
        return check.problems.byPlace(first: file)
    }
}

struct TariffChecker {
    let site: Site
    let file: String
    let lines: SiteLines
    private(set) var problems = Problems()

    init(site: Site, file: String, lines: SiteLines) {
        self.site = site
        self.file = file
        self.lines = lines
    }

    mutating func table(_ table: RateTable) {
        if table.versions.isEmpty {
            report(.error, place(table), "rateTables[\(table.id)]", nil, "The table has no version: it rates nothing.", "Add `versions`.")
        }
        overtaken(table)
        guard table.kind.hasRows else { return }
        let overlaid = !table.versions.contains { $0.deck?.full == true }
        var told: Set<String> = []
        for (index, version) in table.versions.enumerated() {
            let field = "rateTables[\(table.id)].versions[\(version.from.dayOrMoment)]"
            if version.rows.isEmpty {
                report(.error, place(table, index), field, nil, "The version has no rows: from it on nothing is rated.", "Add rows.")
            }
            gaps(table, index, field, &told)
            // A date of a deck that is laid over the version before doubles nothing and forgets nothing.
            if version.isDated, overlaid { continue }
            duplicates(table, index, field)
            lost(table, index, field)
        }
    }

    /// Versions that never hold because another begins at the same moment.
    private mutating func overtaken(_ table: RateTable) {
        for (index, version) in table.versions.enumerated().dropLast() where table.versions[index + 1].from == version.from {
            report(
                .error, place(table, index), "rateTables[\(table.id)].versions[\(version.from.dayOrMoment)]", nil,
                "Never in force: a later entry begins at the same moment.", "Take one of them out, or give it another `from`.")
        }
    }

    /// The same prefix in two rows: which one counts?
    private mutating func duplicates(_ table: RateTable, _ index: Int, _ field: String) {
        var seen: Set<String> = []
        for (number, row) in table.versions[index].rows.enumerated() {
            for prefix in row.prefixes where !seen.insert((row.short ? "short " : "") + prefix).inserted {
                report(
                    .error, place(table, index, number), field + ".rows[\(number)].prefix", prefix,
                    "The prefix stands in more than one row of the version.", "Keep one of them.")
            }
        }
    }

    /// Bands for which a row has no price: calls that need them stay unrated. A row that goes on in later versions is told once.
    private mutating func gaps(_ table: RateTable, _ index: Int, _ field: String, _ told: inout Set<String>) {
        let names = table.week?.bands.map(\.name) ?? [BandPrice.all]
        for (number, row) in table.versions[index].rows.enumerated() where !row.bands.contains(where: { $0.band == BandPrice.all }) {
            let missing = names.filter { name in !row.bands.contains { $0.band == name } }
            guard !missing.isEmpty else { continue }
            let key = place(table, index, number).map { "\($0.file):\($0.line) \(row.prefixes.first ?? "")" }
            guard key.map({ told.insert($0).inserted }) ?? true else { continue }
            let metered = table.kind == .pulse && table.pulses == .metered
            report(
                metered ? .warning : .error, place(table, index, number), field + ".rows[\(number)]", row.prefixes.first,
                table.week == nil ? "The row has no price." : "The row has no price for \(missing.joined(separator: ", ")).",
                "Write one, or `all` for every band without one of its own.")
        }
    }

    /// Prefixes that the version before had and this one covers no more.
    private mutating func lost(_ table: RateTable, _ index: Int, _ field: String) {
        guard index > 0 else { return }
        let cover = PrefixCover(table.versions[index].rows)
        var missing: [String] = []
        for row in table.versions[index - 1].rows {
            missing += row.prefixes.filter { !cover.covers($0, short: row.short) }.map { $0.isEmpty ? "\"\"" : $0 }
        }
        guard !missing.isEmpty else { return }
        let names = missing.prefix(5).joined(separator: ", ") + (missing.count > 5 ? ", …" : "")
        report(
            .warning, place(table, index), field, nil,
            "\(missing.count) prefix\(missing.count == 1 ? "" : "es") of the version before (\(names)) has no rate from here on.",
            "A version is a complete list: write the rows again, or use a deck with dates.")
    }

    /// Call types of the numbering plan without any rate in the version that comes last: of the default table, or where there is
    /// none of all tables of the scheme together.
    mutating func callTypes() {
        let plan = site.numberingPlan
        let names = Dictionary(site.effectiveCallTypes.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        for scheme in Scheme.allCases {
            let standard = site.settings.defaultTable[scheme]
            let tables = site.rateTables.filter { standard == nil ? $0.scheme == scheme : $0.id == standard }
            // Tables without rows price whatever comes.
            guard tables.allSatisfy(\.kind.hasRows) else { continue }
            let rows = tables.flatMap { $0.versions.last?.rows ?? [] }
            guard let first = tables.first, !rows.isEmpty else { continue }
            let cover = PrefixCover(rows, beginnings: true)
            let types = Set(plan.map(\.type)).subtracting([.internal])
            let rated = Set(plan.filter { cover.touches($0.prefix, short: $0.short) }.map(\.type))
            for type in types.subtracting(rated).sorted() {
                report(
                    .warning, place(first, first.versions.count - 1), "rateTables[\(first.id)]", type.text,
                    "The call type \(names[type] ?? type.text) has no \(scheme.rawValue): its calls are unrated.",
                    "Add rows for its prefixes; the row \"\" is for everything else, a short number needs a row with `short: true`.")
            }
        }
    }

    func place(_ table: RateTable, _ version: Int? = nil, _ row: Int? = nil) -> SiteLines.Place? {
        guard let known = lines.tables[table.id] else { return nil }
        guard let version, version < known.versions.count else { return known.place }
        guard let row, row < known.versions[version].rows.count else { return known.versions[version].place }
        return known.versions[version].rows[row]
    }

    mutating func report(
        _ severity: Problem.Severity, _ place: SiteLines.Place?, _ field: String, _ value: String?, _ message: String, _ mend: String
    ) {
        problems.add(
            Problem(severity, file: place?.file ?? file, line: place?.line, field: field, value: value, message: message, mend: mend))
    }
}
