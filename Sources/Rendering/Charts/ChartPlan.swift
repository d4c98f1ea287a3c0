import Document

/// Where the parts of a chart stand in a picture of a given size: the page and the paper draw the same.
struct ChartPlan {
    struct Bar: Hashable {
        var series: Int
        var label: Int
        var x, y, width, height: Double
        var text: String
    }
    struct Text: Hashable {
        var x, y: Double
        var text: String
    }

    let width: Double
    let height: Double
    private(set) var plot = (left: 0.0, top: 0.0, right: 0.0, bottom: 0.0)
    private(set) var bars: [Bar] = []
    /// Where nothing is known: a hole and not a zero.
    private(set) var holes: [(x: Double, width: Double)] = []
    /// A line across the plot and its figure at the left.
    private(set) var ticks: [Text] = []
    /// Below the bars, as many as have room.
    private(set) var labels: [Text] = []
    /// The figure above each bar, where all have room.
    private(set) var figures: [Text] = []
    private(set) var zero = 0.0
    private let form: FigureForm

    /// - Parameter sign: width of a small letter, for what has room.
    init(_ chart: Chart, width: Double, height: Double, sign: Double, _ form: FigureForm = FigureForm(language: "en")) {
        (self.width, self.height, self.form) = (width, height, form)
        let columns = chart.labels.indices.map { label in
            chart.series.map { label < $0.values.count ? ChartScale.units($0.values[label]) : nil }
        }
        let scale = ChartScale(columns.flatMap(Self.ends), kind: chart.kind)
        let tickTexts = scale.ticks.map { scale.text($0, form) }
        let tickWidth = Double(tickTexts.map(\.unicodeScalars.count).max() ?? 0) * sign + sign * 1.5
        plot = (left: tickWidth, top: sign * 3, right: width, bottom: height - sign * 5.5)
        let (left, right, top, bottom) = (plot.left, plot.right, plot.top, plot.bottom)
        func y(_ units: Int64) -> Double { bottom - scale.share(units) * (bottom - top) }
        zero = y(0)
        ticks = zip(scale.ticks, tickTexts).map { Text(x: left - sign, y: y($0), text: $1) }
        let slot = (right - left) / Double(max(columns.count, 1))
        let barWidth = min(slot * 0.76, sign * 9)
        for (label, column) in columns.enumerated() {
            let x = left + slot * (Double(label) + 0.5) - barWidth / 2
            guard column.contains(where: { $0 != nil }) else {
                holes.append((left + slot * Double(label), slot))
                continue
            }
            stack(column, chart, label, x: x, width: barWidth, y: y)
        }
        place(chart.labels, slot: slot, sign: sign)
        placeFigures(columns, scale, slot: slot, sign: sign, y: y)
    }

    /// The ends of a stack above and below zero.
    private static func ends(_ column: [Int64?]) -> [Int64] {
        var (above, below) = (Int64(0), Int64(0))
        for value in column.compactMap(\.self) {
            if value > 0 { above = clampedSum(above, value) } else { below = clampedSum(below, value) }
        }
        return [above, below]
    }

    private static func clampedSum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? (right > 0 ? .max : .min) : sum
    }

    private mutating func stack(
        _ column: [Int64?], _ chart: Chart, _ label: Int, x: Double, width: Double, y: (Int64) -> Double
    ) {
        var (above, below) = (Int64(0), Int64(0))
        for (series, value) in column.enumerated() {
            guard let value, value != 0 else { continue }
            let start = value > 0 ? above : below
            let end = Self.clampedSum(start, value)
            if value > 0 { above = end } else { below = end }
            bars.append(
                Bar(
                    series: series, label: label, x: x, y: min(y(start), y(end)), width: width, height: abs(y(start) - y(end)),
                    text: form.text(chart.series[series].values[label])))
        }
    }

    /// Each label, or each second, third …, so that none touches the next. One that would go over an edge is moved inside, and left out
    /// where it would touch the one before there.
    private mutating func place(_ texts: [String], slot: Double, sign: Double) {
        let longest = Double(min(texts.map(\.unicodeScalars.count).max() ?? 0, 14)) * sign + sign * 1.5
        let every = max(1, Int((longest / max(slot, 0.01)).rounded(.up)))
        for (index, text) in texts.enumerated() where index.isMultiple(of: every) {
            let short = text.unicodeScalars.count > 14 ? String(text.unicodeScalars.prefix(13)) + "…" : text
            // Fonts differ, and capitals are wider: at an edge there is room for these.
            let (half, widest) = (Self.width(short, sign) / 2, Self.width(short, sign * 1.3) / 2)
            let x = max(widest, min(plot.left + slot * (Double(index) + 0.5), width - widest))
            if let last = labels.last, last.x + Self.width(last.text, sign) / 2 + sign / 2 > x - half { continue }
            labels.append(Text(x: x, y: plot.bottom + sign * 2.2, text: short))
        }
    }

    /// What a text takes, about: letters of the far East are twice as wide.
    private static func width(_ text: String, _ sign: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 2 * sign : sign) }
    }

    private mutating func placeFigures(
        _ columns: [[Int64?]], _ scale: ChartScale, slot: Double, sign: Double, y: (Int64) -> Double
    ) {
        let found = columns.enumerated().compactMap { index, column -> Text? in
            let known = column.compactMap(\.self)
            let sum = known.reduce(0, Self.clampedSum)
            guard sum != 0, let top = Self.ends(column).first else { return nil }
            return Text(x: plot.left + slot * (Double(index) + 0.5), y: y(top) - sign * 0.8, text: scale.text(sum, form))
        }
        let widest = Double(found.map(\.text.unicodeScalars.count).max() ?? 0) * sign + sign
        if widest <= slot { figures = found }
    }
}
