import Foundation

extension BenchRow {
    static let heading = columns("what", "value", "unit", "limit", "ratio")

    var line: String { Self.columns(name, Self.figure(value), unit, Self.figure(limit), String(format: "%.3f", ratio)) }

    private static func figure(_ value: Double) -> String {
        value >= 1000 ? String(format: "%.0f", value) : String(format: "%.3g", value)
    }

    private static func columns(_ name: String, _ value: String, _ unit: String, _ limit: String, _ ratio: String) -> String {
        func pad(_ text: String, _ width: Int, right: Bool) -> String {
            let fill = String(repeating: " ", count: max(0, width - text.count))
            return right ? fill + text : text + fill
        }
        return pad(name, 44, right: false) + pad(value, 12, right: true) + "  " + pad(unit, 14, right: false) + pad(limit, 14, right: true)
            + pad(ratio, 9, right: true)
    }
}
