import Model
public import Reading
public import Time

/// What came of reading a site file: the site, or what is wrong with it.
public struct SiteReading: Sendable {
    /// `nil` where there is any error: nothing is half-read.
    public let site: Site?
    /// All errors and warnings, by line.
    public let problems: Problems
    /// Where the parts of the site stand, for later messages.
    public let lines: SiteLines
}

/// Reads a site file with its decks and pictures (docs/site.md). Pure: files and zones come by closures.
public enum SiteReader {
    /// - Parameters:
    ///   - file: the file as the user named it, for messages.
    ///   - decks: the bytes of a deck or picture by the name in the file (a plain file name), `nil` where there is none.
    ///   - zones: a zone by its IANA name, `nil` where there is none. Asked only for names that cannot be a path upwards.
    public static func read(
        file: String, bytes: [UInt8], decks: @escaping (String) -> [UInt8]?, zones: @escaping (String) -> Zone?
    ) -> SiteReading {
        let root: Node
        do throws(Problem) {
            root = try YAMLReader.read(file: file, bytes: bytes)
        } catch {
            return SiteReading(site: nil, problems: Problems(error), lines: SiteLines())
        }
        var draft = SiteDraft(file: file, root: root, decks: decks, zones: zones)
        draft.readAll()
        let problems = draft.problems.byPlace(first: file)
        return SiteReading(site: problems.hasErrors ? nil : draft.site, problems: problems, lines: draft.lines)
    }
}

extension Problems {
    /// By file, the named one first, then by line; of equals as they were found.
    func byPlace(first: String) -> Problems {
        let sorted = list.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.file != b.file { return a.file == first || (b.file != first && a.file < b.file) }
            return (a.line ?? 0, left.offset) < (b.line ?? 0, right.offset)
        }
        var result = Problems()
        for (_, problem) in sorted { result.add(problem) }
        return result
    }
}

/// A site being read: what is there so far and what was wrong.
struct SiteDraft {
    let file: String
    let root: Node
    let decks: (String) -> [UInt8]?
    let zones: (String) -> Zone?
    var site = Site()
    var problems = Problems()
    var lines = SiteLines()
    /// The ids that each section names, read or not: references are checked where they stand, whatever comes first.
    let ids: [Section: Set<String>]
    /// What each rate table says that it is for.
    let schemes: [String: Scheme]
    /// What else rules may name.
    let names: MentionedNames

    enum Section: String, CaseIterable {
        case switches, providers, callTypes, organisation, parties, rateTables, sources, taxes, layouts

        /// One thing of the section, in words.
        var noun: String {
            switch self {
            case .switches: "switch"
            case .providers: "provider"
            case .callTypes: "call type"
            case .organisation: "node of the organisation"
            case .parties: "party"
            case .rateTables: "rate table"
            case .sources: "source"
            case .taxes: "tax"
            case .layouts: "layout"
            }
        }
    }

    init(file: String, root: Node, decks: @escaping (String) -> [UInt8]?, zones: @escaping (String) -> Zone?) {
        self.file = file
        self.root = root
        self.decks = decks
        self.zones = zones
        var ids: [Section: Set<String>] = [:]
        var schemes: [String: Scheme] = [:]
        for section in Section.allCases {
            let elements = root.entry(section.rawValue)?.list ?? []
            ids[section] = Set(elements.compactMap { $0.entry("id")?.text })
            guard section == .rateTables else { continue }
            for element in elements {
                if let id = element.entry("id")?.text {
                    schemes[id] = element.entry("scheme")?.text.flatMap(Scheme.init(rawValue:)) ?? .price
                }
            }
        }
        let names = MentionedNames(root)
        ids[.callTypes, default: []].formUnion(CallType.standard.map(\.id.text))
        ids[.callTypes, default: []].formUnion(names.numberingTypes)
        self.ids = ids
        self.schemes = schemes
        self.names = names
    }

    mutating func readAll() {
        var fields = Fields(root, path: "", file: file, &problems)
        readSettings(&fields)
        readSwitches(&fields)
        readSources(&fields)
        readProviders(&fields)
        readTrunks(&fields)
        readCallTypes(&fields)
        readNumbering(&fields)
        readOrganisation(&fields)
        readParties(&fields)
        checkAssignments()
        readContacts(&fields)
        readTables(&fields)
        readSelection(&fields)
        readSurcharges(&fields)
        readPackages(&fields)
        readExchangeRates(&fields)
        readTaxes(&fields)
        readRecurring(&fields)
        readBudgets(&fields)
        readLayouts(&fields)
        readMail(&fields)
        readAlerts(&fields)
        readSchedules(&fields)
        readExports(&fields)
        readRawLog(&fields)
        fields.close(&problems)
    }

    /// Each element of a list of mappings.
    mutating func each(_ fields: inout Fields, _ key: String, _ body: (inout SiteDraft, inout Fields, Int) -> Void) {
        for (index, item) in fields.list(key, &problems).enumerated() {
            guard item.node.map != nil else {
                _ = Fields(item.node, path: item.path, file: file, &problems)
                continue
            }
            var element = Fields(item.node, path: item.path, file: file, &problems)
            body(&self, &element, index)
            element.close(&problems)
        }
    }
}

extension Node {
    /// The value of a key of a mapping, `nil` where there is none.
    func entry(_ key: String) -> Node? { map?.first { $0.key == key }?.value }
}
