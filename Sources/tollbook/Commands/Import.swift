import ArgumentParser
import Service

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import a file or standard input into a book.",
        discussion: """
            The bytes are kept in the raw log first, then decoded, charged and stored. Importing the same file again stores nothing new and says so.
            An import that was cut off goes on where it was when the same file is imported again.
            """)

    @OptionGroup var book: BookOptions
    @OptionGroup var format: FormatOptions

    @Option(name: .customLong("switch"), help: ArgumentHelp("The switch that made the records (else the site's first).", valueName: "id"))
    var switchID: String?

    @Option(help: ArgumentHelp("Name of the source in the raw log: a-z, 0-9 and - (else import-SWITCH).", valueName: "name"))
    var source: String?

    @Option(help: ArgumentHelp("Year of the first record, for formats that print none.", valueName: "yyyy"))
    var year: Int?

    @Flag(help: "Print the sums as JSON.")
    var json = false

    @Argument(help: "The file; - is standard input.")
    var file: String

    func run() async throws {
        let (file, path, format, switchID, source, year) = (file, book.path, format.choice, switchID, source, year)
        let sums = try await untilAskedToEnd {
            let input = try InputFile(file)
            let opened = try OpenBook.open(path, for: .writing)
            let progress = ProgressBar(total: input.size)
            defer { progress.end() }
            let order = ImportOrder(format: format, switch: switchID, source: source, name: input.name, year: year)
            return try await opened.importCalls(order, from: input, size: input.size, caller: .here) { progress.show($0) }
        }
        Output.standard.write(json ? sums.json : sums.text)
        Output.standard.flush()
        for warning in sums.warnings { Output.error.write("tollbook: " + warning + "\n") }
        Output.error.flush()
    }
}
