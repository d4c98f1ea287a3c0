import Money
import Time

/// The European Central Bank's XML: an envelope with a `Cube`, in it a `Cube` for each day, in these one for each currency. Of XML no
/// more is read than such a file has: no document type, no entity, no section, no instruction but the declaration.
struct EuroXML {
    /// Where the walk cannot go on.
    struct Flaw: Error {
        var line: Int
        var message: String
        var mend: String
    }

    private enum Kind {
        /// The root, what else stands in it, the `Cube` of all, of a day, of a currency.
        case envelope, other, cubes, day, rate
    }

    /// Deepest nesting; a file of rates has 4.
    static let deepest = 8

    let bytes: [UInt8]
    var place = 0
    /// 1-based line of `place`.
    var line = 1
    private var open: [(kind: Kind, name: String)] = []
    private var hasBegun = false
    /// The day whose rates are read; `nil` where the file says none that exists.
    private var day: CivilDay?

    static func read(_ bytes: [UInt8], into draft: inout RatesDraft) {
        var walk = EuroXML(bytes)
        do throws(Flaw) {
            try walk.readAll(&draft)
        } catch {
            draft.report(error.line, "", nil, error.message, error.mend)
        }
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    private mutating func readAll(_ draft: inout RatesDraft) throws(Flaw) {
        skipBlanks()
        try readDeclaration()
        while place < bytes.count {
            if bytes[place] != UInt8(ascii: "<") {
                try readText()
            } else if skips("<!--") {
                try pass("-->")
            } else if isHere("<!") {
                throw flaw("A document type, an entity or a section (<!).")
            } else if isHere("<?") {
                throw flaw("An instruction (<?).")
            } else if skips("</") {
                try readEnd()
            } else {
                try readBegin(&draft)
            }
        }
        guard hasBegun, open.isEmpty else { throw flaw("The file ends before its end.", "Was it cut off? Copy it again.") }
    }

    func flaw(
        _ message: String, _ mend: String = "Name a file of the European Central Bank as it was published (eurofxref)."
    ) -> Flaw {
        Flaw(line: line, message: message, mend: mend)
    }

    // MARK: Elements

    private mutating func readText() throws(Flaw) {
        let isAny = if case .other = open.last?.kind { true } else { false }
        while place < bytes.count, bytes[place] != UInt8(ascii: "<") {
            if bytes[place] == UInt8(ascii: "&") { throw flaw("An entity (&).") }
            guard isAny || RatesFile.isBlank(bytes[place]) else { throw flaw("Text where none stands in such a file.") }
            step()
        }
    }

    private mutating func readEnd() throws(Flaw) {
        let name = try readName()
        skipBlanks()
        guard skips(">"), let last = open.popLast(), last.name == name else {
            throw flaw("The end of \(name) fits no begin.", "Copy the file again.")
        }
    }

    private mutating func readBegin(_ draft: inout RatesDraft) throws(Flaw) {
        let start = line
        let tag = try readTag()
        let local = tag.name.split(separator: ":").last.map(String.init) ?? tag.name
        let kind = try kind(of: local)
        guard open.count < Self.deepest else { throw flaw("Nested deeper than \(Self.deepest) levels.") }
        hasBegun = true
        switch kind {
        case .day: readDay(tag, start, &draft)
        case .rate: readRate(tag, start, &draft)
        case .cubes: check(tag, [], start, "Cube", &draft)
        case .envelope, .other: break
        }
        if !tag.isEmpty { open.append((kind, tag.name)) }
    }

    private func kind(of name: String) throws(Flaw) -> Kind {
        guard let outer = open.last?.kind else {
            guard !hasBegun, name == "Envelope" else { throw flaw("\(name) where the one Envelope is expected.") }
            return .envelope
        }
        switch (outer, name) {
        case (.envelope, "Cube"): return .cubes
        case (.envelope, _), (.other, _): return .other
        case (.cubes, "Cube"): return .day
        case (.day, "Cube"): return .rate
        case (.cubes, _), (.day, _), (.rate, _): throw flaw("\(name) where only rates are expected.")
        }
    }

    // MARK: Days and rates

    private mutating func readDay(_ tag: Tag, _ line: Int, _ draft: inout RatesDraft) {
        check(tag, ["time"], line, "Cube", &draft)
        day = tag["time"].flatMap { draft.day($0, line, "Cube.time") }
    }

    private func readRate(_ tag: Tag, _ line: Int, _ draft: inout RatesDraft) {
        let path = (day.map { "Cube[\($0)]" } ?? "Cube") + ".Cube"
        check(tag, ["currency", "rate"], line, path, &draft)
        guard let code = tag["currency"], let text = tag["rate"], let partner = draft.partner(code, line, path + ".currency") else {
            return
        }
        guard let currency = partner.currency else { return draft.leaveOut(code, line: line) }
        draft.take(day, Partner.euro, currency, draft.rate(text, line, path + "[\(code)].rate"))
    }

    /// Exactly these attributes: one that is not known might say what the number means.
    private func check(_ tag: Tag, _ names: [String], _ line: Int, _ path: String, _ draft: inout RatesDraft) {
        for name in names where tag[name] == nil {
            draft.report(line, path, nil, "The attribute \(name) is missing.", "Copy the file again.")
        }
        for attribute in tag.attributes where !names.contains(attribute.name) {
            draft.report(
                line, path + "." + attribute.name, attribute.value, "There is no such attribute in this layout.",
                "Name a file of the European Central Bank as it was published (eurofxref).")
        }
    }
}
