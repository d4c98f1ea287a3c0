public import Rendering

/// A table of the product: the one way in which lists of anything are shown. On a phone each row becomes an entry of two lines.
public struct DataGrid: Sendable {
    public struct Column: Sendable {
        /// Where the cell goes on a phone: who and how much in the first line, when and where in the second, what is to be done below.
        public enum Phone: String, Sendable { case who, amount, when, `where`, below, hidden }
        public enum Sorted: String, Sendable { case ascending, descending }

        public var title: String
        /// Unit or currency, once, in the heading.
        public var unit: String
        public var isFigure: Bool
        public var phone: Phone
        /// Where the heading leads, and how the list is sorted by this column now.
        public var sortLink: LocalPath?
        public var sorted: Sorted?

        public init(
            _ title: String, unit: String = "", isFigure: Bool = false, phone: Phone = .hidden, sortLink: LocalPath? = nil,
            sorted: Sorted? = nil
        ) {
            self.title = title
            self.unit = unit
            self.isFigure = isFigure
            self.phone = phone
            self.sortLink = sortLink
            self.sorted = sorted
        }
    }

    public struct Row: Sendable {
        public enum Kind: String, Sendable { case line, total }

        public var cells: [HTMLText]
        /// Where Enter and a click on the row lead.
        public var link: LocalPath?
        /// Id of the call type whose colour marks the row.
        public var type: String?
        /// Over the threshold of duration or price.
        public var isBold: Bool
        public var kind: Kind

        public init(_ cells: [HTMLText], link: LocalPath? = nil, type: String? = nil, isBold: Bool = false, kind: Kind = .line) {
            self.cells = cells
            self.link = link
            self.type = type
            self.isBold = isBold
            self.kind = kind
        }
    }

    public var caption: String
    public var columns: [Column]
    public var rows: [Row]
    public var pager: Pager?

    public init(caption: String, columns: [Column], rows: [Row], pager: Pager? = nil) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.pager = pager
    }

    public func render(_ texts: PieceTexts) -> HTMLText {
        together {
            element("table", .class(columns.count >= 8 ? "ledger grid wide" : "ledger grid"), .flag("data-row-keys")) {
                element("caption", .class("unseen")) { caption }
                element("thead") { element("tr") { for column in columns { heading(column, texts) } } }
                element("tbody") { for row in rows where row.kind == .line { self.row(row) } }
                if rows.contains(where: { $0.kind == .total }) {
                    element("tbody", .class("totals")) { for row in rows where row.kind == .total { self.row(row) } }
                }
            }
            pager?.render(texts)
        }
    }

    private func heading(_ column: Column, _ texts: PieceTexts) -> HTMLText {
        element(
            "th", .text("scope", "col"), .class(classes(column)),
            column.sorted.map { .text("aria-sort", $0.rawValue) }
        ) {
            if let link = column.sortLink {
                element(
                    "a", .href(link), .class("sort"),
                    column.sorted.map { .text("title", $0 == .ascending ? texts.ascending : texts.descending) }
                ) { column.title }
            } else {
                column.title
            }
            if !column.unit.isEmpty { element("span", .class("unit")) { " " + column.unit } }
        }
    }

    private func row(_ row: Row) -> HTMLText {
        element("tr", .class("row-" + row.kind.rawValue + (row.isBold ? " over" : "")), row.type.map { .type($0) }) {
            for (index, cell) in row.cells.enumerated() where index < columns.count {
                element("td", .class(classes(columns[index]))) {
                    if index == 0, let link = row.link { element("a", .href(link), .flag("data-row-link")) { cell } } else { cell }
                }
            }
        }
    }

    private func classes(_ column: Column) -> String { (column.isFigure ? "figure " : "") + "on-phone-" + column.phone.rawValue }
}

/// Pages by key: on from the last row shown and back from the first one, which is quick however deep.
public struct Pager: Sendable {
    public var summary: String
    public var first: LocalPath?
    public var previous: LocalPath?
    public var next: LocalPath?
    public var last: LocalPath?

    public init(
        summary: String, first: LocalPath? = nil, previous: LocalPath? = nil, next: LocalPath? = nil, last: LocalPath? = nil
    ) {
        self.summary = summary
        self.first = first
        self.previous = previous
        self.next = next
        self.last = last
    }

    func render(_ texts: PieceTexts) -> HTMLText {
        element("nav", .class("pager"), .text("aria-label", texts.next)) {
            element("span") { summary }
            if let first { element("a", .href(first)) { texts.first } }
            if let previous { element("a", .class("button"), .text("rel", "prev"), .href(previous)) { texts.previous } }
            if let next { element("a", .class("button"), .text("rel", "next"), .href(next)) { texts.next } }
            if let last { element("a", .href(last)) { texts.last } }
        }
    }
}
