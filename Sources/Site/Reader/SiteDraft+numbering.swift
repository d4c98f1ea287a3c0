import Model
import Reading

extension SiteDraft {
    mutating func readCallTypes(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "callTypes") { draft, fields, _ in
            let id = draft.unique(&fields, CallTypeID.self, &seen)
            let name = fields.text("name", &draft.problems)
            let colours = fields.texts(
                "colour", &draft.problems, form: Form.isColour, message: "Not a colour.", mend: "Write it as \"#15803d\".")
            if fields.has("colour"), fields.texts("colour", &draft.problems).count != 2 {
                draft.problems.add(
                    fields.problem("colour", "Two colours are expected.", mend: "Write one for the light and one for the dark theme."))
            }
            guard let id else { return }
            let standard = CallType.standard.first { $0.id == id }
            let fallback = standard?.colour ?? CallType.otherColour
            draft.site.callTypes.append(
                CallType(id: id, name: name ?? standard?.name ?? id.text, colour: colours.count == 2 ? colours : fallback))
        }
    }

    mutating func readNumbering(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "numbering") { draft, fields, _ in
            let short = fields.flag("short", &draft.problems) ?? false
            let prefix = draft.requiredPrefix(&fields, short: short)
            let type = draft.requiredReference(&fields, "type", .callTypes, CallTypeID.self)
            let destination = fields.text("destination", &draft.problems) ?? ""
            guard let prefix, let type else { return }
            let key = (short ? "short " : "") + prefix
            if let first = seen.updateValue(fields.node.line, forKey: key) {
                draft.problems.add(
                    fields.problem("prefix", "The same prefix stands in line \(first).", mend: "Keep one of them."))
                return
            }
            draft.site.numbering.append(NumberingEntry(prefix: prefix, type: type, destination: destination, short: short))
        }
    }

    private mutating func requiredPrefix(_ fields: inout Fields, short: Bool) -> String? {
        guard let text = fields.requiredText("prefix", &problems) else { return nil }
        if let wrong = PrefixForm.wrong(text, short: short) {
            problems.add(fields.problem("prefix", wrong.message, mend: wrong.mend))
            return nil
        }
        return text
    }
}

/// What a prefix may be: digits of the normalised number, or a whole short number.
enum PrefixForm {
    static func wrong(_ text: String, short: Bool) -> (message: String, mend: String)? {
        if short {
            return Form.isDialled(text)
                ? nil : ("Not a whole short number.", "Write the digits (also * and #) that are dialled, in quotes.")
        }
        guard Form.isDigits(text) else {
            return (
                "A prefix has digits only, at most 32.",
                "Write country code and number without +, 00, blanks or dashes, in quotes: \"8424\"."
            )
        }
        return nil
    }
}
