import Model
import Money
import Time

/// A site as files: the site file, and the decks and pictures beside it.
public struct SiteFiles: Hashable, Sendable {
    public var yaml: [UInt8]
    /// By file name, in the order in which the site file names them.
    public var decks: [(name: String, bytes: [UInt8])] = []

    public init(yaml: [UInt8], decks: [(name: String, bytes: [UInt8])] = []) {
        self.yaml = yaml
        self.decks = decks
    }

    public static func == (left: SiteFiles, right: SiteFiles) -> Bool {
        left.yaml == right.yaml && left.decks.elementsEqual(right.decks) { $0.name == $1.name && $0.bytes == $1.bytes }
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(yaml) }
}

/// Writes a site in its canonical form: what is the default is left out, and reading it gives the same site again.
public enum SiteWriter {
    /// Mail server and alert rules alone, as the page of the alerts edits them; empty where there are none.
    public static func alerts(of site: Site) -> String {
        var root = PairBuilder()
        root.put("mail", site.mail.map { .block($0.tree) })
        root.lines("alerts", site.alerts.map { .map($0.tree) })
        return text(root.pairs)
    }

    public static func write(_ site: Site) -> SiteFiles {
        var root = PairBuilder()
        root.put("site", .block(site.settings.tree))
        root.lines("switches", site.switches.map { .block($0.tree) })
        root.lines("sources", site.sources.map { .map($0.tree) })
        root.lines("providers", site.providers.map { .map($0.tree) })
        root.lines("trunks", site.trunks.map { .map($0.tree) })
        root.lines("callTypes", site.callTypes.map { .map($0.tree) })
        root.lines("numbering", site.numbering.map { .map($0.tree) })
        root.lines("organisation", site.organisation.map { .map($0.tree) })
        root.lines("parties", site.parties.map { .map($0.tree) })
        var decks = DeckWriter()
        root.put("contacts", decks.contacts(of: site))
        root.lines(
            "rateTables",
            site.rateTables.map { table in
                var pairs = PairBuilder()
                table.tree.forEach { pairs.put($0.key, $0.value) }
                if table.isFlat {
                    table.versions[0].terms(table).forEach { pairs.put($0.key, $0.value) }
                } else {
                    pairs.lines("versions", decks.versions(of: table))
                }
                return .block(pairs.pairs)
            })
        root.lines("selection", site.selection.map { .map($0.tree) })
        root.lines("surcharges", site.surcharges.map { .map($0.tree) })
        root.lines("packages", site.packages.map { .block($0.tree) })
        root.put("exchangeRates", site.exchangeRates == ExchangeRates() ? nil : .block(site.exchangeRates.tree))
        root.lines("taxes", site.taxes.map { .map($0.tree) })
        root.lines("recurring", site.recurring.map { .map($0.tree) })
        root.lines("budgets", site.budgets.map { .map($0.tree) })
        root.put("layout", site.layout.tree.isEmpty ? nil : site.layout.saysMuch ? .block(site.layout.tree) : .map(site.layout.tree))
        root.lines("layouts", site.layouts.map { .block($0.tree) })
        root.map("mail", site.mail?.tree ?? [])
        root.lines("alerts", site.alerts.map { .map($0.tree) })
        root.lines("schedules", site.schedules.map { .map($0.tree) })
        root.lines("exports", site.exports.map { .map($0.tree) })
        root.map("rawLog", site.rawLog.tree)
        return SiteFiles(yaml: Array(text(root.pairs).utf8), decks: decks.files + site.logos.map { ($0.name, $0.bytes) })
    }

    private static func text(_ pairs: [Tree.Pair]) -> String {
        var text = ""
        for (index, pair) in pairs.enumerated() {
            if index > 0 { text += "\n" }
            pair.write(to: &text, indent: 0)
        }
        return text
    }
}
