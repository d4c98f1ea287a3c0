public import Money

/// What a column holds; alignment and form follow from it.
public enum ColumnKind: Hashable, Sendable {
    case text
    /// Digits of a telephone number.
    case number
    case count
    case duration
    /// A measured number with a fixed count of decimals.
    case decimal
    /// Hundredths of a whole.
    case percent
    /// Amounts of one currency, which stands once in the heading.
    case money(Currency)
    case day
    case time

    public var name: String {
        switch self {
        case .text: "text"
        case .number: "number"
        case .count: "count"
        case .duration: "duration"
        case .decimal: "decimal"
        case .percent: "percent"
        case .money: "money"
        case .day: "date"
        case .time: "time"
        }
    }

    /// Figures to add up stand at the right, texts and times at the left.
    public var isRightAligned: Bool {
        switch self {
        case .count, .duration, .decimal, .percent, .money: true
        case .text, .number, .day, .time: false
        }
    }

    public var currency: Currency? {
        if case .money(let currency) = self { return currency }
        return nil
    }
}

public struct Column: Hashable, Sendable {
    /// Unique in its table and stable: programs read it.
    public let id: String
    /// Without the currency, which the kind has.
    public let title: String
    public let kind: ColumnKind

    public init(id: String, title: String, kind: ColumnKind) {
        self.id = id
        self.title = title
        self.kind = kind
    }
}

public struct Cell: Hashable, Sendable {
    public var value: Value
    public var link: Link?
    /// A zero here means "none" and not "costs nothing".
    public var zeroMeansNone: Bool

    public static let empty = Cell(.empty)

    public init(_ value: Value, link: Link? = nil, zeroMeansNone: Bool = false) {
        self.value = value
        self.link = link
        self.zeroMeansNone = zeroMeansNone
    }
}

public struct Row: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Begins a group: its first cell is the group's name, the others are empty.
        case heading
        case line
        /// Ends the group of the same level.
        case subtotal
        /// Adds up the lines, before what is put to it or taken off.
        case sum
        /// What the total is made of beside the lines: a rounding difference.
        case adjustment
        case total
        /// A figure for comparison that is in no total.
        case aside
    }

    public var kind: Kind
    /// Depth of the group, 0 the outermost.
    public var level: Int
    /// One for each column.
    public var cells: [Cell]
    public var mark: Mark?
    /// Over a threshold of the layout.
    public var isBold: Bool

    public init(_ kind: Kind, level: Int = 0, cells: [Cell], mark: Mark? = nil, isBold: Bool = false) {
        self.kind = kind
        self.level = level
        self.cells = cells
        self.mark = mark
        self.isBold = isBold
    }
}

public struct Table: Hashable, Sendable {
    public var id: String
    public var caption: String
    public var columns: [Column]
    public var rows: [Row]

    public init(id: String, caption: String, columns: [Column], rows: [Row] = []) {
        self.id = id
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }
}
