import Collection
public import Model
import Reading
import Site
import Store

/// A source as a page edits it: the entries, and a secret that was typed and is in no field of the site.
public struct SourceForm: Sendable {
    /// What a field takes; lists have one thing a line.
    public enum Kind: Hashable, Sendable {
        case text, flag, lines, steps, secret
        case choice([String])
    }

    var entries: SourceEntries
    /// Sealed under the source's id when it is saved; empty: what is there stays.
    public var typed = TypedSecret("")

    init(_ entries: SourceEntries) { self.entries = entries }

    /// Without a way that exists the form asks for one.
    public init(way: String) { entries = SourceEntries(way: Self.ways.contains(way) ? way : "") }

    /// Every way, in the order in which people are shown them.
    public static var ways: [String] { SourceWay.keys }

    /// The keys of a way, in the order in which people fill them in.
    public static func settings(of way: String) -> [(key: String, kind: Kind)] {
        SourceEntries.settings(of: way).map { key, kind in
            switch kind {
            case .text: (key, .text)
            case .flag: (key, .flag)
            case .lines: (key, .lines)
            case .steps: (key, .steps)
            case .secret: (key, .secret)
            case .choice(let words): (key, .choice(words))
            }
        }
    }

    public var way: String { entries.way }
    public var id: String {
        get { entries.id }
        set { entries.id = newValue }
    }
    public var switchID: String {
        get { entries.switch }
        set { entries.switch = newValue }
    }
    /// Empty: the switch's.
    public var format: String {
        get { entries.format }
        set { entries.format = newValue }
    }
    public var isOn: Bool {
        get { entries.isOn }
        set { entries.isOn = newValue }
    }
    public var silentAfter: String {
        get { entries.silentAfter }
        set { entries.silentAfter = newValue }
    }
    /// The entry of a key.
    public subscript(_ key: String) -> String {
        get { entries.values[key] ?? "" }
        set { entries.values[key] = newValue }
    }
}

/// What is wrong in a form, by the field's name.
public struct FormFault: Sendable, Hashable {
    public var field: String
    public var text: String
}

/// What somebody typed into a field for passwords: it prints nothing.
public struct TypedSecret: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    let text: String

    public init(_ text: String) { self.text = text }

    public var isEmpty: Bool { text.isEmpty }
    public var description: String { isEmpty ? "" : "••••" }
    public var debugDescription: String { description }
}

extension OpenBook {
    /// The entries of a source that is there.
    public func sourceForm(_ id: SourceID, caller: Caller) throws -> SourceForm {
        try require(.administer, caller)
        guard let source = try site().site.sources.first(where: { $0.id == id }) else {
            throw ServiceError.unknown(what: "source", name: id.text)
        }
        return SourceForm(SourceEntries(source))
    }

    /// What a form says, or what is wrong with it.
    func read(_ form: SourceForm, caller: Caller) throws -> (source: Source?, problems: [Problem]) {
        try require(.administer, caller)
        return try named(form).read(in: try site().site)
    }

    /// All that is wrong in a form; empty: it can be saved.
    public func faults(of form: SourceForm, caller: Caller) throws -> [FormFault] {
        var faults = try read(form, caller: caller).problems.map { FormFault(field: $0.field, text: "\($0.message) \($0.mend)") }
        // A source with such a key would be saved and never run.
        if form.way == "http", !form.typed.isEmpty, form.typed.text.utf8.count < Transport.shortestSecret {
            faults.append(
                FormFault(field: "typed", text: "The key is short. Use one of \(Transport.shortestSecret) characters or more."))
        }
        return faults
    }

    /// With the name under which a typed secret is sealed, where the way has a place for one.
    private func named(_ form: SourceForm) throws -> SourceEntries {
        var entries = form.entries
        guard !form.typed.isEmpty else { return entries }
        let name = try secretName(of: entries.id)
        for (key, kind) in SourceEntries.settings(of: entries.way) {
            if case .secret = kind { entries.values[key] = name }
        }
        return entries
    }

    /// The name under which a source's typed secret is sealed: its id, or the next one that is free. Another's secret is never replaced.
    private func secretName(of id: String) throws -> String {
        let sources = try site().site.sources
        let own = sources.first { $0.id.text == id }?.way.secretNames ?? []
        let others = sources.filter { $0.id.text != id }.reduce(into: Set<String>()) { $0.formUnion($1.way.secretNames) }
        let names = [id] + (2...99).map { "\(id)-\($0)" }
        for name in names where !others.contains(name) {
            if own.contains(name) { return name }
            if try store.secret(name) == nil { return name }
        }
        throw ServiceError.refused("\(names.count) secrets begin with \(id). Remove those that nothing uses.")
    }

    /// Adds a source, or puts it into the place of the one with its id: a new version of the site, as importing a file makes one.
    /// - Parameter isNew: refuses an id that is there.
    public func save(_ form: SourceForm, isNew: Bool, caller: Caller) throws {
        try require(.administer, caller)
        let (found, problems) = try read(form, caller: caller)
        guard let source = found else {
            throw ServiceError.refused(problems.first.map { "\($0.message) \($0.mend)" } ?? "nothing was read.")
        }
        var edited = try site().site
        let place = edited.sources.firstIndex { $0.id == source.id }
        if isNew, place != nil { throw ServiceError.refused("the id \(source.id) is taken. Choose another one.") }
        guard isNew || place != nil else { throw ServiceError.unknown(what: "source", name: source.id.text) }
        if !form.typed.isEmpty { try setSecret(secretName(of: source.id.text), Array(form.typed.text.utf8), caller: caller) }
        if let place { edited.sources[place] = source } else { edited.sources.append(source) }
        try change(edited, isNew ? "source.add" : "source.change", source.id.text, caller: caller)
    }

    /// Starts or stops a source for good: the site says whether it is on.
    public func switchSource(_ id: SourceID, on isOn: Bool, caller: Caller) throws {
        try require(.administer, caller)
        var edited = try site().site
        guard let place = edited.sources.firstIndex(where: { $0.id == id }) else {
            throw ServiceError.unknown(what: "source", name: id.text)
        }
        guard edited.sources[place].isOn != isOn else { return }
        edited.sources[place].isOn = isOn
        try change(edited, isOn ? "source.start" : "source.stop", id.text, caller: caller)
    }

    /// Takes a source out of the site. Its calls, its raw log and its gaps stay.
    public func removeSource(_ id: SourceID, caller: Caller) throws {
        try require(.administer, caller)
        var edited = try site().site
        guard edited.sources.contains(where: { $0.id == id }) else { throw ServiceError.unknown(what: "source", name: id.text) }
        edited.sources.removeAll { $0.id == id }
        try change(edited, "source.remove", id.text, caller: caller)
    }

    /// What is typed and not saved yet goes before what is sealed under its name.
    func secretReader(typed form: SourceForm) throws -> SecretReader {
        let saved = secretReader
        guard !form.typed.isEmpty else { return saved }
        let (name, bytes) = (try secretName(of: form.entries.id), Array(form.typed.text.utf8))
        return SecretReader { asked in asked == name ? bytes : try saved.sealed(asked) }
    }
}
