import CPangoCairo
import Document

extension PageDrawing {
    /// The same picture as on a page of the web, in ink.
    func chart(_ chart: Chart, y: Double) {
        let title = Face(size: 9.25, isBold: true)
        let small = Face(size: 6.75)
        if let lines = canvas.typesetter.lines(composer.ownText(chart.title), title, canvas.direction, width: page.inner) {
            canvas.draw(lines, title, start: page.side, base: y + 12 + title.ascent, width: page.inner, .start, .ink)
        }
        key(chart, y: y + 12 + title.pitch, small)
        let top = y + 12 + title.pitch + (chart.series.count > 1 ? small.pitch : 0)
        let plan = ChartPlan(chart, width: page.inner, height: PageComposer.chartHeight - 12, sign: 3.9, canvas.typesetter.form)
        let left = (canvas.width - page.inner) / 2
        // Time runs from left to right in every language: what follows counts from the left.
        let flat = PageCanvas(cairo: canvas.cairo, typesetter: canvas.typesetter, direction: .leftToRight, width: canvas.width)
        for hole in plan.holes {
            flat.fill(start: left + hole.x, y: top + plan.plot.top, width: hole.width, height: plan.plot.bottom - plan.plot.top, .hair)
        }
        for tick in plan.ticks {
            flat.rule(start: left + plan.plot.left, y: top + tick.y, width: plan.plot.right - plan.plot.left, thick: 0.3, .hair)
            flat.figure(tick.text, small, start: left, base: top + tick.y + 2.3, width: tick.x, .end, .quiet)
        }
        for bar in plan.bars {
            flat.fill(start: left + bar.x, y: top + bar.y, width: bar.width, height: bar.height, ink(chart.series[bar.series], bar.series))
        }
        flat.rule(start: left + plan.plot.left, y: top + plan.zero, width: plan.plot.right - plan.plot.left, thick: 0.6, .ink)
        for figure in plan.figures {
            flat.figure(figure.text, small, start: left + figure.x - 50, base: top + figure.y, width: 100, .middle, .ink)
        }
        for label in plan.labels {
            let text = VisibleText.text(label.text)
            guard let lines = canvas.typesetter.lines(text, small, TextDirection(firstLetterOf: text)) else { continue }
            flat.draw(lines, small, start: left + label.x - 50, base: top + label.y, width: 100, .middle, .quiet)
        }
        if let axis = canvas.typesetter.lines(composer.ownText(chart.axis), small, canvas.direction) {
            flat.draw(axis, small, start: left, base: top + plan.height, width: page.inner, .end, .quiet)
        }
    }

    private func ink(_ series: Chart.Series, _ index: Int) -> Ink {
        if let colour = series.mark?.colour?.light { return .colour(colour) }
        return Self.series[index % Self.series.count]
    }

    /// As `DocumentStyle` has them.
    private static let series: [Ink] = ["#33658a", "#b45309", "#4d7c0f", "#86428f", "#8a8378", "#a3333d"]
        .compactMap { Colour($0) }.map { .colour($0) }

    /// Which colour is which series, where there is more than one.
    private func key(_ chart: Chart, y: Double, _ face: Face) {
        guard chart.series.count > 1 else { return }
        var start = page.side
        for (index, series) in chart.series.enumerated() {
            let name = VisibleText.text(series.name)
            let room = page.side + page.inner - start - 9
            guard room > 20, let lines = canvas.typesetter.lines(name, face, TextDirection(firstLetterOf: name), width: room) else {
                return
            }
            canvas.fill(start: start, y: y + 2, width: 6, height: 6, ink(series, index))
            canvas.draw(lines, face, start: start + 9, base: y + face.ascent, width: lines.width, .start, .quiet)
            start += lines.width + 24
        }
    }
}
