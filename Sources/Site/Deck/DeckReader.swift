import Model
import Money
import Reading
import Time

/// Reads a CSV rate deck (docs/tariffs.md). Rows of one prefix and date are one row with several bands.
struct DeckReader {
    enum Column: String, CaseIterable {
        case prefix, name, band, connection, price, per, first, next, validFrom, minimumCharge
    }

    /// More than these are counted, not listed: a file that is no deck would give one for each of its lines.
    static let mostProblems = 50

    /// A prefix on a date.
    private struct Key: Hashable {
        var day: Int32
        var prefix: String
    }

    let file: String
    /// Bands of the table's week and `all`.
    let bands: [String]
    /// The version's day, which rows without a date have.
    let from: CivilDay
    private(set) var problems = Problems()
    private var suppressed = 0
    private var columns: [Column?] = []
    private var places: [Int] = []
    private var found: [Key: Int] = [:]
    private var entries: [Deck.Entry] = []
    /// The date last read: most rows have the one of the row before.
    private var lastDay: (text: String, day: CivilDay?) = ("", nil)

    static func read(
        _ bytes: [UInt8], reference: DeckReference, bands: [String], from: CivilDay, _ problems: inout Problems
    ) -> Deck {
        var reader = DeckReader(file: reference.file, bands: bands, from: from)
        reader.readAll(bytes)
        problems.add(reader.problems)
        return Deck(reference: reference, entries: reader.entries)
    }

    private init(file: String, bands: [String], from: CivilDay) {
        self.file = file
        self.bands = bands
        self.from = from
    }

    private mutating func readAll(_ bytes: [UInt8]) {
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
            let line = UTF8Text.brokenLine(bytes) ?? bytes.prefix { $0 != 0 }.count { $0 == 10 } + 1
            problems.add(
                Problem(
                    file: file, line: line, message: "This is no CSV file of UTF-8 text.",
                    mend: "Save the price list as CSV, UTF-8, separated by commas."))
            return
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
                    file: file, line: nil, message: "There are \(suppressed) more problems in this deck.",
                    mend: "Mend these and read it again."))
        }
    }

    private mutating func readHeader(_ csv: borrowing CSVReader) -> Bool {
        let names = (0..<csv.count).map { Self.trimmed(csv.field($0)) }
        let all = Column.allCases.map(\.rawValue).joined(separator: ",")
        columns = names.map { name in Column.allCases.first { $0.rawValue.lowercased() == name.lowercased() } }
        guard columns.contains(.prefix) else {
            let semicolons = csv.count == 1 && names[0].utf8.contains(UInt8(ascii: ";"))
            report(
                1, nil, names.first, semicolons ? "The columns are separated by semicolons." : "The first line names no column prefix.",
                semicolons ? "Save the file with commas." : "Write the columns' names there: \(all).")
            return false
        }
        let before = problems.list.count
        for (index, name) in names.enumerated() {
            if let column = columns[index], columns[..<index].contains(column) {
                report(1, name, nil, "The column stands twice.", "Keep one of them.")
            } else if columns[index] == nil {
                report(1, nil, name, "There is no such column.", "Columns: \(all).")
            }
        }
        if !columns.contains(.price) { report(1, nil, nil, "The column price is missing.", "Columns: \(all).") }
        places = Column.allCases.map { column in columns.firstIndex { $0 == column } ?? -1 }
        return problems.list.count == before
    }

    private func bytes(_ csv: borrowing CSVReader, _ place: Int) -> ArraySlice<UInt8> {
        places[place] < 0 ? [] : csv.field(places[place])
    }

    private mutating func readRow(_ csv: borrowing CSVReader) {
        let before = problems.list.count + suppressed
        if csv.count > columns.count {
            report(
                csv.line, nil, nil, "\(csv.count) fields where the first line names \(columns.count).", "Put texts with commas in quotes.")
            return
        }
        let prefix = Self.trimmed(bytes(csv, 0))
        if prefix.isEmpty {
            report(
                csv.line, .prefix, nil, "The prefix is missing.",
                "Write it; the row for everything else belongs under `rows` in the site file.")
        } else if let wrong = PrefixForm.wrong(prefix, short: false) {
            report(
                csv.line, .prefix, prefix, wrong.message, "Write country code and number without +, 00, blanks or dashes, as a text: 8424.")
        }
        let name = String(decoding: bytes(csv, 1), as: UTF8.self)
        let band = readBand(Self.trimmed(bytes(csv, 2)), csv.line)
        let connection = price(csv, 3, .connection)
        let price = price(csv, 4, .price)
        if price == nil, Self.trimmed(bytes(csv, 4)).isEmpty {
            report(csv.line, .price, nil, "The price is missing.", "Write it, such as 0.25.")
        }
        let per = seconds(csv, 5, .per) ?? 60
        let first = seconds(csv, 6, .first) ?? 1
        let next = seconds(csv, 7, .next) ?? 1
        let day = readDay(Self.trimmed(bytes(csv, 8)), csv.line)
        let minimum = self.price(csv, 9, .minimumCharge)
        guard problems.list.count + suppressed == before, let price else { return }
        let pricing = Pricing.increments(Increments(first: first, next: next, price: price, per: per))
        take(prefix, day, name, BandPrice(band: band, connection: connection, pricing: pricing), minimum, csv.line)
    }

    private mutating func take(
        _ prefix: String, _ day: CivilDay?, _ name: String, _ band: BandPrice, _ minimum: Price?, _ line: Int
    ) {
        let key = Key(day: (day ?? from).number, prefix: prefix)
        guard let index = found[key] else {
            var row = Row(prefixes: [prefix])
            row.name = name
            row.terms.minimumCharge = minimum
            row.bands = [band]
            row.fromDeck = true
            found[key] = entries.count
            entries.append(Deck.Entry(day: day, row: row, line: line))
            return
        }
        if entries[index].row.bands.contains(where: { $0.band == band.band }) {
            report(
                line, .prefix, prefix, "The same prefix, date and band (\(band.band)) stand in line \(entries[index].line).",
                "Keep one of them.")
            return
        }
        let former = entries[index].row.terms.minimumCharge
        if let minimum, let former, minimum != former {
            report(
                line, .minimumCharge, minimum.text, "Another minimum charge than in line \(entries[index].line), \(former.text).",
                "A row has one minimum charge for all its bands.")
        }
        entries[index].row.terms.minimumCharge = former ?? minimum
        if entries[index].row.name.isEmpty { entries[index].row.name = name }
        entries[index].row.bands.append(band)
    }

    private mutating func readBand(_ text: String, _ line: Int) -> String {
        if text.isEmpty { return BandPrice.all }
        if !bands.contains(text) {
            report(
                line, .band, text, "The table has no such band.",
                "Leave it blank for all bands, or write one of: \(bands.joined(separator: ", ")).")
        }
        return text
    }

    private mutating func readDay(_ text: String, _ line: Int) -> CivilDay? {
        if text == lastDay.text { return lastDay.day }
        let day = CivilDay(text: text)
        if day != nil { lastDay = (text, day) }
        if day == nil, !text.isEmpty { report(line, .validFrom, text, "Not a day of the calendar.", "Write it as 2026-03-02.") }
        return day
    }

    private mutating func price(_ csv: borrowing CSVReader, _ place: Int, _ column: Column) -> Price? {
        let text = Self.trimmed(bytes(csv, place))
        if text.isEmpty { return nil }
        do throws(DecimalError) {
            return try Price(text: text)
        } catch {
            report(csv.line, column, text, error.message, error.mend)
            return nil
        }
    }

    private mutating func seconds(_ csv: borrowing CSVReader, _ place: Int, _ column: Column) -> Int? {
        let text = Self.trimmed(bytes(csv, place))
        if text.isEmpty { return nil }
        if Form.isDigits(text), let value = Int(text), (1...mostSeconds).contains(value) { return value }
        report(csv.line, column, text, "Not whole seconds from 1 to \(mostSeconds).", "Write such as 60.")
        return nil
    }

    private mutating func report(_ line: Int, _ column: Column?, _ value: String?, _ message: String, _ mend: String) {
        report(line, column?.rawValue ?? "", value, message, mend)
    }

    private mutating func report(_ line: Int, _ column: String, _ value: String?, _ message: String, _ mend: String) {
        guard problems.list.count < Self.mostProblems else {
            suppressed += 1
            return
        }
        problems.add(Problem(file: file, line: line, field: column, value: value, message: message, mend: mend))
    }

    /// Without blanks around it: spreadsheets leave them.
    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = bytes
        while bytes.first == 32 || bytes.first == 9 { bytes.removeFirst() }
        while bytes.last == 32 || bytes.last == 9 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
