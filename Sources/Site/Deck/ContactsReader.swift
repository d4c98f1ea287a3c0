import Model
import Reading

/// Reads a CSV file of contacts: a row for each number, rows of one id are one contact.
struct ContactsReader {
    enum Column: String, CaseIterable {
        case id, name, number
    }

    private var contacts: [Contact] = []
    private var found: [String: (place: Int, line: Int)] = [:]
    /// In which line each number stands.
    private var owners: [String: Int] = [:]

    static func read(_ bytes: [UInt8], file: String, _ problems: inout Problems) -> [Contact] {
        var reader = ContactsReader()
        var sheet = DeckSheet<Column>(
            file: file, .init(content: "contacts", file: "file"), key: .id, required: Column.allCases)
        sheet.read(bytes) { csv, sheet in reader.readRow(csv, &sheet) }
        problems.add(sheet.problems)
        return reader.contacts
    }

    private mutating func readRow(_ csv: borrowing CSVReader, _ sheet: inout DeckSheet<Column>) {
        guard csv.count == sheet.count else { return sheet.reportCount(csv) }
        let (id, number) = (sheet.text(csv, .id), sheet.text(csv, .number))
        let name = String(decoding: sheet.bytes(csv, .name), as: UTF8.self)
        guard Form.isIdentifier(id) else {
            return sheet.report(
                csv.line, .id, id, "An id has 1 to 64 letters a-z, A-Z, digits, `-`, `_` or `.`, the first a letter or digit.",
                "Write such an id; the name may be any text.")
        }
        if let wrong = PatternForm.digits(number) { return sheet.report(csv.line, .number, number, wrong.message, wrong.mend) }
        if let line = owners[number] {
            return sheet.report(
                csv.line, .number, number, "The number stands in line \(line) already.", "Let it be one contact's, once.")
        }
        owners[number] = csv.line
        take(id, name, number, csv.line, &sheet)
    }

    private mutating func take(_ id: String, _ name: String, _ number: String, _ line: Int, _ sheet: inout DeckSheet<Column>) {
        let isBlank = name.allSatisfy(\.isWhitespace)
        guard let (place, first) = found[id] else {
            guard !isBlank else {
                return sheet.report(line, .name, name, "Nobody is called so.", "Write the name of the person or firm.")
            }
            found[id] = (contacts.count, line)
            return contacts.append(Contact(id: ContactID(id), name: name, numbers: [number]))
        }
        guard isBlank || name == contacts[place].name else {
            return sheet.report(
                line, .name, name, "The contact \(id) is called \(contacts[place].name) in line \(first).",
                "Write the same name, or leave it blank.")
        }
        contacts[place].numbers.append(number)
    }
}
