import Reading

/// A CSV file whose first line names its columns. What may be wrong with any such file is said here; what with its rows, by who reads them.
struct DeckSheet<Column: CaseIterable & RawRepresentable & Hashable> where Column.RawValue == String {
    /// More than these are counted, not listed: a file that is no deck would give one for each of its lines.
    private static var mostProblems: Int { 50 }

    /// What is read of it, as people call it, such as `price list`.
    struct Words {
        let content: String
        /// Such as `deck`.
        let file: String
    }

    private let file: String
    private let words: Words
    /// Without which nothing else about the first line is worth saying.
    private let key: Column
    private let required: [Column]
    private(set) var problems = Problems()
    private var suppressed = 0
    /// In their order in the file; `nil` for one that is not known.
    private var columns: [Column?] = []
    private var places: [Column: Int] = [:]

    init(file: String, _ words: Words, key: Column, required: [Column]) {
        (self.file, self.words, self.key, self.required) = (file, words, key, required)
    }

    /// Problems so far, listed or not.
    var problemCount: Int { problems.list.count + suppressed }
    /// Columns of the file.
    var count: Int { columns.count }

    /// Goes through the rows behind the first line; empty ones are left out.
    mutating func read(_ bytes: [UInt8], _ row: (borrowing CSVReader, inout DeckSheet) -> Void) {
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
            let line = UTF8Text.brokenLine(bytes) ?? bytes.prefix { $0 != 0 }.count { $0 == 10 } + 1
            return report(
                line, nil, nil, "This is no CSV file of UTF-8 text.", "Save the \(words.content) as CSV, UTF-8, separated by commas.")
        }
        var csv = CSVReader(bytes)
        do throws(CSVReader.Failure) {
            guard try csv.next(), readHeader(csv) else {
                if csv.line == 0 { report(1, nil, nil, "The file is empty.", "Write the columns' names in its first line.") }
                return
            }
            while try csv.next() { if csv.count > 1 || !csv.field(0).isEmpty { row(csv, &self) } }
        } catch {
            switch error {
            case .unclosedQuote(let line): report(line, nil, nil, "A quoted text has no end.", "Close the quotes; double those inside.")
            case .textAfterQuote(let line): report(line, nil, nil, "Text behind a closing quote.", "Double the quotes inside a text.")
            }
        }
        guard suppressed > 0 else { return }
        problems.add(
            Problem(
                file: file, line: nil, message: "There are \(suppressed) more problems in this \(words.file).",
                mend: "Mend these and read it again."))
    }

    private mutating func readHeader(_ csv: borrowing CSVReader) -> Bool {
        let names = (0..<csv.count).map { Self.trimmed(csv.field($0)) }
        let all = Column.allCases.map(\.rawValue).joined(separator: ",")
        columns = names.map { name in Column.allCases.first { $0.rawValue.lowercased() == name.lowercased() } }
        guard columns.contains(key) else {
            let semicolons = csv.count == 1 && names[0].utf8.contains(UInt8(ascii: ";"))
            report(
                1, nil, names.first,
                semicolons ? "The columns are separated by semicolons." : "The first line names no column \(key.rawValue).",
                semicolons ? "Save the file with commas." : "Write the columns' names there: \(all).")
            return false
        }
        let before = problems.list.count
        for (index, name) in names.enumerated() {
            guard let column = columns[index] else {
                report(1, nil, name, "There is no such column.", "Columns: \(all).")
                continue
            }
            if places[column] != nil { add(1, name, nil, "The column stands twice.", "Keep one of them.") }
            places[column] = places[column] ?? index
        }
        for column in required where places[column] == nil {
            report(1, nil, nil, "The column \(column.rawValue) is missing.", "Columns: \(all).")
        }
        return problems.list.count == before
    }

    /// Empty where the file has no such column, or the row ends in front of it.
    func bytes(_ csv: borrowing CSVReader, _ column: Column) -> ArraySlice<UInt8> {
        guard let place = places[column] else { return [] }
        return csv.field(place)
    }

    /// Without blanks around it: spreadsheets leave them.
    func text(_ csv: borrowing CSVReader, _ column: Column) -> String { Self.trimmed(bytes(csv, column)) }

    /// Says that a row has another number of fields than the first line.
    mutating func reportCount(_ csv: borrowing CSVReader) {
        report(
            csv.line, nil, nil, "\(csv.count) fields where the first line names \(columns.count).", "Put texts with commas in quotes.")
    }

    mutating func report(_ line: Int, _ column: Column?, _ value: String?, _ message: String, _ mend: String) {
        add(line, column?.rawValue ?? "", value, message, mend)
    }

    private mutating func add(_ line: Int, _ field: String, _ value: String?, _ message: String, _ mend: String) {
        guard problems.list.count < Self.mostProblems else { return suppressed += 1 }
        problems.add(Problem(file: file, line: line, field: field, value: value, message: message, mend: mend))
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = bytes
        while bytes.first == 32 || bytes.first == 9 { bytes.removeFirst() }
        while bytes.last == 32 || bytes.last == 9 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
