import ArgumentParser
import Model
import Service

struct BillCalls: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bill-calls",
        abstract: "Charge and settle calls by a site file, without a book: the calls of one party and its bill, as JSON lines.",
        discussion: """
            The calls are JSON lines as `tollbook decode` prints them, of any party, in any order, start in the site's zone; give whole
            billing periods, and all calls that share an allowance or a volume with the party's. The party's calls that start within
            the dates come in the order of settlement, the bill is the last line. Lines that are no calls are named on standard error;
            the exit code is then 1.
            """)

    @Option(name: .customLong("tariff"), help: ArgumentHelp("A site file; decks lie beside it.", valueName: "sitefile"))
    var siteFile: String

    @Option(help: ArgumentHelp("The calls; - is standard input.", valueName: "file"))
    var calls: String

    @Option(help: "Id of the party.")
    var party: String

    @Option(help: "price (what we charge) or cost (what we are charged).")
    var scheme = Scheme.price

    @OptionGroup var period: PeriodOptions

    func run() throws {
        var tool = try BillCallsTool(siteFile: siteFile, party: PartyID(party), scheme: scheme, days: try period.days)
        try tool.run(InputFile(calls)) { Output.standard.write(bytes: $0) }
        Output.standard.flush()
    }
}
