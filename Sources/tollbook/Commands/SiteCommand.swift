import ArgumentParser
import Reading
import Service
import Site

struct SiteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site", abstract: "Read and write the configuration of a book.",
        subcommands: [Import.self, Export.self, Diff.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a site file the book's configuration; makes the book where there is none.",
            discussion: "All or nothing: any error (file, line, field, value and mend) leaves the book as it was.")

        @OptionGroup var book: BookOptions
        @Argument(help: "The site file; decks lie beside it.")
        var file: String

        func run() async throws {
            let loaded = try SiteLoader().load(file)
            for warning in loaded.problems.list { Output.error.write("\(warning)\n") }
            Output.error.flush()
            let (opened, logIn) = try await OpenBook.openOrCreate(book.path, name: loaded.site.settings.name)
            let changes = try opened.importSite(loaded, caller: .here)
            Output.standard.write(changes.text)
            if let logIn { Output.standard.write(logIn.text) }
            Output.standard.flush()
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the book's configuration as a site file, its decks beside it.")

        @OptionGroup var book: BookOptions
        @Argument(help: "The site file to write; - is standard output, without decks.")
        var file: String

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .reading)
            let files = try opened.exportSite(caller: .here)
            if file == "-" {
                Output.standard.write(bytes: files.main)
                Output.standard.flush()
            } else {
                try files.write(to: file)
            }
        }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what importing a site file would change.",
            discussion: "One line a change: path, before, after. Exit code 0 also where there are changes.")

        @OptionGroup var book: BookOptions
        @Argument(help: "The site file.")
        var file: String

        func run() throws {
            let loaded = try SiteLoader().load(file)
            let opened = try OpenBook.open(book.path, for: .reading)
            Output.standard.write(try opened.diffSite(loaded, caller: .here).text)
            Output.standard.flush()
        }
    }
}
