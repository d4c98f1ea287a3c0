import Reading

/// A definition that is being made: what a person says of each field, or what was found by looking at lines.
public struct FormatDraft: Sendable {
    /// What a field is.
    public enum Role: String, CaseIterable, Sendable {
        case date, time, moment, duration, ring, calling, called, `extension`, trunk, account, other
    }

    public struct Field: Sendable {
        public var name: String
        public var role: Role
        /// Columns `1-8`, a position `3`, or the name in the record.
        public var place: String
        /// Of a date, time or duration.
        public var form: String
        /// A remark for whoever finishes the draft.
        public var note: String

        public init(name: String, role: Role, place: String, form: String = "", note: String = "") {
            (self.name, self.role, self.place, self.form, self.note) = (name, role, place, form, note)
        }
    }

    /// How a record is cut.
    public enum Shape: Sendable {
        case fixed
        case csv(separator: UInt8, count: Int)
        case delimited(separator: UInt8, count: Int)
        case pairs(between: String, sign: String)
        case json
    }

    public var id: String
    public var name: String
    public var shape: Shape
    public var fields: [Field]
    /// Begins of lines that are headers, and whether there are lines of dashes.
    public var headers: [String] = []
    public var hasRules = false
    public var isLatin = false
    /// Which instant the switch prints: start, answer or end.
    public var stampIs = "start"

    public init(id: String, name: String, shape: Shape, fields: [Field]) {
        (self.id, self.name, self.shape, self.fields) = (id, name, shape, fields)
    }

    /// Takes the forms that nobody said from the columns of lines, where all of them fit one.
    public mutating func findForms(in lines: [[UInt8]]) {
        for index in fields.indices where fields[index].form.isEmpty {
            let ends = fields[index].place.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, first >= 1, last >= first else { continue }
            let values = lines.map { Proposal.trimmed($0[min(first - 1, $0.count)..<min(last, $0.count)]) }
            let told = values.filter { $0.contains(where: Byte.isDigit) }
            let form: String? =
                switch fields[index].role {
                case .date: FormGuess.date(told)
                case .time: FormGuess.time(told)
                case .moment: FormGuess.moment(told)
                case .duration, .ring: FormGuess.duration(told)
                default: nil
                }
            fields[index].form = form ?? ""
        }
    }

    func first(_ role: Role) -> Field? { fields.first { $0.role == role } }

    /// The definition without its samples.
    var body: String {
        var lines = [
            "id: \(id)", "name: \(YAMLText.quoted(name))", "switch: \(YAMLText.quoted(name))",
            "facts: \(YAMLText.quoted("A draft made from lines, or from a table of columns: compare it with the manual."))",
            "confirmed: no",
        ]
        if isLatin { lines.append("encoding: latin1") }
        lines += ["", shapeText]
        for field in fields where !field.note.isEmpty { lines.append("# \(field.name): \(field.note)") }
        let numbers = fields.filter { $0.role == .duration || $0.role == .ring }
        if !numbers.isEmpty {
            lines += ["", "numbers:"] + numbers.map { "  \($0.name): \(YAMLText.quoted($0.form.isEmpty ? "s" : $0.form))" }
        }
        if !headers.isEmpty || hasRules {
            lines += ["", "skip:"]
            for header in headers { lines.append("  - {reason: header, when: {line: {starts: \(YAMLText.quoted(header))}}}") }
            if hasRules { lines.append("  - {reason: header, when: {line: {only: \"-=+_|* \"}}}") }
        }
        lines += ["", "# start, answer or end: which instant the switch prints"]
        let stamp = (first(.moment).map { [$0] } ?? [first(.date), first(.time)].compactMap { $0 })
        let forms = stamp.map { "{field: \($0.name), form: \(YAMLText.quoted($0.form))}" }.joined(separator: ", ")
        lines.append("stamp: {is: \(stampIs), from: [\(forms)]}")
        for (role, key) in [(Role.duration, "duration"), (.ring, "ring")] {
            if let field = first(role) { lines.append("\(key): [{from: \(field.name)}]") }
        }
        for role in [Role.calling, .called, .extension, .trunk, .account] {
            if let field = first(role) { lines.append("\(role.rawValue): \(field.name)") }
        }
        // Where the stamp has no seconds, two calls of one minute are told apart by what else differs.
        let hasSeconds = stamp.contains { $0.form.contains("ss") || $0.form.contains("EPOCH") }
        let leg = [first(.duration), first(.trunk), first(.extension)].compactMap { $0?.name }
        if !hasSeconds, !leg.isEmpty { lines.append("leg: {from: [\(leg.joined(separator: ", "))], by: \" \"}") }
        return lines.joined(separator: "\n") + "\n"
    }

    private var shapeText: String {
        func named(_ quotes: Bool) -> String {
            fields.map { "    \($0.name): \(quotes ? YAMLText.quoted($0.place) : $0.place)\n" }.joined()
        }
        switch shape {
        case .fixed: return "framing: {records: line}\nrecord:\n  shape: fixed\n  fields:\n" + named(false)
        case .csv(let separator, let count):
            return
                "framing: {records: csv}\nrecord:\n  shape: csv\n  separator: \(Self.separator(separator))\n  counts: \(count)\n  fields:\n"
                + named(false)
        case .delimited(let separator, let count):
            return "framing: {records: line}\nrecord:\n  shape: delimited\n  separator: \(Self.separator(separator))\n  counts: \(count)\n"
                + "  fields:\n" + named(false)
        case .pairs(let between, let sign):
            return
                "framing: {records: line}\nrecord:\n  shape: pairs\n  between: \(YAMLText.quoted(between))\n"
                + "  sign: \(YAMLText.quoted(sign))\n  fields:\n" + named(true)
        case .json: return "framing: {records: json}\nrecord:\n  shape: json\n  fields:\n" + named(true)
        }
    }

    private static func separator(_ byte: UInt8) -> String {
        byte == Byte.tab ? "TAB" : YAMLText.quoted(String(decoding: [byte], as: UTF8.self))
    }
}
