import Reading

/// Names in a site file that are no ids and that rules refer to, collected before anything is read.
struct MentionedNames {
    /// `nil` where the site describes no trunks: then any may be meant.
    var trunks: Set<String>?
    var trunkGroups: Set<String> = []
    /// Bands of all weeks of all rate tables.
    var bands: Set<String> = []
    /// Types of the site's own numbering, where nothing else says what types there are.
    var numberingTypes: Set<String> = []

    init(_ root: Node) {
        if let list = root.entry("trunks")?.list {
            trunks = Set(list.compactMap { $0.entry("id")?.text })
            trunkGroups = Set(list.compactMap { $0.entry("group")?.text })
        }
        for table in root.entry("rateTables")?.list ?? [] {
            bands.formUnion((table.entry("week")?.map ?? []).map(\.key))
        }
        bands.remove("holiday")
        if root.entry("callTypes") == nil, root.entry("site")?.entry("country")?.text == nil {
            let types = (root.entry("numbering")?.list ?? []).compactMap { $0.entry("type")?.text }
            numberingTypes = Set(types.filter(Form.isIdentifier))
        }
    }

    /// What to do about a name that is none of these.
    static func mend(_ known: Set<String>, where place: String) -> String {
        guard !known.isEmpty else { return "Add it \(place); there is none yet." }
        let names = known.sorted().prefix(10).joined(separator: ", ")
        return "Add it \(place) or name one that is there: \(names)\(known.count > 10 ? ", …" : "")."
    }
}
