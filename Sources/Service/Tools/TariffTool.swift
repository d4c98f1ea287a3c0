public import Reading
import Site

/// What `tollbook tariff check` says.
public struct TariffTool {
    public let problems: Problems

    public var hasErrors: Bool { problems.hasErrors }

    /// One line a problem and a last one with the sum.
    public var text: String {
        let errors = problems.errors.count
        let warnings = problems.warnings.count
        let sum = errors + warnings == 0 ? "No problems." : "\(errors) errors, \(warnings) warnings."
        return problems.list.map { $0.description + "\n" }.joined() + sum + "\n"
    }
}
