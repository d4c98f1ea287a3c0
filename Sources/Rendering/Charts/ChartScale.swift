import Document
import Money

/// The axis of a chart: figures as whole numbers of their smallest unit, and round ones among them for the ticks.
struct ChartScale: Hashable {
    let kind: ColumnKind
    let lowest: Int64
    let highest: Int64
    let ticks: [Int64]

    /// Seconds, counts, millionths or thousandths; `nil` where nothing is known.
    static func units(_ value: Value) -> Int64? {
        switch value {
        case .count(let count): count
        case .duration(let seconds): seconds
        case .money(let money): money.amount.millionths
        case .decimal(let units, let digits): thousandths(units, digits)
        case .empty, .text, .number, .day, .time, .word: nil
        }
    }

    private static func thousandths(_ units: Int64, _ digits: Int) -> Int64 {
        var (units, digits) = (units, digits)
        while digits > 3 { (units, digits) = (units / 10, digits - 1) }
        while digits < 3 { (units, digits) = (units.multipliedReportingOverflow(by: 10).partialValue, digits + 1) }
        return units
    }

    /// - Parameter values: sums of the bars; zero always belongs to the axis.
    init(_ values: [Int64], kind: ColumnKind, ticks most: Int64 = 4) {
        self.kind = kind
        let top = max(values.max() ?? 0, 0), bottom = min(values.min() ?? 0, 0)
        let (span, overflow) = top.subtractingReportingOverflow(bottom)
        let step = Self.step(for: overflow ? .max : span, most: most, isTime: kind == .duration)
        var ticks: [Int64] = [0]
        while let last = ticks.last, last < top, last <= .max - step { ticks.append(last + step) }
        while let first = ticks.first, first > bottom, first >= .min + step { ticks.insert(first - step, at: 0) }
        self.ticks = ticks
        lowest = min(ticks.first ?? 0, bottom)
        highest = max(ticks.last ?? 0, top, lowest + 1)
    }

    /// The smallest round step that `most` times over reaches `span`.
    private static func step(for span: Int64, most: Int64, isTime: Bool) -> Int64 {
        let least = max(1, span / most + (span % most == 0 ? 0 : 1))
        if isTime, least <= 86_400 {
            let rounds: [Int64] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400]
            if let step = rounds.first(where: { $0 >= least }) { return step }
        }
        var power: Int64 = isTime ? 86_400 : 1
        while true {
            for factor in [1, 2, 5] as [Int64] {
                let (step, overflow) = power.multipliedReportingOverflow(by: factor)
                if overflow { return .max }
                if step >= least { return step }
            }
            let (next, overflow) = power.multipliedReportingOverflow(by: 10)
            if overflow { return .max }
            power = next
        }
    }

    /// A figure of this axis as every form shows it.
    func text(_ units: Int64, _ form: FigureForm = FigureForm(language: "en")) -> String {
        switch kind {
        case .duration: form.text(.duration(units))
        case .money(let currency): form.text(.money(Money(Amount(millionths: units), currency)))
        case .decimal, .percent: form.text(.decimal(units / 100, digits: 1))
        case .text, .number, .count, .day, .time: form.text(.count(units))
        }
    }

    /// 0 at the lowest, 1 at the highest figure.
    func share(_ units: Int64) -> Double {
        (Double(units) - Double(lowest)) / (Double(highest) - Double(lowest))
    }
}
