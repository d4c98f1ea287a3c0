public import ArgumentParser
public import Model
import Service

extension Scheme: ExpressibleByArgument {}

struct Rate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Charge calls by a site file's tariffs, without a book: one JSON object a line, in input order.",
        discussion: """
            The calls are JSON lines as `tollbook decode` prints them, start in the site's zone. A line that is no call becomes
            {"line":N,"skip":"what is wrong"} and is named on standard error; the exit code is then 1.
            """)

    @Option(name: .customLong("tariff"), help: ArgumentHelp("A site file; decks lie beside it.", valueName: "sitefile"))
    var siteFile: String

    @Option(help: "price (what we charge) or cost (what we are charged).")
    var scheme = Scheme.price

    @Option(help: ArgumentHelp("The calls; - is standard input.", valueName: "file"))
    var calls: String

    func run() throws {
        var tool = try RateTool(siteFile: siteFile, scheme: scheme)
        try tool.run(InputFile(calls)) { Output.standard.write(bytes: $0) }
        Output.standard.flush()
    }
}
