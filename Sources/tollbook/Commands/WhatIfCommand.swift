import ArgumentParser
import Model
import Service

struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: "Price the calls of a period under other tables, beside what they cost today; changes nothing.",
        discussion: """
            Each --table, --planned and each --tariff is an alternative of its own. --table takes every call as if that table were
            selected; --planned takes the newest version of each call's own table, where it begins after the call; --tariff takes rules
            and tables of another site file, and from the book what that file does not have. Sums are per call type and currency; calls
            that an alternative leaves without a rate are counted.
            """)

    @OptionGroup var book: BookOptions
    @OptionGroup var period: PeriodOptions

    @Option(help: "price (what we charge) or cost (what we are charged).")
    var scheme = Scheme.price

    @Option(help: ArgumentHelp("Only calls of this party; may be given several times.", valueName: "id"))
    var party: [String] = []

    @Option(help: ArgumentHelp("Only calls of the parties below this node of the organisation.", valueName: "id"))
    var organisation: [String] = []

    @Option(help: "Only calls over this trunk.")
    var trunk: [String] = []

    @Option(help: "Only calls of this call type.")
    var type: [String] = []

    @Option(help: ArgumentHelp("A rate table of the book.", valueName: "id"))
    var table: [String] = []

    @Flag(help: "The newest version of each call's own table.")
    var planned = false

    @Option(name: .customLong("tariff"), help: ArgumentHelp("Another site file; decks lie beside it.", valueName: "sitefile"))
    var siteFiles: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        var question = WhatIfQuestion(days: try period.days)
        question.scheme = scheme
        (question.parties, question.nodes, question.trunks, question.callTypes) = (party, organisation, trunk, type)
        (question.tables, question.isPlanned, question.siteFiles) = (table, planned, siteFiles)
        let report = try OpenBook.open(book.path, for: .reading).whatIf(question, caller: .here)
        Output.standard.write(json ? report.json : report.text)
        Output.standard.flush()
    }
}
