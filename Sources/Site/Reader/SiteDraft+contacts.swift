import Model
import Reading

extension SiteDraft {
    /// `contacts: [{id: bank, name: Red River Bank, numbers: ["84243825*", "84904123456"]}]`, or `contacts: {file: contacts.csv}`.
    mutating func readContacts(_ root: inout Fields) {
        guard root.node.entry("contacts")?.map == nil else { return readContactsFile(&root) }
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

    private mutating func readContactsFile(_ root: inout Fields) {
        guard var fields = root.fields("contacts", &problems) else { return }
        let name = fields.requiredText("file", &problems)
        fields.close(&problems)
        guard let name else { return }
        guard Form.isFileName(name) else {
            return problems.add(
                fields.problem("file", "Not the name of a file beside this one.", mend: "Write the name alone, without folders."))
        }
        guard let bytes = decks(name) else {
            return problems.add(
                fields.problem("file", "There is no such file, or it cannot be read.", mend: "Lay the contacts beside the site file."))
        }
        site.contactsFile = name
        site.contacts = ContactsReader.read(bytes, file: name, &problems)
    }
}
