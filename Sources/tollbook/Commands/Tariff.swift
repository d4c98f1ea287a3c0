import ArgumentParser
import Service

struct Tariff: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look into tariffs.", subcommands: [Check.self, Selection.self, Versions.self])

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

    struct Selection: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The rules that find a call's table, as sentences in their order.",
            discussion: "`tollbook test-call` tells which of them finds the table of a certain call.")

        @OptionGroup var book: BookOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let selection = try OpenBook.open(book.path, for: .reading).selection(caller: .here)
            Output.standard.write(json ? selection.json : selection.text)
            Output.standard.flush()
        }
    }

    struct Versions: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The versions of all rate tables in the order of time: planned, in force, past.",
            discussion: "A planned version says what it changes against the one before it.")

        @OptionGroup var book: BookOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let timeline = try OpenBook.open(book.path, for: .reading).tariffTimeline(caller: .here)
            Output.standard.write(json ? timeline.json : timeline.text)
            Output.standard.flush()
        }
    }
}
