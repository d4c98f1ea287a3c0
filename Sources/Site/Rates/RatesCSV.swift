import Model
import Money
import Reading
import Time

/// Rates in rows: our own (`date,from,to,rate`), or a row for each day with a column for each currency, as the European Central Bank has
/// them. One line is one row.
struct RatesCSV {
    /// Longest line in bytes; the whole history of the bank has some 300 in each.
    static let longestLine = 65_536

    private enum Layout {
        /// Where the date, from, to and rate stand, and how many columns there are.
        case own([Int], count: Int)
        /// The columns behind the date; `nil`: without a name.
        case euro([Partner?])
    }

    private static let names = ["date", "from", "to", "rate"]

    private let separator: UInt8
    private var layout: Layout?
    private var line = 0

    static func read(_ bytes: [UInt8], into draft: inout RatesDraft) {
        let isLineEnd: (UInt8) -> Bool = { $0 == 10 || $0 == 13 }
        let heading = bytes.drop(while: RatesFile.isBlank).prefix { !isLineEnd($0) }
        let separators: [UInt8] = [9, UInt8(ascii: ";"), UInt8(ascii: ",")]
        var reader = RatesCSV(separator: separators.first { heading.contains($0) } ?? UInt8(ascii: ","))
        var rest = bytes[...]
        while !rest.isEmpty {
            let row = rest.prefix { $0 != 10 }
            rest = rest.dropFirst(row.count + 1)
            reader.line += 1
            guard row.count <= longestLine else {
                return draft.report(
                    reader.line, "", nil, "The line has \(row.count) bytes.", "Is this the right file? A row of rates has a few hundred.")
            }
            guard let cells = reader.cells(row, &draft), cells.contains(where: { !$0.isEmpty }) else { continue }
            if reader.layout != nil {
                reader.readRow(cells, &draft)
            } else if !reader.readHeader(cells, &draft) {
                return
            }
        }
    }

    private init(separator: UInt8) { self.separator = separator }

    /// The fields of a line without the blanks around them; `nil` where its quotes are wrong.
    private func cells(_ row: ArraySlice<UInt8>, _ draft: inout RatesDraft) -> [String]? {
        var csv = CSVReader(Array(row), separator: separator)
        do throws(CSVReader.Failure) {
            guard try csv.next() else { return nil }
            return (0..<csv.count).map { csv.text($0).trimmingBlanks }
        } catch {
            switch error {
            case .unclosedQuote: draft.report(line, "", nil, "A quoted text has no end.", "Close the quotes in the same line.")
            case .textAfterQuote: draft.report(line, "", nil, "Text behind a closing quote.", "Double the quotes inside a text.")
            }
            return nil
        }
    }

    // MARK: The first line

    private mutating func readHeader(_ cells: [String], _ draft: inout RatesDraft) -> Bool {
        let columns = cells.map { $0.lowercased() }
        if columns.contains(where: { Self.names.dropFirst().contains($0) }) { return readOwnHeader(cells, columns, &draft) }
        guard columns.first == "date", columns.count > 1 else {
            draft.report(
                line, "", cells.first, "The first line names no columns of rates.",
                "Write date,from,to,rate there, or name a file of the European Central Bank (eurofxref, XML or CSV).")
            return false
        }
        var partners: [Partner?] = []
        var isRight = true
        for code in cells.dropFirst() {
            guard !code.isEmpty else {
                partners.append(nil)
                continue
            }
            if partners.contains(where: { $0?.code == code }) {
                draft.report(line, "", code, "The column stands twice.", "Keep one of them.")
                isRight = false
            }
            let partner = draft.partner(code, line, "")
            isRight = isRight && partner != nil
            partners.append(partner)
        }
        layout = .euro(partners)
        return isRight
    }

    private mutating func readOwnHeader(_ cells: [String], _ columns: [String], _ draft: inout RatesDraft) -> Bool {
        var isRight = true
        for (index, name) in columns.enumerated() where !name.isEmpty {
            if columns[..<index].contains(name) {
                draft.report(line, "", cells[index], "The column stands twice.", "Keep one of them.")
                isRight = false
            } else if !Self.names.contains(name) {
                draft.report(line, "", cells[index], "There is no such column.", "Columns: date,from,to,rate.")
                isRight = false
            }
        }
        let places = Self.names.compactMap { columns.firstIndex(of: $0) }
        for name in Self.names where !columns.contains(name) {
            draft.report(line, "", nil, "The column \(name) is missing.", "Columns: date,from,to,rate.")
        }
        layout = .own(places, count: columns.count)
        return isRight && places.count == Self.names.count
    }

    // MARK: Rows

    private func readRow(_ cells: [String], _ draft: inout RatesDraft) {
        switch layout {
        case .own(let places, let count):
            guard !hasMore(cells, than: count, &draft) else { return }
            readOwn(places.map { $0 < cells.count ? cells[$0] : "" }, &draft)
        case .euro(let partners): readEuro(cells, partners, &draft)
        case nil: break
        }
    }

    /// Empty cells at the end say nothing: spreadsheets and the bank leave a separator there.
    private func hasMore(_ cells: [String], than count: Int, _ draft: inout RatesDraft) -> Bool {
        guard cells.dropFirst(count).contains(where: { !$0.isEmpty }) else { return false }
        draft.report(
            line, "", nil, "\(cells.count) fields where the first line names \(count).", "Write numbers with a point, without grouping.")
        return true
    }

    private func readOwn(_ cells: [String], _ draft: inout RatesDraft) {
        let missing = zip(Self.names, cells).filter { $0.1.isEmpty }.map(\.0)
        for name in missing { draft.report(line, name, nil, "The \(name) is missing.", "Write it.") }
        let isThere: (Int) -> Bool = { !cells[$0].isEmpty }
        let day = isThere(0) ? draft.day(cells[0], line, "date") : nil
        let from = isThere(1) ? currency(cells[1], "from", &draft) : nil
        let to = isThere(2) ? currency(cells[2], "to", &draft) : nil
        let rate = isThere(3) ? draft.rate(cells[3], line, "rate") : nil
        if let from, from == to { draft.report(line, "to", cells[2], "A currency against itself.", "Name two currencies.") }
        draft.take(day, from, to, rate)
    }

    private func currency(_ code: String, _ field: String, _ draft: inout RatesDraft) -> Currency? {
        if let currency = Currency(code) { return currency }
        draft.report(line, field, code, "ISO 4217 knows no such currency.", "Write a code of three capital letters such as USD.")
        return nil
    }

    private func readEuro(_ cells: [String], _ partners: [Partner?], _ draft: inout RatesDraft) {
        guard !hasMore(cells, than: partners.count + 1, &draft) else { return }
        let last = partners.lastIndex { $0 != nil } ?? -1
        guard cells.count > last + 1 else {
            return draft.report(
                line, "", nil, "\(cells.count) fields where the first line names \(last + 2).", "Was the file cut off? Copy it again.")
        }
        let day = draft.day(cells[0], line, "Date")
        for (partner, text) in zip(partners, cells.dropFirst()) where !text.isEmpty && text != "N/A" {
            guard let partner else {
                draft.report(line, "", text, "The first line names no currency for this.", "Copy the file again.")
                continue
            }
            guard let currency = partner.currency else {
                draft.leaveOut(partner.code, line: line)
                continue
            }
            draft.take(day, Partner.euro, currency, draft.rate(text, line, partner.code))
        }
    }
}
