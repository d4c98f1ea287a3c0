import Model
import Money
import Reading

extension SiteDraft {
    /// `layout:`, which holds for all, and `layouts:`, which others name.
    mutating func readLayouts(_ root: inout Fields) {
        if var fields = root.fields("layout", &problems) {
            site.layout = layout(&fields)
            checkDue(site.layout, fields)
            fields.close(&problems)
        }
        var seen: [String: Int] = [:]
        each(&root, "layouts") { draft, fields, _ in
            let id = draft.unique(&fields, LayoutID.self, &seen)
            let layout = draft.layout(&fields)
            if let id { draft.site.layouts.append(NamedLayout(id: id, layout: layout)) }
            if layout.slip != nil { draft.checkDue(layout.filled(from: draft.site.layout), fields) }
        }
    }

    /// A slip that names the day needs to know it: the line would never be printed.
    private mutating func checkDue(_ layout: BillLayout, _ fields: Fields) {
        guard layout.dueDays == nil, layout.slip?.flatMap(SlipText.placeholders).contains("due") == true else { return }
        problems.add(
            fields.problem(
                "slip", "It names the day on which the bill is due, and nothing says which.", mend: "Add `dueDays: 14` beside it."))
    }

    private mutating func layout(_ fields: inout Fields) -> BillLayout {
        var layout = BillLayout()
        if var bold = fields.fields("boldOver", &problems) {
            layout.boldOverDuration = bold.integer("duration", in: 0...mostSeconds, &problems)
            let amount = bold.decimal("price", &problems) { text throws(DecimalError) in try Amount(text: text) }
            let currency = bold.currency("currency", &problems) ?? site.settings.currency
            if let amount { layout.boldOverPrice = Money(amount, currency) }
            bold.close(&problems)
        }
        layout.letterhead = texts(&fields, "letterhead", most: 12)
        layout.logo = logo(&fields)
        layout.footer = texts(&fields, "footer", most: 4)
        layout.slip = texts(&fields, "slip", most: 20)
        checkPlaceholders(&fields, layout.slip ?? [])
        layout.dueDays = fields.integer("dueDays", in: 0...3650, &problems)
        layout.language = fields.choice("language", BillLanguage.self, &problems)
        layout.itemised = fields.flag("itemised", &problems)
        layout.numbers = fields.choice("numbers", BillLayout.Numbers.self, &problems)
        layout.freeHelplines = fields.choice("freeHelplines", BillLayout.Helplines.self, &problems)
        layout.helplines =
            fields.node("helplines") == nil
            ? nil
            : fields.texts(
                "helplines", &problems, form: Form.isDialled, message: "Not the beginning of a number.",
                mend: "Write digits, such as \"116\" or \"49800\".")
        layout.colours = fields.choice("colours", BillLayout.Colours.self, &problems)
        return layout
    }

    /// Lines of text; an empty list is one that says that there are none.
    private mutating func texts(_ fields: inout Fields, _ key: String, most: Int) -> [String]? {
        guard fields.node(key) != nil else { return nil }
        let lines = fields.texts(key, &problems)
        if lines.count > most {
            problems.add(fields.problem(key, "More than \(most) lines.", mend: "Write at most \(most) lines; they take room on the paper."))
        }
        if let long = lines.first(where: { $0.utf8.count > 400 }) {
            problems.add(
                Problem(
                    file: file, line: fields.node(key)?.line, field: fields.path(key), value: String(long.prefix(40)) + "…",
                    message: "A line of more than 400 bytes.", mend: "Write it as several lines."))
        }
        return lines
    }

    private mutating func checkPlaceholders(_ fields: inout Fields, _ slip: [String]) {
        for name in slip.flatMap(SlipText.placeholders) where !BillLayout.placeholders.contains(name) {
            let known = BillLayout.placeholders.map { "{\($0)}" }.joined(separator: ", ")
            problems.add(
                Problem(
                    file: file, line: fields.node("slip")?.line, field: fields.path("slip"), value: "{\(name)}",
                    message: "A bill has nothing of this name to fill in.", mend: "Write one of \(known)."))
        }
    }

    /// A PNG beside the site file. Its size is looked at here, before anything is unpacked.
    private mutating func logo(_ fields: inout Fields) -> LogoFile? {
        guard let name = fields.text("logo", &problems) else { return nil }
        guard Form.isFileName(name), name.lowercased().hasSuffix(".png") else {
            problems.add(
                fields.problem(
                    "logo", "Not the name of a PNG file beside this one.", mend: "Write the name alone, such as house.png, without folders."
                ))
            return nil
        }
        guard let bytes = decks(name) else {
            problems.add(
                fields.problem("logo", "There is no such file, or it cannot be read.", mend: "Lay the picture beside the site file."))
            return nil
        }
        if let fault = PictureForm.fault(bytes) {
            problems.add(
                fields.problem(
                    "logo", "The picture \(fault).",
                    mend: "Give a PNG of at most \(PictureForm.mostBytes / 1024) KB and \(PictureForm.mostPoints) × "
                        + "\(PictureForm.mostPoints) points."))
            return nil
        }
        return LogoFile(name: name, bytes: bytes)
    }
}

/// What a letterhead's picture may be.
public enum PictureForm {
    public static let mostBytes = 512 * 1024
    public static let mostPoints = 2000

    /// What is wrong with it by its first bytes: the signature, then the length, name, width and height of the first chunk. `nil`: nothing.
    public static func fault(_ bytes: [UInt8]) -> String? {
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]), bytes.count >= 33, bytes[12..<16].elementsEqual("IHDR".utf8)
        else { return "is no PNG" }
        guard bytes.count <= mostBytes else { return "has \((bytes.count + 1023) / 1024) KB" }
        func number(_ at: Int) -> Int { bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        let (width, height) = (number(16), number(20))
        guard (1...mostPoints).contains(width), (1...mostPoints).contains(height) else { return "has \(width) × \(height) points" }
        return nil
    }
}
