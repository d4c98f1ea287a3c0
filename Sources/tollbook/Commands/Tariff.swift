import ArgumentParser
import Service

struct Tariff: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Look into tariffs.", subcommands: [Check.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Validate a site file's tariffs.",
            discussion: """
                Finds mistakes (file, line, field, value and mend), gaps, overlaps, unreachable versions, duplicate prefixes and call types
                without a rate. Exit code 1 where there is an error; warnings alone are 0.
                """)

        @Argument(help: "The site file; decks lie beside it.")
        var file: String

        func run() throws {
            let report = TariffTool.check(file)
            Output.standard.write(report.text)
            Output.standard.flush()
            if report.hasErrors { throw ExitCode(1) }
        }
    }
}
