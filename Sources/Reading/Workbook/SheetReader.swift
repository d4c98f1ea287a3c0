/// The cells of a sheet as rows of texts.
struct SheetReader {
    let texts: [String]
    let shapes: [CellShape]
    let countsFrom1904: Bool
    let limits: Workbook.Limits

    private var rows: [[String]] = []
    private var cells = 0
    private var bytes = 0
    /// The cell that is being read; rows and columns count from 1.
    private var (row, column) = (0, 0)

    init(texts: [String], shapes: [CellShape], countsFrom1904: Bool, limits: Workbook.Limits) {
        (self.texts, self.shapes, self.countsFrom1904, self.limits) = (texts, shapes, countsFrom1904, limits)
    }

    /// - Parameter part: what the sheet is called inside the file, for the error.
    mutating func rows(_ xml: [UInt8], part: String) throws(WorkbookError) -> [[String]] {
        do {
            var pieces = XMLPieces(xml)
            while let piece = try pieces.next() {
                guard piece == .begin else { continue }
                if pieces.depth == 1, !pieces.isNamed("worksheet") { throw XMLPieces.Flaw() }
                if pieces.isNamed("sheetData") { try readRows(&pieces) }
            }
            return rows
        } catch let error as WorkbookError {
            throw error
        } catch {
            throw .damaged("the part \(part)")
        }
    }

    private mutating func readRows(_ pieces: inout XMLPieces) throws {
        let depth = pieces.depth
        while let piece = try pieces.next(), pieces.depth >= depth {
            guard piece == .begin else { continue }
            if pieces.isNamed("row") {
                // Both may be left out: then they follow each other.
                row = try pieces.attribute("r").map { try Self.number($0) } ?? row + 1
                column = 0
            } else if pieces.isNamed("c") {
                guard row > 0 else { throw XMLPieces.Flaw() }
                column = try pieces.attribute("r").map { try CellPlace.column($0) } ?? column + 1
                let text = try readCell(&pieces)
                if !text.isEmpty { try put(text) }
            }
        }
    }

    private mutating func readCell(_ pieces: inout XMLPieces) throws -> String {
        let depth = pieces.depth
        let kind = try pieces.attribute("t") ?? "n"
        let style = try pieces.attribute("s").flatMap { Int($0) }
        var (value, written) = (String?.none, "")
        var (isValue, hasFormula) = (false, false)
        while let piece = try pieces.next(), pieces.depth >= depth {
            switch piece {
            case .begin:
                isValue = pieces.isNamed("v")
                if isValue { value = value ?? "" }
                if pieces.isNamed("f") { hasFormula = true }
                if pieces.isNamed("is") { written = try SharedTexts.runs(&pieces) }
            case .text: if isValue { value = (value ?? "") + (try pieces.text()) }
            case .end: isValue = false
            }
        }
        // A formula may well result in a text without letters, and says so then.
        if hasFormula, kind != "str", written.isEmpty, (value ?? "").isEmpty {
            throw WorkbookError.noResult(cell: CellPlace.name(row, column))
        }
        return kind == "inlineStr" ? OfficeText.plain(written.isEmpty ? value ?? "" : written) : try text(kind, value ?? "", style)
    }

    private func text(_ kind: String, _ value: String, _ style: Int?) throws -> String {
        switch kind {
        case "s":
            if value.isEmpty { return "" }
            let index = try Self.number(value)
            guard texts.indices.contains(index) else { throw XMLPieces.Flaw() }
            return texts[index]
        case "b": return value == "1" || value == "true" ? "TRUE" : value.isEmpty ? "" : "FALSE"
        // A day and time as ISO 8601 has it.
        case "d": return value.split(separator: "T").first.map(String.init) ?? ""
        case "str": return OfficeText.plain(value)
        case "e": return value
        default:
            guard let number = WrittenNumber(value) else { return value }
            switch style.flatMap({ shapes.indices.contains($0) ? shapes[$0] : nil }) ?? .plain {
            case .plain: return number.text
            case .digits(let count): return number.padded(Int(count))
            case .day: return SerialDay.text(number, countsFrom1904: countsFrom1904) ?? number.text
            }
        }
    }

    private mutating func put(_ text: String) throws(WorkbookError) {
        guard row <= limits.rows else { throw .tooBig("The sheet goes on to row \(row)", most: limits.rows) }
        guard column <= limits.columns else {
            throw .tooBig("The sheet has more columns (\(CellPlace.name(row, column)))", most: limits.columns)
        }
        while rows.count < row { rows.append([]) }
        cells += max(0, column - rows[row - 1].count)
        bytes += text.utf8.count
        guard cells <= limits.cells else { throw .tooBig("The sheet has more cells", most: limits.cells) }
        guard bytes <= limits.text else { throw .tooBig("The texts of the sheet have more bytes", most: limits.text) }
        while rows[row - 1].count < column { rows[row - 1].append("") }
        rows[row - 1][column - 1] = text
    }

    private static func number(_ text: String) throws(XMLPieces.Flaw) -> Int {
        guard let number = Int(text), (0...1 << 24).contains(number) else { throw XMLPieces.Flaw() }
        return number
    }
}
