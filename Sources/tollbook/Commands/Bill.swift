public import ArgumentParser
import Model
public import Rendering
import Service

struct Bill: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The itemised bill of one party over any days.",
        discussion: "A period that is not over gives a hot bill: later calls may change it.")

    @OptionGroup var book: BookOptions
    @OptionGroup var period: PeriodOptions

    @Option(help: ArgumentHelp("Id of the party.", valueName: "id"))
    var party: String

    @Option(name: .customLong("as"), help: "csv, json, html, pdf or xlsx.")
    var form: DocumentForm

    func run() throws {
        let opened = try OpenBook.open(book.path, for: .reading)
        Output.standard.write(bytes: try opened.bill(of: PartyID(party), try period.days, as: form, caller: .here))
        Output.standard.flush()
    }
}

extension DocumentForm: ExpressibleByArgument {}
