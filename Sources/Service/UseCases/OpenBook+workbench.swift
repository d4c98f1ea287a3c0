import Mediation
public import Model
import Reading
import Store
import Time

extension OpenBook {
    /// Most bytes of a definition and of lines that the workbench takes.
    public static let mostDefinition = 1 << 18
    public static let mostLines = 1 << 16
    /// What a column can be.
    public static let columnKinds = FormatDraft.Role.allCases.map(\.rawValue)

    /// The formats of this server and of the book, its own first.
    public func formatEntries(search: String, caller: Caller) throws -> [FormatEntry] {
        let files = FileSystem.exists(formatFolder) ? try FileSystem.list(formatFolder) : []
        let wanted = search.lowercased()
        return try formats(caller: caller).compactMap { named in
            guard wanted.isEmpty || named.id.contains(wanted) || named.name.lowercased().contains(wanted) else { return nil }
            let isOwn = files.contains(named.id + ".yaml")
            let format = try format(.id(named.id))
            return FormatEntry(
                id: named.id, name: named.name, confirmed: format.confirmed.rawValue, isOwn: isOwn,
                olderVersions: files.count { $0.hasPrefix(named.id + ".yaml.") })
        }
    }

    /// The text of a definition: the book's own, else the built-in one.
    public func formatDefinition(_ id: String, caller: Caller) throws -> String {
        try require(.see, caller)
        let bytes = try definition(.id(id))
        guard !bytes.isEmpty else { throw ServiceError.unknown(what: "format", name: id) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads a definition and decodes lines with it, step by step. What is wrong with it is part of the answer.
    public func workbench(definition: String, lines raw: [UInt8], caller: Caller) throws -> Workbench {
        try require(.configure, caller)
        var bench = Workbench()
        let bytes = Array(definition.utf8)
        guard bytes.count <= Self.mostDefinition, raw.count <= Self.mostLines else {
            throw ServiceError.refused("the workbench takes definitions of 256 KiB and 64 KiB of lines. Give it less.")
        }
        let format: Format
        do { format = try FormatCatalogue.load(file: "definition", bytes: bytes) } catch {
            bench.faults = error.list.map { problem in
                let text = [problem.field, problem.value.map { "\"\($0)\"" } ?? "", problem.message].filter { !$0.isEmpty }
                return .init(line: problem.line, text: text.joined(separator: ": ") + " " + problem.mend)
            }
            return bench
        }
        (bench.id, bench.name) = (format.id, format.name)
        guard !raw.isEmpty else { return bench }
        let look = format.look(at: raw, today: try today())
        (bench.inRecords, bench.noise, bench.broken, bench.hidden) = (look.inRecords, look.noise, look.broken, look.hidden)
        bench.rows = look.rows.map { row in
            let fields = row.look.fields.map { field in
                Workbench.Piece(name: field.name, value: String(decoding: field.value, as: UTF8.self), range: field.range)
            }
            return .init(
                line: row.line, text: row.look.text, fields: fields, values: row.values, reason: row.reason, reached: row.look.reached,
                misfit: row.look.misfit)
        }
        bench.readings = StampReading.all(of: bytes, on: raw, today: try today()).map {
            .init(
                way: $0.way.rawValue, records: $0.records, broken: $0.broken, overlaps: $0.overlaps, jumps: $0.jumps,
                trunks: $0.trunks.map { (name: String(decoding: $0.name, as: UTF8.self), overlaps: $0.overlaps) })
        }
        return bench
    }

    /// The formats that fit lines, best first.
    public func detect(lines: [UInt8], caller: Caller) throws -> [Workbench.Candidate] {
        try require(.see, caller)
        return Detection.rank(lines, today: try today()).map(Workbench.Candidate.init)
    }

    /// The format of a file that was received, where its bytes leave no doubt, and all that fit.
    public func findFormat(of file: UploadFile, caller: Caller) throws -> (certain: String?, candidates: [Workbench.Candidate]) {
        try require(.import, caller)
        let found = try DetectTool(InputFile(file.path), today: try today()).candidates
        return (Detection.certain(found)?.id, found.map(Workbench.Candidate.init))
    }

    /// A draft made from lines alone.
    public func proposal(lines: [UInt8], caller: Caller) throws -> String {
        try require(.configure, caller)
        do { return try Proposal.definition(from: lines, today: try today()) } catch let fault as Proposal.Fault {
            throw ServiceError.refused(fault.description)
        }
    }

    /// A definition made from a manual's table of columns; the lines become its samples.
    public func definition(
        id: String, name: String, stamp: String, columns: [ColumnEntry], lines: [UInt8], caller: Caller
    ) throws -> String {
        try require(.configure, caller)
        var fields: [FormatDraft.Field] = []
        for (index, column) in columns.enumerated() where !column.isBlank {
            let place = "row \(index + 1)"
            guard let from = Int(column.from), let to = Int(column.to.isEmpty ? column.from : column.to), (1...4096).contains(from),
                (from...4096).contains(to)
            else { throw ServiceError.refused("\(place): \"from\" and \"to\" are columns counted from 1, such as 1 and 8.") }
            let name = column.name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
            guard let first = name.first, first.isLetter else {
                throw ServiceError.refused("\(place): a name begins with a letter, such as date or station.")
            }
            guard let role = FormatDraft.Role(rawValue: column.what) else { throw ServiceError.refused("\(place): choose what it is.") }
            fields.append(.init(name: name, role: role, place: "\(from)-\(to)", form: column.form))
        }
        guard fields.contains(where: { [.date, .time, .moment].contains($0.role) }) else {
            throw ServiceError.refused(
                "no column is a date or a time. Fill the table as the manual has it, the date and the time among it.")
        }
        var draft = FormatDraft(id: id.isEmpty ? "my-switch" : id, name: name.isEmpty ? "My switch" : name, shape: .fixed, fields: fields)
        if ["answer", "end"].contains(stamp) { draft.stampIs = stamp }
        let lines = Proposal.lines(of: lines)
        draft.findForms(in: lines)
        if let missing = draft.fields.first(where: { $0.form.isEmpty && [.date, .time, .moment].contains($0.role) }) {
            throw ServiceError.refused(
                "the form of \(missing.name) is not known: no one form fits the lines. Write it, such as DD/MM/YY."
            )
        }
        return try draft.definition(lines: lines, today: try today())
    }

    /// Keeps a definition as a format of the book; the version before stays beside it.
    /// - Returns: its id.
    @discardableResult
    public func saveFormat(_ definition: String, caller: Caller) throws -> String {
        try require(.configure, caller)
        let bytes = Array(definition.utf8)
        guard bytes.count <= Self.mostDefinition else { throw ServiceError.refused("a definition has at most 256 KiB.") }
        let format = try FormatCatalogue.load(file: "definition", bytes: bytes)
        let path = formatFolder + "/" + format.id + ".yaml"
        try FileSystem.makeFolder(formatFolder)
        let isThere = FileSystem.exists(path)
        if isThere {
            let before = try Self.definition(in: path)
            if before == bytes { return format.id }
            let version = try FileSystem.list(formatFolder).count { $0.hasPrefix(format.id + ".yaml.") } + 1
            try FileSystem.writeAside(before, to: path + ".\(version)", mode: 0o600)
        }
        try FileSystem.writeAside(bytes, to: path, mode: 0o600)
        try store.append(note(caller, isThere ? "format.change" : "format.add", format.id))
        return format.id
    }
}
