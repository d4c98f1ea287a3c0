/// What a style makes of a number, as far as it changes what the number is for people.
enum CellShape: Hashable {
    case plain
    case day
    /// Shown with zeros in front, up to so many digits.
    case digits(UInt8)

    /// Styles by their number.
    static func read(_ pieces: inout XMLPieces) throws(XMLPieces.Flaw) -> [CellShape] {
        var written: [Int: CellShape] = [:]
        var shapes: [CellShape] = []
        // Styles of cells, not those that only have a name.
        var isCells = false
        while let piece = try pieces.next() {
            if pieces.isNamed("cellXfs"), piece != .text { isCells = piece == .begin }
            guard piece == .begin else { continue }
            if pieces.isNamed("numFmt"), let id = try pieces.attribute("numFmtId").flatMap({ Int($0) }),
                let code = try pieces.attribute("formatCode")
            {
                written[id] = of(code)
            } else if isCells, pieces.isNamed("xf") {
                // Excel itself stops at 65,490.
                guard shapes.count < 0xFFFF else { throw XMLPieces.Flaw() }
                let id = try pieces.attribute("numFmtId").flatMap { Int($0) } ?? 0
                shapes.append(written[id] ?? of(builtIn: id))
            }
        }
        return shapes
    }

    /// Formats that have a number and are not written out; 27 to 36 and 50 to 58 are those of East Asia.
    static func of(builtIn id: Int) -> CellShape {
        switch id {
        case 14...22, 27...36, 45...47, 50...58: .day
        default: .plain
        }
    }

    /// - Parameter code: such as `dd/mm/yyyy;@`, `#,##0" VND"`, `0000`. What it says of numbers above zero counts.
    static func of(_ code: String) -> CellShape {
        var (isQuoted, isBracketed, isEscaped) = (false, false, false)
        var signs: [Character] = []
        for sign in code.lowercased() {
            if isEscaped {
                isEscaped = false
            } else if isQuoted {
                isQuoted = sign != "\""
            } else if isBracketed {
                isBracketed = sign != "]"
            } else if sign == ";" {
                break
            } else {
                switch sign {
                case "\"": isQuoted = true
                case "[": isBracketed = true
                case "\\", "_", "*": isEscaped = true
                default: signs.append(sign)
                }
            }
        }
        if signs.contains(where: { "dmyhs".contains($0) }) { return .day }
        return signs.count > 1 && signs.allSatisfy({ $0 == "0" }) ? UInt8(exactly: signs.count).map { .digits($0) } ?? .plain : .plain
    }
}
