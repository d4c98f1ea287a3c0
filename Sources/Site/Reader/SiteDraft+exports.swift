import Model
import Reading

extension SiteDraft {
    mutating func readExports(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "exports") { draft, fields, _ in
            let id = draft.exportID(&fields, &seen)
            let way = draft.exportWay(&fields)
            var export = CallExport(id: id ?? ExportID(""), way: way ?? .folder(""))
            export.form = fields.choice("form", CallExport.Form.self, &draft.problems) ?? .delimited
            draft.readLines(&export, &fields)
            draft.readColumns(&export, &fields)
            export.filter = fields.texts("filter", &draft.problems)
            export.sendsChanges = fields.flag("changes", &draft.problems) ?? false
            export.isPaused = fields.flag("paused", &draft.problems) ?? false
            if id != nil, way != nil { draft.site.exports.append(export) }
        }
    }

    /// It becomes part of a file's name.
    private mutating func exportID(_ fields: inout Fields, _ seen: inout [String: Int]) -> ExportID? {
        guard let id = unique(&fields, ExportID.self, &seen) else { return nil }
        if Form.isFolderName(id.text) { return id }
        problems.add(fields.problem("id", "Not the name of an export.", mend: "Write 1 to 64 of a-z, 0-9 and -: files are named by it."))
        return nil
    }

    private mutating func exportWay(_ fields: inout Fields) -> CallExport.Way? {
        let folder = fields.text(
            "folder", &problems, form: Form.isFolderName, message: "Not the name of a folder.",
            mend: "Write 1 to 64 of a-z, 0-9 and -: a folder below the book's own `drop`.")
        var tcp: CallExport.Way?
        if var peer = fields.fields("tcp", &problems) {
            let host = peer.text(
                "host", &problems, form: Form.isHost, message: "Not a host.", mend: "Write a name such as cdr.example.com or an address.")
            let port = peer.integer("port", in: 1...65_535, &problems)
            peer.close(&problems)
            if let host, let port {
                tcp = .tcp(host: host, port: port)
            } else if !peer.has("host") || !peer.has("port") {
                problems.add(fields.problem("tcp", "Host or port is missing.", mend: "Write `tcp: {host: cdr.example.com, port: 9000}`."))
            }
        }
        if fields.has("folder") == fields.has("tcp") {
            problems.add(
                fields.problem(
                    "folder", "An export goes to one place.", mend: "Write `folder: billing` or `tcp: {host: cdr.example.com, port: 9000}`."
                ))
            return nil
        }
        return folder.map { .folder($0) } ?? tcp
    }

    private mutating func readLines(_ export: inout CallExport, _ fields: inout Fields) {
        let isDelimited = export.form == .delimited
        if let text = exportSign(&fields, "separator", isAllowed: isDelimited) { export.separator = text }
        if fields.has("quote"), let text = exportSign(&fields, "quote", isAllowed: isDelimited, mayBeEmpty: true) { export.quote = text }
        export.hasHeader = fields.flag("header", &problems) ?? false
        if export.hasHeader, export.form == .json || fields.has("tcp") {
            problems.add(
                fields.problem("header", "Only files of `delimited` and `fixed` have a header.", mend: "Leave `header` out."))
        }
        export.lineEnd = fields.choice("lineEnd", CallExport.LineEnd.self, &problems) ?? .lf
        export.encoding = fields.choice("encoding", CallExport.Encoding.self, &problems) ?? .utf8
        if export.form == .json, export.encoding != .utf8 {
            problems.add(fields.problem("encoding", "JSON is UTF-8.", mend: "Leave `encoding` out."))
        }
        if isDelimited, export.separator == export.quote {
            problems.add(fields.problem("quote", "The quote is the separator.", mend: "Choose another sign."))
        }
    }

    /// One sign of ASCII that is no line end.
    private mutating func exportSign(_ fields: inout Fields, _ key: String, isAllowed: Bool, mayBeEmpty: Bool = false) -> String? {
        guard let text = fields.text(key, &problems) else { return nil }
        guard isAllowed else {
            problems.add(fields.problem(key, "Only `delimited` has it.", mend: "Leave `\(key)` out."))
            return nil
        }
        if text.isEmpty, mayBeEmpty { return text }
        guard let byte = text.utf8.first, text.utf8.count == 1, byte < 127, byte != 10, byte != 13, byte != 0 else {
            problems.add(fields.problem(key, "Not one sign of ASCII.", mend: "Write such as \";\" or \"\\t\" in quotes."))
            return nil
        }
        return text
    }

    private mutating func readColumns(_ export: inout CallExport, _ fields: inout Fields) {
        var names: Set<String> = []
        let form = export.form
        var columns: [ExportColumn] = []
        each(&fields, "fields") { draft, entry, _ in
            if let column = draft.column(&entry, form, &names) { columns.append(column) }
        }
        export.columns = columns
        if !fields.has("fields") || fields.node("fields")?.list?.isEmpty == true {
            problems.add(fields.problem("fields", "There is no field.", mend: "Write such as `fields: [{field: start}, {field: called}]`."))
        }
    }

    private mutating func column(_ entry: inout Fields, _ form: CallExport.Form, _ names: inout Set<String>) -> ExportColumn? {
        let field = entry.choice("field", ExportField.self, &problems)
        let text = entry.text("text", &problems)
        if entry.has("field") == entry.has("text") {
            problems.add(entry.problem("field", "A field is one of a call, or a text.", mend: "Write `field: called` or `text: \"OUT\"`."))
        }
        var column = ExportColumn(field: field, name: entry.text("name", &problems) ?? field?.rawValue ?? "")
        column.text = text ?? ""
        if form == .json, column.name.isEmpty || !names.insert(column.name).inserted {
            problems.add(
                entry.problem("name", "Each key of an object has a name of its own.", mend: "Add `name: …` that no other field has."))
        }
        readWidth(&column, &entry, form)
        readShape(&column, &entry)
        return column
    }

    private mutating func readWidth(_ column: inout ExportColumn, _ entry: inout Fields, _ form: CallExport.Form) {
        column.width = entry.integer("width", in: 1...1000, &problems) ?? 0
        if (column.width > 0) != (form == .fixed), entry.has("width") || form == .fixed {
            problems.add(
                form == .fixed
                    ? entry.problem("width", "A field of `fixed` has a width.", mend: "Add `width: 10`.")
                    : entry.problem("width", "Only `fixed` has widths.", mend: "Leave `width` out."))
        }
        column.alignment = entry.choice("align", ExportColumn.Alignment.self, &problems) ?? .left
        if let text = entry.text("fill", &problems) {
            if text.utf8.count == 1, let byte = text.utf8.first, (32...126).contains(byte) {
                column.fill = text
            } else {
                problems.add(entry.problem("fill", "Not one sign of ASCII.", mend: "Write such as \"0\"."))
            }
        }
    }

    private mutating func readShape(_ column: inout ExportColumn, _ entry: inout Fields) {
        if let pattern = entry.text("pattern", &problems) {
            if column.field?.isMoment != true {
                problems.add(entry.problem("pattern", "Only start, end and stamp have a pattern.", mend: "Leave `pattern` out."))
            } else if ExportPattern(pattern) == nil {
                problems.add(
                    entry.problem(
                        "pattern", "Not a pattern.",
                        mend: "Write with yyyy, yy, MM, dd, HH, mm, ss, T, Z and signs, such as \"yyMMdd HHmmss\"."))
            } else {
                column.pattern = pattern
            }
        }
        if let seconds = entry.choice("as", ExportColumn.Seconds.self, &problems) {
            column.seconds = seconds
            if column.field?.isSeconds != true {
                problems.add(entry.problem("as", "Only duration, ring and talk have it.", mend: "Leave `as` out."))
            }
        }
        guard let node = entry.node("values") else { return }
        guard let map = node.map else {
            problems.add(entry.problem("values", "Here a mapping is expected.", mend: "Write such as `values: {out: O, in: I}`."))
            return
        }
        column.values = map.compactMap { pair in pair.value.text.map { ExportColumn.Word(from: pair.key, to: $0) } }
        if column.values.count != map.count {
            problems.add(entry.problem("values", "A value is no text.", mend: "Write such as `values: {out: O, in: I}`."))
        }
    }
}
