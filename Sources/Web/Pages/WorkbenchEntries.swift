internal import Model
internal import Service

/// What was typed into the workbench.
struct WorkbenchEntries: Sendable {
    /// Rows of the table of columns.
    static let rows = 14

    enum Act: String { case look, detect, propose, table, save, replay, accept }

    var act: Act?
    var lines = ""
    /// The source whose raw log is looked at in place of the lines, and from where on.
    var (source, from) = ("", "")
    var definition = ""
    var id = ""
    var name = ""
    var stamp = "start"
    var columns: [ColumnEntry] = (0..<rows).map { _ in ColumnEntry(name: "", from: "", to: "", what: "other", form: "") }

    init(definition: String) { self.definition = definition }

    init(_ form: Form) {
        act = Act(rawValue: form["do"])
        (lines, definition) = (Self.unix(form["lines"]), Self.unix(form["definition"]))
        (source, from) = (form["source"], form["from"].trimmingBlanks)
        (id, name, stamp) = (form["id"], form["name"], form["stamp"])
        columns = (0..<Self.rows).map { row in
            ColumnEntry(
                name: form["c\(row)-name"], from: form["c\(row)-from"], to: form["c\(row)-to"], what: form["c\(row)-what"],
                form: form["c\(row)-form"])
        }
    }

    /// A form sends its line ends as CR LF.
    private static func unix(_ text: String) -> String { String(decoding: text.utf8.filter { $0 != 13 }, as: UTF8.self) }
}
