public import Reading
import Site

/// What `tollbook tariff check` says.
public struct TariffTool {
    public let problems: Problems

    /// Reads and checks a site file; what keeps it from being read is a problem like any other.
    public static func check(_ path: String, loader: SiteLoader = SiteLoader()) -> TariffTool {
        do {
            let loaded = try loader.load(path)
            var problems = loaded.problems
            problems.add(TariffCheck.check(loaded.site, file: path, lines: loaded.lines))
            return TariffTool(problems: problems)
        } catch let problems as Problems {
            return TariffTool(problems: problems)
        } catch let failure as InputFile.Failure {
            return TariffTool(problems: Problems(Problem(file: failure.path, line: nil, message: failure.message, mend: "")))
        } catch {
            return TariffTool(problems: Problems(Problem(file: path, line: nil, message: "\(error)", mend: "")))
        }
    }

    public var hasErrors: Bool { problems.hasErrors }

    /// One line a problem and a last one with the sum.
    public var text: String {
        let errors = problems.errors.count
        let warnings = problems.warnings.count
        let sum = errors + warnings == 0 ? "No problems." : "\(errors) errors, \(warnings) warnings."
        return problems.list.map { $0.description + "\n" }.joined() + sum + "\n"
    }
}
