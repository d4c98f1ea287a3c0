import Model
import Money
import Reading
import Time

/// Reads a CSV rate deck (docs/tariffs.md). Rows of one prefix and date are one row with several bands.
struct DeckReader {
    enum Column: String, CaseIterable {
        case prefix, name, band, connection, price, per, first, next, validFrom, minimumCharge
    }

    /// A prefix on a date.
    private struct Key: Hashable {
        var day: Int32
        var prefix: String
    }

    /// Bands of the table's week and `all`.
    let bands: [String]
    /// The version's day, which rows without a date have.
    let from: CivilDay
    private var found: [Key: Int] = [:]
    private var entries: [Deck.Entry] = []
    /// The date last read: most rows have the one of the row before.
    private var lastDay: (text: String, day: CivilDay?) = ("", nil)

    static func read(
        _ bytes: [UInt8], reference: DeckReference, bands: [String], from: CivilDay, _ problems: inout Problems
    ) -> Deck {
        var reader = DeckReader(bands: bands, from: from)
        var sheet = DeckSheet<Column>(
            file: reference.file, .init(content: "price list", file: "deck"), key: .prefix, required: [.price])
        sheet.read(bytes) { csv, sheet in reader.readRow(csv, &sheet) }
        problems.add(sheet.problems)
        return Deck(reference: reference, entries: reader.entries)
    }

    private init(bands: [String], from: CivilDay) { (self.bands, self.from) = (bands, from) }

    private mutating func readRow(_ csv: borrowing CSVReader, _ sheet: inout DeckSheet<Column>) {
        let before = sheet.problemCount
        if csv.count > sheet.count { return sheet.reportCount(csv) }
        let prefix = sheet.text(csv, .prefix)
        if prefix.isEmpty {
            sheet.report(
                csv.line, .prefix, nil, "The prefix is missing.",
                "Write it; the row for everything else belongs under `rows` in the site file.")
        } else if let wrong = PrefixForm.wrong(prefix, short: false) {
            sheet.report(
                csv.line, .prefix, prefix, wrong.message, "Write country code and number without +, 00, blanks or dashes, as a text: 8424.")
        }
        let name = String(decoding: sheet.bytes(csv, .name), as: UTF8.self)
        let band = readBand(sheet.text(csv, .band), csv.line, &sheet)
        let connection = price(csv, .connection, &sheet)
        let price = price(csv, .price, &sheet)
        if price == nil, sheet.text(csv, .price).isEmpty {
            sheet.report(csv.line, .price, nil, "The price is missing.", "Write it, such as 0.25.")
        }
        let per = seconds(csv, .per, &sheet) ?? 60
        let first = seconds(csv, .first, &sheet) ?? 1
        let next = seconds(csv, .next, &sheet) ?? 1
        let day = readDay(sheet.text(csv, .validFrom), csv.line, &sheet)
        let minimum = self.price(csv, .minimumCharge, &sheet)
        guard sheet.problemCount == before, let price else { return }
        let pricing = Pricing.increments(Increments(first: first, next: next, price: price, per: per))
        take(prefix, day, name, BandPrice(band: band, connection: connection, pricing: pricing), minimum, csv.line, &sheet)
    }

    private mutating func take(
        _ prefix: String, _ day: CivilDay?, _ name: String, _ band: BandPrice, _ minimum: Price?, _ line: Int,
        _ sheet: inout DeckSheet<Column>
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
            sheet.report(
                line, .prefix, prefix, "The same prefix, date and band (\(band.band)) stand in line \(entries[index].line).",
                "Keep one of them.")
            return
        }
        let former = entries[index].row.terms.minimumCharge
        if let minimum, let former, minimum != former {
            sheet.report(
                line, .minimumCharge, minimum.text, "Another minimum charge than in line \(entries[index].line), \(former.text).",
                "A row has one minimum charge for all its bands.")
        }
        entries[index].row.terms.minimumCharge = former ?? minimum
        let formerName = entries[index].row.name
        if !name.isEmpty, !formerName.isEmpty, name != formerName {
            sheet.report(
                line, .name, name, "Another name than in line \(entries[index].line), \(formerName).",
                "A row has one name for all its bands.")
        }
        if formerName.isEmpty { entries[index].row.name = name }
        entries[index].row.bands.append(band)
    }

    private mutating func readBand(_ text: String, _ line: Int, _ sheet: inout DeckSheet<Column>) -> String {
        if text.isEmpty { return BandPrice.all }
        if !bands.contains(text) {
            sheet.report(
                line, .band, text, "The table has no such band.",
                "Leave it blank for all bands, or write one of: \(bands.joined(separator: ", ")).")
        }
        return text
    }

    private mutating func readDay(_ text: String, _ line: Int, _ sheet: inout DeckSheet<Column>) -> CivilDay? {
        if text == lastDay.text { return lastDay.day }
        let day = CivilDay(text: text)
        if day != nil { lastDay = (text, day) }
        if day == nil, !text.isEmpty { sheet.report(line, .validFrom, text, "Not a day of the calendar.", "Write it as 2026-03-02.") }
        return day
    }

    private mutating func price(_ csv: borrowing CSVReader, _ column: Column, _ sheet: inout DeckSheet<Column>) -> Price? {
        let text = sheet.text(csv, column)
        if text.isEmpty { return nil }
        do throws(DecimalError) {
            return try Price(text: text)
        } catch {
            sheet.report(csv.line, column, text, error.message, error.mend)
            return nil
        }
    }

    private mutating func seconds(_ csv: borrowing CSVReader, _ column: Column, _ sheet: inout DeckSheet<Column>) -> Int? {
        let text = sheet.text(csv, column)
        if text.isEmpty { return nil }
        if Form.isDigits(text), let value = Int(text), (1...mostSeconds).contains(value) { return value }
        sheet.report(csv.line, column, text, "Not whole seconds from 1 to \(mostSeconds).", "Write such as 60.")
        return nil
    }
}
