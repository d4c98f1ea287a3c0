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
        dataSet = fields.choice("dataSet", DataSet.self, &problems) ?? dataSet
        parameter = fields.choice("parameter", Parameter.self, &problems) ?? parameter
        layout = fields.choice("layout", Layout.self, &problems) ?? layout
        totals = fields.choice("totals", Totals.self, &problems) ?? totals
        colour = fields.flag("colour", &problems) ?? colour
        bold = fields.flag("bold", &problems) ?? bold
    }

    private mutating func readContent(_ fields: inout Fields, _ problems: inout Problems) {
        if var inner = fields.fields("filter", &problems) { filter = Filter(&inner, &problems) }
        for item in fields.list("groups", &problems) {
            var inner = Fields(item.node, path: item.path, file: fields.file, &problems)
            if inner.node("by") == nil { problems.add(inner.problem("by", "A group names its field.", mend: "Add `by: party`.")) }
            let by = inner.choice("by", GroupField.self, &problems)
            let descendingBy = inner.choice("descendingBy", Measure.self, &problems)
            inner.close(&problems)
            if let by { groups.append(Group(by: by, descendingBy: descendingBy)) }
        }
        columns = Self.choices("columns", CallField.self, &fields, &problems)
        measures = Self.choices("measures", Measure.self, &fields, &problems)
        if var inner = fields.fields("sort", &problems) {
            sort.by = inner.choice("by", CallField.self, &problems) ?? sort.by
            sort.descending = inner.flag("descending", &problems) ?? sort.descending
            inner.close(&problems)
        }
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

extension ReportDefinition.Filter {
    init(_ fields: inout Fields, _ problems: inout Problems) {
        for text in fields.texts("states", &problems) {
            guard let state = CallState.allCases.first(where: { $0.name == text }) else {
                let names = CallState.allCases.map(\.name).joined(separator: ", ")
                problems.add(fields.problem("states", "There is no state \"\(text)\".", mend: "Choose of \(names)."))
                continue
            }
            states.append(state)
        }
        for text in fields.texts("directions", &problems) {
            guard let direction = Direction(name: text) else {
                problems.add(
                    fields.problem("directions", "There is no direction \"\(text)\".", mend: "Choose of out, in, internal, transit."))
                continue
            }
            directions.append(direction)
        }
        callTypes = fields.texts("callTypes", &problems)
        trunks = fields.texts("trunks", &problems)
        switches = fields.texts("switches", &problems)
        accounts = fields.texts("accounts", &problems)
        calledPrefix = fields.text("calledPrefix", &problems) ?? ""
        minimumDuration = fields.integer("minimumDuration", in: 0...Int(Int32.max), &problems)
        answered = fields.flag("answered", &problems)
        fields.close(&problems)
    }
}
