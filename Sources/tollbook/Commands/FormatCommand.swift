import ArgumentParser
import Service
import Time

struct FormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format", abstract: "Look into a format definition.", subcommands: [Check.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a definition, decode its own samples with it, and on request a file of real lines.",
            discussion: """
                Mistakes come with file, line, place and what to do. Exit code 1 where there is one, or where at least as many lines of the
                samples are broken as are in records.
                """)

        @Argument(help: "The definition; docs/formats.md tells how to write one.")
        var file: String

        @Option(help: "A file of real lines; - is standard input.")
        var samples: String?

        @Option(help: ArgumentHelp("Year of the first record, for formats that print none.", valueName: "yyyy"))
        var year: Int?

        @Option(help: ArgumentHelp("Day of arrival, for formats that print no date.", valueName: "yyyy-mm-dd"))
        var day: String?

        func validate() throws {
            if let year, !(1970...2199).contains(year) { throw ValidationError("--year \(year) is not between 1970 and 2199.") }
            if let day, CivilDay(text: day) == nil { throw ValidationError("--day \(day) is no day. Write it as 2026-03-31.") }
        }

        func run() throws {
            var tool = try FormatCheckTool(definition: file)
            if let samples {
                try tool.run(InputFile(samples), year: year, day: day.flatMap { CivilDay(text: $0) }, today: Environment.today)
            }
            Output.standard.write(tool.text(samples: samples))
            Output.standard.flush()
            if tool.looksForeign { throw ExitCode(1) }
        }
    }
}
