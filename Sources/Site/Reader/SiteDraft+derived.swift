import Model
import Money
import Reading
import Time

extension SiteDraft {
    /// The version, or the versions, of a table of the kind derived or given.
    mutating func readDerived(_ table: inout RateTable, _ fields: inout Fields, _ lines: inout SiteLines.TableLines) {
        let kind = table.kind
        refuse(
            ["week", "holidays", "bands", "pulses", "defaults", "rows", "deck"], &fields,
            "A table of the kind \(kind.rawValue) has no rows, bands and pulses.", kind.ownTerms)
        guard fields.node("versions") != nil else {
            table.versions = [derivedVersion(kind, .first, &fields)]
            lines.versions = [SiteLines.VersionLines(place: lines.place)]
            return
        }
        refuse(
            ["percent", "add", "minimumCharge", "maximumCharge"], &fields, "With `versions` this stands in each of them.",
            "Move it there, or leave `versions` out.")
        let hasProvider = fields.has("provider")
        var versions: [(version: Version, lines: SiteLines.VersionLines)] = []
        each(&fields, "versions") { draft, fields, _ in
            draft.refuse(
                ["defaults", "rows", "deck"], &fields, "A version of a table of the kind \(kind.rawValue) has no rows.", kind.ownTerms)
            let from = draft.moment(&fields, "from")
            var version = draft.derivedVersion(kind, from ?? .first, &fields)
            if fields.node("volumeDiscount") != nil {
                version.volumeDiscount = draft.volumeDiscounts(&fields, table.scheme, hasProvider: hasProvider)
            }
            let place = SiteLines.Place(file: draft.file, line: fields.node.line)
            if from != nil { versions.append((version, SiteLines.VersionLines(place: place))) }
        }
        if isMissingOrEmpty(&fields, "versions") {
            problems.add(fields.problem("versions", "There is no version.", mend: "Leave `versions` out, or write one with its `from`."))
        }
        // Of several from one moment the last entered counts, so their order stays.
        let order = versions.indices.sorted { (versions[$0].version.from, $0) < (versions[$1].version.from, $1) }
        table.versions = order.map { versions[$0].version }
        lines.versions = order.map { versions[$0].lines }
    }

    private mutating func derivedVersion(_ kind: RateTable.Kind, _ from: WallTime, _ fields: inout Fields) -> Version {
        var version = Version(from: from)
        if kind == .derived {
            let percent = fields.percent("percent", in: -100...mostPercent, &problems)
            let add = fields.price("add", &problems)
            version.derived = Derivation(percent: percent ?? Percent(units: 0), add: add ?? .zero)
        } else {
            refuse(
                ["percent", "add"], &fields, "A given charge is taken as the switch wrote it.",
                "Leave it out; a surcharge or a derived table of the other scheme adds to it.")
        }
        version.defaults.minimumCharge = fields.price("minimumCharge", &problems)
        version.defaults.maximumCharge = fields.price("maximumCharge", &problems)
        if let least = version.defaults.minimumCharge, let most = version.defaults.maximumCharge, least > most {
            problems.add(
                fields.problem("minimumCharge", "Above the maximum charge, \(most.text).", mend: "Let it be at most the maximum charge."))
        }
        return version
    }
}

extension RateTable.Kind {
    /// Whether its versions are lists of prices by prefix.
    public var hasRows: Bool { self == .block || self == .pulse }

    fileprivate var ownTerms: String {
        self == .derived
            ? "Leave it out; write `percent`, `add`, `minimumCharge`, `maximumCharge`."
            : "Leave it out; write `minimumCharge`, `maximumCharge`."
    }
}

extension WallTime {
    /// From when on the one version of a table holds that names no date.
    static let first = WallTime(day: CivilDay(year: 1, month: 1, day: 1) ?? CivilDay(number: -719_162))
}
