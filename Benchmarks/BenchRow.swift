/// One line of the benchmark's table.
struct BenchRow: Codable {
    var name: String
    /// Calls, lines or rows per second, or milliseconds, as `unit` says.
    var value: Double
    var unit: String
    /// The limit measured in the same run, in the same unit.
    var limit: Double
    /// `value / limit`.
    var ratio: Double
}
