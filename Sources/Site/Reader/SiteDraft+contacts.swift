import Model
import Reading

extension SiteDraft {
    /// `contacts: [{id: bank, name: Red River Bank, numbers: ["84243825*", "84904123456"]}]`
    mutating func readContacts(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        var owners: [String: Int] = [:]
        each(&root, "contacts") { draft, fields, _ in
            let id = draft.unique(&fields, ContactID.self, &seen)
            let name = fields.requiredText("name", &draft.problems)
            if let name, name.allSatisfy(\.isWhitespace) {
                draft.problems.add(fields.problem("name", "Nobody is called so.", mend: "Write the name of the person or firm."))
            }
            let numbers = draft.patterns(&fields, "numbers", PatternForm.digits)
            if draft.isMissingOrEmpty(&fields, "numbers") {
                draft.problems.add(
                    fields.problem("numbers", "The contact has no number.", mend: "Write such as `numbers: [\"84243825*\"]`."))
            }
            for number in numbers {
                if let line = owners[number] {
                    draft.problems.add(
                        fields.problem(
                            "numbers", "The number \(number) stands in line \(line) already.", mend: "Let it be one contact's, once."))
                }
                owners[number] = owners[number] ?? fields.node.line
            }
            if let id, let name { draft.site.contacts.append(Contact(id: id, name: name, numbers: numbers)) }
        }
    }
}
