import Crypto
public import Intake
import Mediation
public import Model
import Site
import Store
import Time

/// What is to be imported, as its user says it.
public struct ImportOrder: Sendable {
    /// `nil`: that of the switch.
    public var format: FormatChoice?
    /// `nil`: the site's first switch with this format, else its first.
    public var `switch`: String?
    /// `nil`: one for each switch and format.
    public var source: String?
    /// A file's name or "standard input".
    public var name: String
    public var year: Int?

    public init(format: FormatChoice?, switch: String?, source: String?, name: String, year: Int?) {
        self.format = format
        self.switch = `switch`
        self.source = source
        self.name = name
        self.year = year
    }
}

extension InputFile: ImportBytes {}

extension OpenBook {
    /// Imports a file through the way in: raw log, decode, charge, store.
    /// - Parameter progress: is told the sums after each batch.
    public func importCalls(
        _ order: ImportOrder, from input: some ImportBytes, size: Int64? = nil, caller: Caller, progress: (ImportSummary) -> Void
    ) async throws -> ImportSummary {
        try require(.import, caller)
        let state = try site()
        guard state.number > 0 else { throw ServiceError.noSite(book: store.folder) }
        let choice = try order.format ?? ownFormat(of: order.switch, state)
        let format = try format(choice)
        let own = state.site.switches.first { $0.format?.text == format.id } ?? state.site.switches.first
        guard let id = order.switch.map(SwitchID.init) ?? own?.id else { throw IntakeError.noSwitches }
        if case .file(let path) = choice { try hold(path, as: format.id, caller: caller) }
        let today = CivilDay(number: Int32(clamping: clock().seconds / 86_400))
        var request = ImportRequest(
            format: format, switch: id, source: order.source ?? ImportRequest.source(of: id, format: format.id), name: order.name,
            year: try order.year ?? (input as? InputFile)?.firstYear(of: format, today: today), day: format.needsDay ? today : nil,
            actor: caller.name)
        request.formatVersion = try formatVersion(choice, format)
        let info = try await importer(state).run(request, from: input) { info, bytes in
            progress(ImportSummary(info, bytes: bytes, expected: size))
        }
        return ImportSummary(info, bytes: 0, expected: size)
    }

    private func ownFormat(of id: String?, _ state: SiteState) throws -> FormatChoice {
        let found = id.map { id in state.site.switches.first { $0.id.text == id } } ?? state.site.switches.first
        guard let found else {
            guard let id else { throw IntakeError.noSwitches }
            throw ServiceError.unknown(what: "switch", name: id)
        }
        guard let format = found.format else {
            throw ServiceError.refused("the site names no format for the switch \(found.id.text). Name one: --format ID.")
        }
        return .id(format.text)
    }

    /// Stores what cut-off imports left in the raw log; called before anything else is taken in by a server.
    public func recover() async throws {
        try await importer(try site()).finishCutOff { [self] id in try? numberedFormat(.id(id)) }
    }

    /// A format with the number under which the book keeps its definition as it is now.
    func numberedFormat(_ choice: FormatChoice) throws -> (format: Format, version: Int64) {
        let format = try format(choice)
        return (format, try formatVersion(choice, format))
    }

    private func formatVersion(_ choice: FormatChoice, _ format: Format) throws -> Int64 {
        let bytes = try definition(choice)
        return try store.formatVersion(format.id, bytes, hash: Array(SHA256.hash(data: bytes)), at: clock())
    }

    /// The bytes of the definition that `format` reads; none where there is no such format.
    func definition(_ choice: FormatChoice) throws -> [UInt8] {
        switch choice {
        case .file(let path): return try Self.definition(in: path)
        case .id(let id):
            if let path = ownFormatPath(id) { return try Self.definition(in: path) }
            return FormatCatalogue.definition(id) ?? []
        }
    }

    func importer(_ state: SiteState) -> Importer {
        Importer(
            book: store, raw: raw, rater: state.rater, site: state.number, zone: state.site.settings.zone, clock: clock,
            watch: watch(state))
    }

    /// A format of the book's own, a built-in one, or one out of a file, which the book then holds.
    func format(_ choice: FormatChoice) throws -> Format {
        guard case .id(let id) = choice, let own = try ownFormat(id) else { return try choice.load() }
        return own
    }

    /// A definition that the book holds: a file `formats/ID.yaml` in its folder.
    private func ownFormat(_ id: String) throws -> Format? {
        guard let path = ownFormatPath(id) else { return nil }
        return try FormatCatalogue.load(file: path, bytes: Self.definition(in: path))
    }

    private func ownFormatPath(_ id: String) -> String? {
        guard !id.contains("/"), !id.contains(".."), !id.utf8.contains(0) else { return nil }
        let path = formatFolder + "/" + id + ".yaml"
        return FileSystem.exists(path) ? path : nil
    }

    /// Where the book keeps definitions of its own.
    var formatFolder: String { store.folder + "/formats" }

    static func definition(in path: String) throws -> [UInt8] { try InputFile(path).readAll(limit: 4 << 20) }

    /// Keeps a definition in the book, so that what was imported with it can be decoded again without the file.
    func hold(_ path: String, as id: String, caller: Caller) throws {
        let bytes = try Self.definition(in: path)
        let held = formatFolder + "/" + id + ".yaml"
        if FileSystem.exists(held), try Self.definition(in: held) == bytes { return }
        try FileSystem.makeFolder(formatFolder)
        try FileSystem.writeAside(bytes, to: held, mode: 0o600)
        try store.append(note(caller, "format.add", id))
    }

    /// The newest imports first.
    public func imports(before: Int64? = nil, limit: Int = 50, caller: Caller) throws -> [ImportSummary] {
        try require(.see, caller)
        return try store.imports(before: before, limit: limit).map { ImportSummary($0, bytes: 0, expected: nil) }
    }

    public func importSummary(_ number: Int64, caller: Caller) throws -> ImportSummary {
        try require(.see, caller)
        return ImportSummary(try store.importInfo(number), bytes: 0, expected: nil)
    }
}

extension ImportSummary {
    init(_ info: ImportInfo, bytes: Int64, expected: Int64?) {
        self.init()
        number = info.number
        state = State(rawValue: info.state.rawValue) ?? .failed
        failure = info.message
        (name, source, format, actor) = (info.start.name, info.sourceName, info.start.format, info.start.actor)
        `switch` = info.start.switch
        (started, finished) = (info.start.started, info.finished)
        (self.bytes, expectedBytes) = (bytes, expected)
        let counts = info.counts
        (lines, linesInRecords, records) = (counts.lines, counts.linesInRecords, counts.records)
        (new, duplicate, repeated) = (counts.new, counts.duplicate, counts.repeated)
        (conflict, quarantined) = (counts.conflict, counts.quarantined)
        skipped = counts.skipped
        free = Dictionary(uniqueKeysWithValues: counts.free.filter { $0.value != 0 }.map { ($0.key.name, $0.value) })
        unrated = Dictionary(uniqueKeysWithValues: counts.unrated.filter { $0.value != 0 }.map { ($0.key.name, $0.value) })
    }
}
