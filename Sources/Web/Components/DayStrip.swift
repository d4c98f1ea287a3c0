public import Rendering

/// The calls of a day by hour, as columns in the colours of their call types. An hour in which the source was silent is drawn as a
/// hole, not as zero. An hour has 0 … 24 as number: a day may have 25.
public struct DayStrip: Sendable {
    public struct Hour: Sendable {
        public var hour: Int
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
            self.hour = hour
            self.parts = parts
            self.isSilent = isSilent
            self.isAhead = isAhead
            self.link = link
        }

        var calls: Int64 { parts.reduce(0) { $0 &+ max(0, $1.calls) } }
    }

    let hours: [Hour]
    let title: String

    public init(title: String, _ hours: [Hour]) {
        self.title = title
        self.hours = hours
    }

    private static let (top, height, step, foot, side) = (16, 120, 28, 24, 34)

    public func render(_ texts: PieceTexts) -> HTMLText {
        let most = Self.scale(hours.map(\.calls).max() ?? 0)
        let width = Self.side + hours.count * Self.step
        return element("figure", .class("day-strip")) {
            element(
                "svg", .text("viewBox", "0 0 \(width) \(Self.top + Self.height + Self.foot)"), .text("role", "img"),
                .text("aria-label", title)
            ) {
                axis(most, width)
                for (index, hour) in hours.enumerated() { column(hour, at: Self.side + index * Self.step, most: most, texts) }
            }
            legend
            table(texts)
        }
    }

    /// The next 1, 2 or 5 with zeros.
    static func scale(_ most: Int64) -> Int64 {
        var unit: Int64 = 1
        while unit < 1_000_000_000_000 {
            for factor in [1, 2, 5] as [Int64] where most <= factor * unit { return factor * unit }
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
        var bottom = Self.height + Self.top
        return element("g") {
            element("title") { "\(hour.hour):00 · " + (hour.isSilent ? texts.noRecords : Figures.count(hour.calls) + " " + texts.calls) }
            if hour.isSilent { rect("hole", x + 4, Self.top, Self.step - 8, Self.height, type: nil) }
            for part in hour.parts where part.calls > 0 {
                let height = max(1, Int(part.calls.multipliedReportingOverflow(by: Int64(Self.height)).partialValue / max(1, most)))
                let _ = (bottom -= height)
                rect("column", x + 4, bottom, Self.step - 8, height, type: part.type)
            }
            if hour.calls > 0 {
                text("value", x + Self.step / 2, bottom - 4, "middle") { Figures.count(hour.calls) }
            } else if !hour.isSilent, !hour.isAhead {
                // Nothing, and known to be nothing: a thin dash.
                text("value", x + Self.step / 2, bottom - 4, "middle") { "–" }
            }
            if hour.hour % 3 == 0 {
                text("axis", x + Self.step / 2, Self.top + Self.height + 16, "middle") { "\(hour.hour):00" }
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
        return seen
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
                columns: [.init(texts.hour, phone: .who)] + types.map { .init($0.name, isFigure: true, phone: .amount) },
                rows: hours.filter { $0.calls > 0 || $0.isSilent }.map { hour in
                    DataGrid.Row(
                        [together { "\(hour.hour):00" }]
                            + types.map { type in
                                let calls = hour.parts.first { $0.type == type.type }?.calls ?? 0
                                return calls == 0 ? Figures.none(texts) : together { Figures.count(calls) }
                            }, link: hour.link)
                }
            ).render(texts)
        }
    }
}
