/// Bars over hours, days or names: values only.
public struct Chart: Hashable, Sendable {
    public struct Series: Hashable, Sendable {
        public var name: String
        public var mark: Mark?
        /// One for each label, `.empty` where nothing is known (a silent source is a hole, not a zero).
        public var values: [Value]

        public init(name: String, mark: Mark? = nil, values: [Value]) {
            self.name = name
            self.mark = mark
            self.values = values
        }
    }

    public var id: String
    public var title: String
    /// What the axis counts: "Hour", "Day".
    public var axis: String
    public var labels: [String]
    public var kind: ColumnKind
    /// Drawn one upon the other.
    public var series: [Series]

    public init(id: String, title: String, axis: String, labels: [String], kind: ColumnKind, series: [Series]) {
        self.id = id
        self.title = title
        self.axis = axis
        self.labels = labels
        self.kind = kind
        self.series = series
    }
}

extension Chart {
    /// The table that the chart was drawn from.
    public var table: Table {
        let columns =
            [Column(id: "label", title: axis, kind: .text)]
            + series.enumerated().map { Column(id: "series\($0.offset + 1)", title: $0.element.name, kind: kind) }
        let rows = labels.indices.map { index in
            Row(
                .line,
                cells: [Cell(.text(labels[index]))]
                    + series.map { Cell(index < $0.values.count ? $0.values[index] : .empty, zeroMeansNone: true) })
        }
        return Table(id: id, caption: title, columns: columns, rows: rows)
    }
}
