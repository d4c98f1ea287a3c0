/// Places of cells as people name them: `C5`.
enum CellPlace {
    /// The column of a place: 3 for `C5`. A row in it is that of its row's element.
    static func column(_ place: String) throws(XMLPieces.Flaw) -> Int {
        let letters = place.utf8.prefix { (0x41...0x5A).contains($0 & 0xDF) }
        guard (1...3).contains(letters.count) else { throw XMLPieces.Flaw() }
        return letters.reduce(0) { $0 * 26 + Int($1 & 0xDF) - 0x40 }
    }

    /// - Parameters:
    ///   - row: from 1.
    ///   - column: from 1.
    static func name(_ row: Int, _ column: Int) -> String {
        var (letters, rest) = ("", column)
        while rest > 0 {
            letters = String(Unicode.Scalar(UInt8(0x41 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters + String(row)
    }
}
