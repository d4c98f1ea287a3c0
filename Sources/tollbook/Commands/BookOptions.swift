import ArgumentParser
import Service
import Time

/// A day on the command line, `2026-03-01`.
struct DayArgument: ExpressibleByArgument {
    let day: CivilDay
    init?(argument: String) {
        guard let day = CivilDay(text: argument) else { return nil }
        self.day = day
    }
}

/// `--from` and `--to`: whole days of the site's zone, both included.
struct PeriodOptions: ParsableArguments {
    @Option(name: .customLong("from"), help: ArgumentHelp("First day, as 2026-03-01.", valueName: "date"))
    var first: DayArgument

    @Option(name: .customLong("to"), help: ArgumentHelp("Last day, included.", valueName: "date"))
    var last: DayArgument

    var days: DayRange {
        get throws {
            guard let days = DayRange(first.day, last.day) else {
                throw ValidationError("--to \(last.day) is before --from \(first.day).")
            }
            return days
        }
    }
}

struct BookOptions: ParsableArguments {
    @Option(name: .customLong("book"), help: ArgumentHelp("The book, a folder.", valueName: "path"))
    var path: String
}
