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

    @OptionGroup var wish: BillWishOptions

    func run() throws {
        let opened = try OpenBook.open(book.path, for: .reading)
        Output.standard.write(bytes: try opened.bill(of: PartyID(party), try period.days, as: form, wish.wish, caller: .here))
        Output.standard.flush()
    }
}

/// How bills look, where they have nothing of their own.
struct BillWishOptions: ParsableArguments {
    @Option(help: "The language: en, de, fr, es, vi, ar or zh; else the party's own, then the layout's.")
    var language: String?

    @Option(help: ArgumentHelp("The layout of bills whose party and nodes name none.", valueName: "id"))
    var layout: String?

    var wish: BillWish { BillWish(layout: layout, language: language) }
}

extension DocumentForm: ExpressibleByArgument {}
