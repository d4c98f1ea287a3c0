import Model
public import Reading

extension ReportDefinition {
    /// Reads a definition. Everything that is wrong with it is told at once.
    public static func read(file: String, bytes: [UInt8]) throws(Problems) -> ReportDefinition {
        let root: Node
        do { root = try YAMLReader.read(file: file, bytes: bytes) } catch { throw Problems(error) }
        var problems = Problems()
        var fields = Fields(root, path: "", file: file, &problems)
        let id = fields.requiredText("id", &problems) ?? ""
        if !id.isEmpty, !isID(id) {
            problems.add(
                fields.problem("id", "An id is 1 to 64 of a-z, 0-9 and -.", mend: "Write such an id, as a04-organisation-summary."))
        }
        var definition = ReportDefinition(id: id)
        definition.readShape(&fields, &problems)
        definition.readContent(&fields, &problems)
        definition.readTexts(&fields, &problems)
        fields.close(&problems)
        definition.check(fields, &problems)
        guard !problems.hasErrors else { throw problems }
        return definition
    }

    static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private mutating func readShape(_ fields: inout Fields, _ problems: inout Problems) {
        section = fields.text("section", &problems) ?? ""
        isBill = fields.flag("bill", &problems) ?? isBill
        dataSet = fields.choice("dataSet", DataSet.self, &problems) ?? dataSet
        list = fields.choice("list", ListKind.self, &problems)
        parameter = fields.choice("parameter", Parameter.self, &problems) ?? parameter
        layout = fields.choice("layout", Layout.self, &problems) ?? (dataSet == .list ? .detail : layout)
        totals = fields.choice("totals", Totals.self, &problems) ?? totals
        comparesBefore = fields.flag("compare", &problems) ?? comparesBefore
        colour = fields.flag("colour", &problems) ?? colour
        bold = fields.flag("bold", &problems) ?? bold
        top = fields.integer("top", in: 1...100_000, &problems)
    }

    private mutating func readContent(_ fields: inout Fields, _ problems: inout Problems) {
        if var inner = fields.fields("filter", &problems) { filter = Filter(&inner, isList: dataSet == .list, &problems) }
        for item in fields.list("groups", &problems) {
            var inner = Fields(item.node, path: item.path, file: fields.file, &problems)
            if let group = Group(&inner, &problems) { groups.append(group) }
        }
        across = fields.choice("across", GroupField.self, &problems)
        if dataSet == .list {
            listColumns = fields.texts("columns", &problems)
        } else {
            columns = Self.choices("columns", CallField.self, &fields, &problems)
        }
        measures = Self.choices("measures", Measure.self, &fields, &problems)
        readSort(&fields, &problems)
        for item in fields.list("charts", &problems) {
            var inner = Fields(item.node, path: item.path, file: fields.file, &problems)
            let measure = inner.choice("measure", Measure.self, &problems)
            let top = inner.integer("top", in: 1...400, &problems)
            inner.close(&problems)
            if let measure { charts.append(ChartRule(measure: measure, top: top)) }
        }
    }

    private mutating func readSort(_ fields: inout Fields, _ problems: inout Problems) {
        guard var inner = fields.fields("sort", &problems) else { return }
        if dataSet == .list {
            sort.column = inner.text("by", &problems) ?? ""
        } else {
            sort.by = inner.choice("by", CallField.self, &problems) ?? sort.by
        }
        sort.descending = inner.flag("descending", &problems) ?? sort.descending
        inner.close(&problems)
    }

    private mutating func readTexts(_ fields: inout Fields, _ problems: inout Problems) {
        guard var languages = fields.fields("texts", &problems) else { return }
        for language in languages.node.map ?? [] {
            guard let words = languages.fields(language.key, &problems) else { continue }
            texts[language.key] = ReportTexts.words(words, &problems)
        }
        languages.close(&problems)
    }

    /// A list of names of an enum, each once.
    private static func choices<Choice: RawRepresentable<String> & CaseIterable & Hashable>(
        _ key: String, _ type: Choice.Type, _ fields: inout Fields, _ problems: inout Problems
    ) -> [Choice] {
        var result: [Choice] = []
        for text in fields.texts(key, &problems) {
            guard let choice = Choice(rawValue: text) else {
                let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                problems.add(fields.problem(key, "There is no \"\(text)\" to choose.", mend: "Choose of \(names)."))
                continue
            }
            if result.contains(choice) {
                problems.add(fields.problem(key, "\"\(text)\" is named twice.", mend: "Name it once."))
            } else {
                result.append(choice)
            }
        }
        return result
    }
}

extension ReportDefinition.Group {
    fileprivate init?(_ fields: inout Fields, _ problems: inout Problems) {
        if fields.node("by") == nil { problems.add(fields.problem("by", "A group names its field.", mend: "Add `by: party`.")) }
        let by = fields.choice("by", GroupField.self, &problems)
        let descendingBy = fields.choice("descendingBy", Measure.self, &problems)
        let isAscending = fields.flag("ascending", &problems) ?? false
        let top = fields.integer("top", in: 1...100_000, &problems)
        let isComplete = fields.flag("complete", &problems) ?? false
        fields.close(&problems)
        guard let by else { return nil }
        self.init(by: by, descendingBy: descendingBy, isAscending: isAscending, top: top, isComplete: isComplete)
    }
}
