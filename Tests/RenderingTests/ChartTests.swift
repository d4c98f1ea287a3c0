import Document
import Money
import Testing

@testable import Rendering

@Suite struct ChartTests {
    @Test func ticksAreRound() {
        #expect(ChartScale([0, 17], kind: .count).ticks == [0, 5, 10, 15, 20])
        #expect(
            ChartScale([3_700], kind: .duration).ticks == [0, 1_800, 3_600, 5_400].map { $0 }
                || ChartScale([3_700], kind: .duration).ticks == [0, 1_800, 3_600])
        #expect(ChartScale([-5, 12], kind: .count).ticks == [-5, 0, 5, 10, 15])
        #expect(
            ChartScale([110_000], kind: .money(.usd)).ticks.map { ChartScale([110_000], kind: .money(.usd)).text($0) } == [
                "0.00", "0.05", "0.10", "0.15",
            ])
        #expect(ChartScale([], kind: .count).ticks == [0])
        for extreme in [[Int64.max], [.min], [.max, .min]] { #expect(ChartScale(extreme, kind: .count).ticks.count < 8) }
    }

    @Test(arguments: 0..<100) func barsStandInsideAndAddUp(seed: UInt64) {
        var dice = Dice(state: seed)
        let series = (0..<Int.random(in: 1...4, using: &dice)).map { index in
            Chart.Series(
                name: "S\(index)",
                values: (0..<31).map { _ in Bool.random(using: &dice) ? .empty : .count(Int64.random(in: -50...900, using: &dice)) })
        }
        let chart = Chart(id: "c", title: "C", axis: "Day", labels: (1...31).map(String.init), kind: .count, series: series)
        let plan = ChartPlan(chart, width: 720, height: 220, sign: 6)
        for bar in plan.bars {
            #expect(bar.x >= plan.plot.left && bar.x + bar.width <= plan.plot.right + 0.001)
            #expect(bar.y >= plan.plot.top - 0.001 && bar.y + bar.height <= plan.plot.bottom + 0.001)
        }
        for label in 0..<31 {
            let known = series.contains { $0.values[label] != .empty }
            #expect(
                plan.holes.contains { abs($0.x - plan.plot.left - Double(label) * (plan.plot.right - plan.plot.left) / 31) < 0.01 }
                    == !known)
        }
    }

    /// Labels of up to fourteen signs under bars far narrower than these.
    @Test(arguments: 1...60) func labelsStandInsideAndApart(count: Int) {
        for texts in ["Department of many words", "d", "部門部門部門部門"] {
            let labels = (0..<count).map { "\(texts)\($0)" }
            let series = [Chart.Series(name: "S", values: labels.indices.map { .count(Int64($0 + 1) * 1000) })]
            let plan = ChartPlan(
                Chart(id: "c", title: "C", axis: "A", labels: labels, kind: .count, series: series), width: 720, height: 220, sign: 6)
            func half(_ text: String) -> Double { text.unicodeScalars.reduce(0.0) { $0 + ($1.value >= 0x1100 ? 6 : 3) } }
            for label in plan.labels { #expect(label.x - half(label.text) >= 0 && label.x + half(label.text) <= 720, "\(label)") }
            for (left, right) in zip(plan.labels, plan.labels.dropFirst()) {
                #expect(left.x + half(left.text) < right.x - half(right.text), "\(left) \(right)")
            }
            #expect(!plan.labels.isEmpty && plan.labels[0].text.hasPrefix(String(texts.prefix(1))))
        }
    }

    @Test func thePictureTellsItselfAndHasItsTable() throws {
        let chart = try #require(try Samples.bill(.english).sections[0].charts.first)
        let html = HTMLDocument(tableWord: "Figures").chart(chart).string
        #expect(
            html.contains(
                "<svg class=\"chart-picture\" viewBox=\"0 0 720 220\" role=\"img\"><title>Time</title><desc>Time: 0 – 23. Internal, "))
        #expect(html.contains("<details><summary>Figures</summary>\n<table class=\"ledger\" data-table=\"hours\">"))
        #expect(html.contains("class=\"chart-hole\"") && html.contains("data-type=\"type0\"") && !html.contains("style="))
        #expect(HTMLPage.render(try Samples.bill(.english)).string.contains(".chart-bar{fill:var(--type"))
    }
}
