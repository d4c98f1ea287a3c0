/// Tells by names and values what the fields of a record are.
enum FieldGuess {
    /// Words in the names of fields, as switches and their manuals write them; the first that stands in a name counts.
    private static let words: [(role: FormatDraft.Role, words: [String])] = [
        (.ring, ["ring"]), (.duration, ["duration", "dur", "billsec", "seconds", "talk", "length"]),
        (.account, ["account", "acc"]), (.called, ["called", "callee", "dest", "dst", "dial", "tonumber", "number", "cdpn"]),
        (.calling, ["calling", "caller", "source", "src", "orig", "from", "cgpn", "cli"]), (.extension, ["ext", "station", "user"]),
        (.trunk, ["trunk", "line", "gateway", "co"]),
    ]

    /// - Parameter columns: name (may be empty), place and values of each field.
    static func draft(_ shape: FormatDraft.Shape, _ columns: [(name: String, place: String, values: [[UInt8]])]) -> FormatDraft {
        var draft = FormatDraft(id: "my-switch", name: "My switch", shape: shape, fields: [])
        let told = columns.map { column in column.values.filter { !$0.isEmpty } }
        let time = TimeColumns(told)
        for (index, column) in columns.enumerated() {
            let values = told[index]
            var field = FormatDraft.Field(name: "", role: .other, place: column.place)
            if index == time.time, let form = time.form(of: values) {
                (field.role, field.form) = (.time, form)
            } else if index == time.date, let form = FormGuess.date(values) {
                (field.role, field.form, field.note) = (.date, form, note(form, values))
            } else {
                look(&field, name: column.name, values, draft)
            }
            field.name = unused(name(of: column.name, field), draft)
            draft.fields.append(field)
        }
        nameNumbers(&draft, columns.map(\.values))
        return draft
    }

    /// What a field is by its values; a name decides between what looks the same.
    private static func look(_ field: inout FormatDraft.Field, name: String, _ values: [[UInt8]], _ draft: FormatDraft) {
        let said = role(of: name)
        if said == .duration || said == .ring, let form = FormGuess.duration(values) ?? seconds(values) {
            if draft.first(said ?? .other) == nil { (field.role, field.form) = (said ?? .other, form) }
        } else if draft.first(.moment) == nil, draft.first(.date) == nil, let form = FormGuess.moment(values) {
            (field.role, field.form) = (.moment, form)
            field.note = note(form, values)
        } else if draft.first(.duration) == nil, let form = FormGuess.duration(values) {
            (field.role, field.form) = (.duration, form)
        } else if let said, said != .duration, said != .ring, draft.first(said) == nil {
            field.role = said
        }
    }

    private static func note(_ form: String, _ values: [[UInt8]]) -> String {
        FormGuess.other(form, values).map { "could be \($0) as well: no day above 12 is among the lines" } ?? ""
    }

    private static func role(of name: String) -> FormatDraft.Role? {
        let plain = name.lowercased().filter { $0.isLetter }
        return words.first { entry in entry.words.contains { $0.count > 2 ? plain.contains($0) : plain == $0 } }?.role
    }

    private static func isDialled(_ text: [UInt8]) -> Bool { text.allSatisfy { Byte.isDigit($0) || "*#+P".utf8.contains($0) } }

    private static func isPlain(_ values: [[UInt8]]) -> Bool { values.allSatisfy { $0.allSatisfy(Byte.isDigit) } }

    private static func seconds(_ values: [[UInt8]]) -> String? { isPlain(values) && values.allSatisfy { $0.count <= 6 } ? "s" : nil }

    /// Fields of digits without a name: the longest are numbers, short ones extensions, the shortest trunks.
    private static func nameNumbers(_ draft: inout FormatDraft, _ values: [[[UInt8]]]) {
        for (index, all) in values.enumerated() where draft.fields[index].role == .other {
            let told = all.filter { !$0.isEmpty }
            let isMixed = !told.allSatisfy(isDialled)
            // Marks of direction and hidden digits stand among numbers.
            guard !told.isEmpty, !isMixed || told.count(where: isDialled) * 2 > told.count else { continue }
            let longest = told.map(\.count).max() ?? 0
            let isEven = told.allSatisfy { $0.count == longest }
            var role: FormatDraft.Role?
            if longest >= 6, draft.first(.called) == nil { role = .called }
            if isMixed, role == nil { continue }
            if longest >= 2, longest <= 5, isEven, draft.first(.extension) == nil { role = .extension }
            if longest <= 3, role == nil, draft.first(.extension) != nil, draft.first(.trunk) == nil { role = .trunk }
            if longest <= 5, role == nil, !isEven, draft.first(.duration) == nil { role = .duration }
            guard let role else { continue }
            draft.fields[index].role = role
            if role == .duration { draft.fields[index].form = "s" }
            if draft.fields[index].name.hasPrefix("field") {
                draft.fields[index].name = unused(role.rawValue, draft)
            }
        }
    }

    /// A name of letters and digits out of a header's, or the role's.
    private static func name(of header: String, _ field: FormatDraft.Field) -> String {
        let plain = String(header.lowercased().unicodeScalars.filter { (97...122).contains($0.value) || (48...57).contains($0.value) })
        if let first = plain.utf8.first, !Byte.isDigit(first) { return plain }
        return field.role == .other ? "field" + (field.place.split(separator: "-").first ?? "") : field.role.rawValue
    }

    private static func unused(_ name: String, _ draft: FormatDraft) -> String {
        let reserved = ["line", "lines", "columns", "any", "all", "not"]
        let taken = Set(draft.fields.map(\.name) + reserved)
        guard taken.contains(name) else { return name }
        return (2...1000).lazy.map { "\(name)\($0)" }.first { !taken.contains($0) } ?? name
    }
}
