import ArgumentParser
import Service

struct Rerate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Charge the unrated calls of a period with the site as it is now.",
        discussion: "Calls that have a charge keep it and the version that made it. Prints the counts before and after.")

    @OptionGroup var book: BookOptions
    @OptionGroup var period: PeriodOptions

    @Flag(help: "Print the counts as JSON.")
    var json = false

    func run() async throws {
        let opened = try OpenBook.open(book.path, for: .writing)
        let result = try await opened.rerateUnrated(try period.days, caller: .here)
        Output.standard.write(json ? result.json : result.text)
        Output.standard.flush()
    }
}
