public import Document

extension HTMLDocument {
    /// A chart as SVG with the table it was drawn from one click below. Sizes are in a picture of 720 × 220 that scales to its place;
    /// colours come from classes, since pages allow no style attributes.
    public func chart(_ chart: Chart) -> HTMLText {
        var html = HTMLText()
        self.chart(chart, &html)
        return html
    }

    func chart(_ chart: Chart, _ html: inout HTMLText) {
        html.markup("<figure class=\"chart\"")
        html.attribute("data-chart", chart.id)
        html.markup(">\n<figcaption>")
        html.text(chart.title)
        html.markup("</figcaption>\n")
        key(chart, &html)
        if !chart.labels.isEmpty { picture(chart, &html) }
        html.markup("<details><summary>")
        html.text(tableWord ?? FormWords(language: language).table)
        html.markup("</summary>\n")
        table(chart.table, &html)
        html.markup("</details>\n</figure>\n")
    }

    /// Which colour is which series, where there is more than one.
    private func key(_ chart: Chart, _ html: inout HTMLText) {
        guard chart.series.count > 1 else { return }
        html.markup("<ul class=\"chart-key\">")
        for (index, series) in chart.series.enumerated() {
            html.markup("<li")
            Self.colour(series, index, &html)
            html.markup("><bdi>")
            html.text(series.name)
            html.markup("</bdi></li>")
        }
        html.markup("</ul>\n")
    }

    private func picture(_ chart: Chart, _ html: inout HTMLText) {
        let plan = ChartPlan(chart, width: 720, height: 220, sign: 6, form)
        html.markup("<svg class=\"chart-picture\" viewBox=\"0 0 720 220\" role=\"img\"><title>")
        html.text(chart.title)
        html.markup("</title><desc>")
        html.text(Self.told(chart))
        html.markup("</desc>\n")
        for hole in plan.holes {
            Self.rectangle("chart-hole", hole.x, plan.plot.top, hole.width, plan.plot.bottom - plan.plot.top, &html)
            html.markup("/>\n")
        }
        for tick in plan.ticks {
            Self.line("chart-grid", plan.plot.left, tick.y, plan.plot.right, &html)
            Self.text("chart-tick", tick.x, tick.y + 3.5, tick.text, &html)
        }
        for bar in plan.bars {
            Self.rectangle("chart-bar", bar.x, bar.y, bar.width, bar.height, &html)
            let series = chart.series[bar.series]
            Self.colour(series, bar.series, &html)
            html.markup("><title>")
            html.text(chart.labels[bar.label] + " · " + series.name + ": " + bar.text)
            html.markup("</title></rect>\n")
        }
        Self.line("chart-zero", plan.plot.left, plan.zero, plan.plot.right, &html)
        for figure in plan.figures { Self.text("chart-figure", figure.x, figure.y, figure.text, &html) }
        for label in plan.labels { Self.text("chart-label", label.x, label.y, label.text, &html) }
        Self.text("chart-axis", plan.plot.right, plan.height - 2, chart.axis, &html)
        html.markup("</svg>\n")
    }

    /// What the picture shows, for whoever does not see it; the table below says it all.
    private static func told(_ chart: Chart) -> String {
        let ends = [chart.labels.first, chart.labels.last].compactMap(\.self)
        return chart.axis + ": " + ends.joined(separator: " – ") + ". " + chart.series.map(\.name).joined(separator: ", ")
    }

    private static func colour(_ series: Chart.Series, _ index: Int, _ html: inout HTMLText) {
        if let mark = series.mark, mark.colour != nil {
            html.attribute("data-type", mark.id)
        } else {
            html.attribute("data-series", String(index % 6 + 1))
        }
    }

    private static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return (tenths < 0 ? "-" : "") + String(tenths.magnitude / 10) + "." + String(tenths.magnitude % 10)
    }

    private static func rectangle(
        _ name: StaticString, _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ html: inout HTMLText
    ) {
        html.markup("<rect class=\"")
        html.markup(name)
        html.markup("\"")
        html.attribute("x", number(x))
        html.attribute("y", number(y))
        html.attribute("width", number(width))
        html.attribute("height", number(height))
    }

    private static func line(_ name: StaticString, _ left: Double, _ y: Double, _ right: Double, _ html: inout HTMLText) {
        html.markup("<line class=\"")
        html.markup(name)
        html.markup("\"")
        html.attribute("x1", number(left))
        html.attribute("x2", number(right))
        html.attribute("y1", number(y))
        html.attribute("y2", number(y))
        html.markup("/>\n")
    }

    private static func text(_ name: StaticString, _ x: Double, _ y: Double, _ text: String, _ html: inout HTMLText) {
        html.markup("<text class=\"")
        html.markup(name)
        html.markup("\"")
        html.attribute("x", number(x))
        html.attribute("y", number(y))
        html.markup(">")
        html.text(text)
        html.markup("</text>\n")
    }
}
