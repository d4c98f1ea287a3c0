public import Rendering

/// The calls of a day by hour, as columns in the colours of their call types. An hour in which the source was silent is drawn as a
/// hole, not as zero. An hour has 0 … 24 as number: a day may have 25.
public struct DayStrip: Sendable {
    public struct Hour: Sendable {
        /// `9:00`, or `27 November 2026` in a strip of days.
        public var label: String
        /// What stands below the column; empty for most hours.
        public var tick: String
        /// Calls by call type, the type at the bottom first.
        public var parts: [(type: String, name: String, calls: Int64)]
        public var isSilent: Bool
        /// Still to come: neither a hole nor zero.
        public var isAhead: Bool
        public var link: LocalPath?

        public init(
            _ hour: Int, _ parts: [(type: String, name: String, calls: Int64)], isSilent: Bool = false, isAhead: Bool = false,
            link: LocalPath? = nil
        ) {
            label = "\(hour):00"
            tick = hour % 3 == 0 ? label : ""
            self.parts = parts
            self.isSilent = isSilent
            self.isAhead = isAhead
            self.link = link
        }

        /// A day of a strip of days.
        public init(day: Int, label: String, _ parts: [(type: String, name: String, calls: Int64)], isAhead: Bool, link: LocalPath) {
            (self.label, self.parts, self.isAhead, self.link) = (label, parts, isAhead, link)
            tick = String(day)
            isSilent = false
        }

        var calls: Int64 { parts.reduce(0) { $0 &+ max(0, $1.calls) } }
    }

    let hours: [Hour]
    let title: String
    /// What the columns are: hours or days.
    let heading: String
    /// Call types from the bottom to the top.
    let order: [String]

    public init(title: String, heading: String, order: [String] = [], _ hours: [Hour]) {
        self.title = title
        self.heading = heading
        self.order = order
        self.hours = hours
    }

    private static let (top, height, step, foot, side) = (16, 120, 28, 24, 34)

    public func render(_ texts: PieceTexts) -> HTMLText {
        let most = Self.scale(hours.map(\.calls).max() ?? 0)
        let width = Self.side + hours.count * Self.step
        return element("figure", .class("day-strip")) {
            element(
                "svg", .text("viewBox", "0 0 \(width) \(Self.top + Self.height + Self.foot)"),
                .text("role", hours.contains { $0.link != nil } ? "group" : "img"),
                .text("aria-label", title)
            ) {
                axis(most, width)
                for (index, hour) in hours.enumerated() { column(hour, at: Self.side + index * Self.step, most: most, texts) }
            }
            legend
            table(texts)
        }
    }

    /// The next figure with one digit before its zeros that is 1 or can be halved.
    static func scale(_ most: Int64) -> Int64 {
        var unit: Int64 = 1
        while unit < 1_000_000_000_000 {
            for factor in [1, 2, 4, 6, 8, 10] as [Int64] where most <= factor * unit { return factor * unit }
            unit *= 10
        }
        return most
    }

    private func axis(_ most: Int64, _ width: Int) -> HTMLText {
        together {
            for (share, label) in [(Int64(0), Int64(0)), (1, most / 2), (2, most)] where share != 1 || most > 1 {
                let y = Self.height + Self.top - Int(share) * Self.height / 2
                element(
                    "line", .class(share == 0 ? "base" : "hair"), .text("x1", String(Self.side)), .text("x2", String(width)),
                    .text("y1", String(y)), .text("y2", String(y))
                ) { HTMLText() }
                text("axis", Self.side - 6, y + 4, "end") { Figures.count(label) }
            }
        }
    }

    private func column(_ hour: Hour, at x: Int, most: Int64, _ texts: PieceTexts) -> HTMLText {
        let name = hour.label + ": " + (hour.isSilent ? texts.noRecords : Figures.count(hour.calls) + " " + texts.calls)
        let drawn = together {
            element("title") { name }
            bar(hour, at: x, most: most)
            if !hour.tick.isEmpty { text("axis", x + Self.step / 2, Self.top + Self.height + 16, "middle") { hour.tick } }
        }
        guard let link = hour.link, hour.calls > 0 else { return element("g") { drawn } }
        return element("a", .href(link), .text("aria-label", name)) { drawn }
    }

    private func bar(_ hour: Hour, at x: Int, most: Int64) -> HTMLText {
        var bottom = Self.height + Self.top
        return together {
            if hour.isSilent { rect("hole", x + 4, Self.top, Self.step - 8, Self.height, type: nil) }
            for part in hour.parts where part.calls > 0 {
                let height = max(1, Int(part.calls.multipliedReportingOverflow(by: Int64(Self.height)).partialValue / max(1, most)))
                let _ = (bottom -= height)
                rect("column", x + 4, bottom, Self.step - 8, height, type: part.type)
            }
            // Nothing, and known to be nothing, is a thin dash.
            if !hour.isSilent, !hour.isAhead {
                text("value", x + Self.step / 2, bottom - 4, "middle") { hour.calls > 0 ? Figures.count(hour.calls) : "–" }
            }
        }
    }

    private func text(_ name: String, _ x: Int, _ y: Int, _ anchor: String, @HTML _ content: () -> HTMLText) -> HTMLText {
        element(
            "text", .class(name), .text("x", String(x)), .text("y", String(y)), .text("text-anchor", anchor), content: content)
    }

    private func rect(_ name: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int, type: String?) -> HTMLText {
        element(
            "rect", .class(name), .text("x", String(x)), .text("y", String(y)), .text("width", String(width)),
            .text("height", String(height)), type.map { .type($0) }
        ) { HTMLText() }
    }

    private var types: [(type: String, name: String)] {
        var seen: [(type: String, name: String)] = []
        for part in hours.flatMap(\.parts) where !seen.contains(where: { $0.type == part.type }) { seen.append((part.type, part.name)) }
        let places = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
        return seen.sorted { (places[$0.type] ?? .max, $0.type) < (places[$1.type] ?? .max, $1.type) }
    }

    private var legend: HTMLText {
        element("ul", .class("parts")) {
            for type in types {
                element("li", .type(type.type)) {
                    element("span", .class("swatch")) { HTMLText() }
                    type.name
                }
            }
        }
    }

    /// The table that the columns were drawn from.
    private func table(_ texts: PieceTexts) -> HTMLText {
        element("details") {
            element("summary") { texts.table }
            DataGrid(
                caption: title,
                columns: [.init(heading, phone: .who)] + types.map { .init($0.name, isFigure: true) }
                    + [.init(texts.calls.prefix(1).uppercased() + texts.calls.dropFirst(), isFigure: true, phone: .amount)],
                rows: hours.filter { $0.calls > 0 || $0.isSilent }.map { row($0, texts) }
            ).render(texts)
        }
    }

    private func row(_ hour: Hour, _ texts: PieceTexts) -> DataGrid.Row {
        let parts = types.map { type in
            let calls = hour.parts.first { $0.type == type.type }?.calls ?? 0
            return calls == 0 ? Figures.none(texts) : together { Figures.count(calls) }
        }
        let total = hour.isSilent ? element("span", .class("quiet")) { texts.noRecords } : together { Figures.count(hour.calls) }
        return DataGrid.Row([together { hour.label }] + parts + [total], link: hour.link)
    }
}
