public import Model
import Reading
import Site
public import Store
public import Time

/// Something that calls bear and the site does not know.
public struct UnknownName: Sendable, Hashable {
    public var kind: SeenName.Kind
    public var `switch`: String
    public var text: String
    public var calls: Int64
    public var seconds: Int64
    public var first: CivilDay
    public var last: CivilDay
}

/// One line of a list that gives things an owner.
public struct DirectoryEntry: Sendable, Hashable {
    public var kind: SeenName.Kind
    public var `switch`: String
    public var text: String
    /// The party; of a trunk it is only made known.
    public var party: String
    public var name: String
    public var from: CivilDay

    public init(kind: SeenName.Kind, switch: String, text: String, party: String, name: String, from: CivilDay) {
        (self.kind, self.switch, self.text, self.party, self.name, self.from) = (kind, `switch`, text, party, name, from)
    }
}

extension UnknownName {
    /// The words of the kinds, in the order of the page.
    public static let kinds = SeenName.Kind.allCases.map(\.rawValue)
    public var kindWord: String { kind.rawValue }
}

extension DirectoryEntry {
    public var kindWord: String { kind.rawValue }
}

extension SeenName.Kind {
    /// What a party of such numbers is.
    var party: PartyKind? {
        switch self {
        case .extension: .extension
        case .account: .account
        case .address: .sourceIP
        case .trunk: nil
        }
    }
}

extension OpenBook {
    /// Names that calls bear and nobody described, most calls first.
    public func unknownNames(caller: Caller) throws -> [UnknownName] {
        try require(.see, caller)
        let site = try site().site
        let zone = site.settings.zone
        return try SeenName.Kind.allCases.flatMap { kind in
            let known = Self.known(kind, site)
            return try store.seenNames(kind).filter { !known.contains($0.text) && !known.contains($0.switch + "/" + $0.text) }.prefix(200)
                .map { seen in
                    UnknownName(
                        kind: kind, switch: seen.switch, text: seen.text, calls: seen.calls, seconds: seen.seconds,
                        first: zone.wall(seen.first).day, last: zone.wall(seen.last).day)
                }
        }
    }

    /// Numbers that have an owner, whatever the day, alone or with their switch before them.
    private static func known(_ kind: SeenName.Kind, _ site: Site) -> Set<String> {
        guard let party = kind.party else { return Set(site.trunks.map { $0.switch.text + "/" + $0.id.text }) }
        let owners = site.parties.filter { $0.kind == party }
        return Set(owners.flatMap { owner in owner.numbers.map { (owner.switch.map { $0.text + "/" } ?? "") + $0.number } })
    }

    /// Gives names their owners, each from its day on, in one new version of the site; the calls since then move. All or nothing.
    /// - Returns: how many calls moved.
    public func describe(_ entries: [DirectoryEntry], caller: Caller) throws -> RerateCounts {
        try require(.decide, caller)
        try require(.configure, caller)
        guard let first = entries.map(\.from).min() else { throw ServiceError.refused("there is nothing to do.") }
        var edited = try site().site
        for entry in entries { edited = try Self.describe(entry, in: edited) }
        try change(edited, "directory.describe", "\(entries.count) names", caller: caller)
        guard let days = DayRange(first, max(try today(), first)) else { return RerateCounts() }
        var sum = RerateCounts()
        for (kind, names) in Dictionary(grouping: entries, by: \.kind).sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let counts = try reassign(days, kind, names.map(\.text), caller: caller)
            sum.calls += counts.calls
            sum.changed += counts.changed
        }
        return sum
    }

    private static func describe(_ entry: DirectoryEntry, in site: Site) throws -> Site {
        var site = site
        guard let kind = entry.kind.party else {
            let id = TrunkID(entry.text)
            guard site.switches.contains(where: { $0.id.text == entry.switch }) else {
                throw ServiceError.unknown(what: "switch", name: entry.switch)
            }
            if site.trunks.contains(where: { $0.id == id && $0.switch.text == entry.switch }) { return site }
            site.trunks.append(Trunk(id: id, switch: SwitchID(entry.switch)))
            return site
        }
        let party = PartyID(entry.party)
        if let owner = site.parties.first(where: { $0.id == party }) {
            guard owner.kind == kind else {
                throw ServiceError.refused(
                    "the party \(party) is a \(owner.kind.rawValue), \(entry.text) a \(kind.rawValue). Choose another.")
            }
        } else {
            var new = Party(id: party)
            (new.name, new.kind) = (entry.name, kind)
            site = try SiteEdit.add(new, to: site)
        }
        return try SiteEdit.assign(entry.text, to: party, from: entry.from, in: site)
    }

    /// Rows of a list. Each is tried in the whole site, so that a preview of more would keep people waiting.
    static let mostRows = 5_000

    /// A list as people have it: `number,party,name,from` and, if wanted, `kind` and `switch`, with a first row that names the columns,
    /// between commas, semicolons or tabs (cells that were copied out of a spreadsheet, or came as a file of one: `ListFile`).
    /// - Returns: the entries, and what is wrong, line by line.
    public func directoryList(_ text: String, caller: Caller) throws -> (entries: [DirectoryEntry], faults: [String]) {
        try require(.see, caller)
        let bytes = Array(text.utf8)
        let separators: [UInt8] = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
        let isLineEnd: (UInt8) -> Bool = { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        // A sheet may begin with empty rows.
        let heading = bytes.drop(while: isLineEnd).prefix { !isLineEnd($0) }
        var reader = CSVReader(bytes, separator: separators.first { heading.contains($0) } ?? UInt8(ascii: ","))
        var columns: [String] = []
        var entries: [DirectoryEntry] = []
        var faults: [String] = []
        var edited = try site().site
        let home = edited.switches.first?.id.text ?? ""
        do throws(CSVReader.Failure) {
            while try reader.next() {
                let row = (0..<reader.count).map { reader.text($0).trimmingBlanks }
                guard row.contains(where: { !$0.isEmpty }) else { continue }
                guard !columns.isEmpty else {
                    columns = row.map { $0.lowercased() }
                    continue
                }
                let pairs = Dictionary(zip(columns, row)) { first, _ in first }
                guard entries.count < Self.mostRows else {
                    return ([], ["The list has more than \(Self.mostRows) rows. Cut it into several, and apply one after the other."])
                }
                switch Self.entry(pairs, home: home) {
                case .success(let entry):
                    entries.append(entry)
                    if let fault = Self.trying(entry, &edited) { faults.append("Line \(reader.line): \(fault)") }
                case .failure(let fault): faults.append("Line \(reader.line): \(fault.text)")
                }
            }
        } catch {
            faults.append("The list cannot be read: a quote has no end, or text stands behind one. Save it as CSV again.")
        }
        if let missing = ["number", "party", "from"].first(where: { !columns.contains($0) }) {
            return ([], ["The first row must name the columns number, party, name and from; \(missing) is missing."])
        }
        return (entries, faults)
    }

    /// Describes it in a copy of the site, so that a preview says what doing it would.
    /// - Returns: why it cannot be done.
    private static func trying(_ entry: DirectoryEntry, _ site: inout Site) -> String? {
        do {
            site = try describe(entry, in: site)
            return nil
        } catch {
            return PlainWords.of(error) ?? "this cannot be done."
        }
    }

    /// What a form wants: one name with its owner (`number`, `party`, `kind`, `switch`, `day`), or a list.
    public func directoryWish(
        _ fields: [(name: String, value: String)], caller: Caller
    ) throws -> (entries: [DirectoryEntry], faults: [String]) {
        var pairs = Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
        guard pairs["do"] == "give" else { return try directoryList(pairs["list"] ?? "", caller: caller) }
        pairs["from"] = pairs["day"]
        switch Self.entry(pairs, home: try site().site.switches.first?.id.text ?? "") {
        case .success(let entry): return ([entry], [])
        case .failure(let fault): return ([], [fault.text])
        }
    }

    private struct Fault: Error { var text: String }

    private static func entry(_ pairs: [String: String], home: String) -> Result<DirectoryEntry, Fault> {
        guard let number = pairs["number"], !number.isEmpty else { return .failure(Fault(text: "the number is missing.")) }
        guard let from = pairs["from"].flatMap({ CivilDay(text: $0) }) else {
            return .failure(Fault(text: "from is a day such as 2026-03-02."))
        }
        let word = pairs["kind"] ?? ""
        guard let kind = word.isEmpty ? .extension : SeenName.Kind(rawValue: word) else {
            return .failure(Fault(text: "kind is one of \(SeenName.Kind.allCases.map(\.rawValue).joined(separator: ", "))."))
        }
        let party = pairs["party"] ?? ""
        guard !party.isEmpty || kind == .trunk else { return .failure(Fault(text: "the party is missing.")) }
        return .success(
            DirectoryEntry(
                kind: kind, switch: pairs["switch"].flatMap { $0.isEmpty ? nil : $0 } ?? home, text: number, party: party,
                name: pairs["name"] ?? "", from: from))
    }
}
