/// How the width of the paper is shared out among the columns of a table.
enum ColumnFit {
    struct Column: Hashable {
        /// What its widest cell takes, padding included.
        var natural: Double
        /// A text may be wrapped; a figure never is.
        var isText: Bool
    }

    /// A text column is never made narrower than this, unless its texts are shorter.
    static let narrowestText = 64.0

    /// The least width at which all figures stand whole.
    static func least(_ columns: [Column]) -> Double { columns.reduce(0) { $0 + least($1) } }

    private static func least(_ column: Column) -> Double {
        column.isText ? min(column.natural, narrowestText) : column.natural
    }

    /// Widths that add up to `width`, which is `least` or more: what is left goes to the texts, or to all where those are narrow.
    static func widths(_ columns: [Column], width: Double) -> [Double] {
        let wanted = columns.reduce(0) { $0 + $1.natural }
        if wanted <= width {
            let texts = columns.filter(\.isText).reduce(0) { $0 + $1.natural }
            // A single narrow text would stand far from its figures.
            guard texts >= width / 6 else { return columns.map { $0.natural + (width - wanted) / Double(max(columns.count, 1)) } }
            return columns.map { $0.isText ? $0.natural * (1 + (width - wanted) / texts) : $0.natural }
        }
        // Texts give way, those the most that want the most beyond the least.
        let least = least(columns)
        let beyond = wanted - least
        guard beyond > 0 else { return columns.map(\.natural) }
        let share = max(0, width - least) / beyond
        return columns.map { Self.least($0) + ($0.natural - Self.least($0)) * share }
    }
}
