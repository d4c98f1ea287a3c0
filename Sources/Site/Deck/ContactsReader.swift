import Model
import Reading

/// Reads a CSV file of contacts: a row for each number, rows of one id are one contact.
struct ContactsReader {
    enum Column: String, CaseIterable {
        case id, name, number
    }

    private let file: String
    private var problems = Problems()
    private var suppressed = 0
    private var columns: [Column?] = []
    private var places: [Int] = []
    private var contacts: [Contact] = []
    private var found: [String: (place: Int, line: Int)] = [:]
    /// In which line each number stands.
    private var owners: [String: Int] = [:]

    static func read(_ bytes: [UInt8], file: String, _ problems: inout Problems) -> [Contact] {
        var reader = ContactsReader(file: file)
        reader.readAll(bytes)
        problems.add(reader.problems)
        return reader.contacts
    }

    private init(file: String) { self.file = file }

    private mutating func readAll(_ bytes: [UInt8]) {
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
            let line = UTF8Text.brokenLine(bytes) ?? bytes.prefix { $0 != 0 }.count { $0 == 10 } + 1
            return report(
                line, nil, nil, "This is no CSV file of UTF-8 text.", "Save the contacts as CSV, UTF-8, separated by commas.")
        }
        var csv = CSVReader(bytes)
        do throws(CSVReader.Failure) {
            guard try csv.next(), readHeader(csv) else {
                if csv.line == 0 { report(1, nil, nil, "The file is empty.", "Write the columns' names in its first line.") }
                return
            }
            while try csv.next() {
                if csv.count == 1, csv.field(0).isEmpty { continue }
                readRow(csv)
            }
        } catch {
            switch error {
            case .unclosedQuote(let line): report(line, nil, nil, "A quoted text has no end.", "Close the quotes; double those inside.")
            case .textAfterQuote(let line): report(line, nil, nil, "Text behind a closing quote.", "Double the quotes inside a text.")
            }
        }
        if suppressed > 0 {
            problems.add(
                Problem(
                    file: file, line: nil, message: "There are \(suppressed) more problems in this file.",
                    mend: "Mend these and read it again."))
        }
    }

    private mutating func readHeader(_ csv: borrowing CSVReader) -> Bool {
        let names = (0..<csv.count).map { Self.trimmed(csv.field($0)) }
        let all = Column.allCases.map(\.rawValue).joined(separator: ",")
        columns = names.map { name in Column.allCases.first { $0.rawValue == name.lowercased() } }
        if csv.count == 1, names[0].utf8.contains(UInt8(ascii: ";")) {
            report(1, nil, names[0], "The columns are separated by semicolons.", "Save the file with commas.")
            return false
        }
        let before = problems.list.count
        for (index, name) in names.enumerated() {
            if let column = columns[index], columns[..<index].contains(column) {
                report(1, column, nil, "The column stands twice.", "Keep one of them.")
            } else if columns[index] == nil {
                report(1, nil, name, "There is no such column.", "Columns: \(all).")
            }
        }
        for column in Column.allCases where !columns.contains(column) {
            report(1, nil, nil, "The column \(column.rawValue) is missing.", "Columns: \(all).")
        }
        places = Column.allCases.map { column in columns.firstIndex { $0 == column } ?? -1 }
        return problems.list.count == before
    }

    private mutating func readRow(_ csv: borrowing CSVReader) {
        guard csv.count == columns.count else {
            return report(
                csv.line, nil, nil, "\(csv.count) fields where the first line names \(columns.count).", "Put texts with commas in quotes.")
        }
        let (id, number) = (Self.trimmed(csv.field(places[0])), Self.trimmed(csv.field(places[2])))
        let name = String(decoding: csv.field(places[1]), as: UTF8.self)
        guard Form.isIdentifier(id) else {
            return report(
                csv.line, .id, id, "An id has 1 to 64 letters a-z, A-Z, digits, `-`, `_` or `.`, the first a letter or digit.",
                "Write such an id; the name may be any text.")
        }
        if let wrong = PatternForm.digits(number) { return report(csv.line, .number, number, wrong.message, wrong.mend) }
        if let line = owners[number] {
            return report(
                csv.line, .number, number, "The number stands in line \(line) already.", "Let it be one contact's, once.")
        }
        owners[number] = csv.line
        take(id, name, number, csv.line)
    }

    private mutating func take(_ id: String, _ name: String, _ number: String, _ line: Int) {
        let isBlank = name.allSatisfy(\.isWhitespace)
        guard let (place, first) = found[id] else {
            guard !isBlank else {
                return report(line, .name, name, "Nobody is called so.", "Write the name of the person or firm.")
            }
            found[id] = (contacts.count, line)
            return contacts.append(Contact(id: ContactID(id), name: name, numbers: [number]))
        }
        guard isBlank || name == contacts[place].name else {
            return report(
                line, .name, name, "The contact \(id) is called \(contacts[place].name) in line \(first).",
                "Write the same name, or leave it blank.")
        }
        contacts[place].numbers.append(number)
    }

    private mutating func report(_ line: Int, _ column: Column?, _ value: String?, _ message: String, _ mend: String) {
        guard problems.list.count < DeckReader.mostProblems else { return suppressed += 1 }
        problems.add(
            Problem(file: file, line: line, field: column?.rawValue ?? "", value: value, message: message, mend: mend))
    }

    /// Without blanks around it: spreadsheets leave them.
    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.drop { $0 == 32 || $0 == 9 }.reversed().drop { $0 == 32 || $0 == 9 }.reversed(), as: UTF8.self)
    }
}
