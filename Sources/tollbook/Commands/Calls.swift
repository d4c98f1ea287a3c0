import ArgumentParser
import Service

struct Calls: ParsableCommand {
    enum Form: String, ExpressibleByArgument, CaseIterable { case csv, json }

    static let configuration = CommandConfiguration(
        abstract: "List the calls of a period.",
        discussion: "The CSV is the format tollbook-csv: imported into an empty book with the same site it gives the same calls.")

    @OptionGroup var book: BookOptions
    @OptionGroup var period: PeriodOptions

    @Option(name: .customLong("as"), help: "csv or json.")
    var form: Form

    func run() throws {
        let opened = try OpenBook.open(book.path, for: .reading)
        let days = try period.days
        switch form {
        case .csv: try opened.exportCSV(days, caller: .here) { Output.standard.write(bytes: $0) }
        case .json: try opened.exportJSON(days, caller: .here) { Output.standard.write(bytes: $0) }
        }
        Output.standard.flush()
    }
}
