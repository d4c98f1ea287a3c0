import ArgumentParser
import Money
import Reading
import Service
import Site

struct RatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rates", abstract: "Exchange rates of a book.", subcommands: [Import.self])

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add the exchange rates of a file to the book's configuration.",
            discussion: """
                Reads CSV with the columns date,from,to,rate, and the files of the European Central Bank: eurofxref as XML or CSV, of a day
                or of all days. All or nothing: any error (file, line, field, value and mend) leaves the book as it was. Prints how many
                rates are new, changed, known already, and left out because the site does not use their currency.
                """)

        @OptionGroup var book: BookOptions

        @Flag(help: "Take the rates of all currencies.")
        var all = false

        @Argument(help: "The file; - is standard input.")
        var file: String

        func run() throws {
            let input = try InputFile(file)
            let bytes = try input.readAll(limit: RatesFile.mostBytes)
            let opened = try OpenBook.open(book.path, for: .writing)
            let result = try opened.addRates(file: input.name, bytes: bytes, only: all ? Currency.all : nil, caller: .here)
            for warning in result.warnings { Output.error.write("\(warning)\n") }
            Output.error.flush()
            Output.standard.write(result.text)
            Output.standard.flush()
        }
    }
}
