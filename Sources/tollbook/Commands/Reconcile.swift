import ArgumentParser
import Model
import Service

struct Reconcile: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hold calls against the bills on which they stand.",
        discussion: """
            For each party: final charges of its calls = on bills of their days + on later bills + not yet billed, to the millionth. Exit code 1
            where one does not tie.
            """)

    @OptionGroup var book: BookOptions
    @OptionGroup var period: PeriodOptions

    @Option(help: ArgumentHelp("Only this party.", valueName: "id"))
    var party: String?

    @Flag(help: "One JSON object a party.")
    var json = false

    func run() throws {
        let opened = try OpenBook.open(book.path, for: .reading)
        var (parties, calls, broken) = (0, Int64(0), 0)
        try opened.reconcile(party.map { PartyID($0) }, try period.days, caller: .here) { found in
            parties += 1
            calls += found.calls
            if !found.ties { broken += 1 }
            Output.standard.write(json ? found.json : found.text)
        }
        if !json { Output.standard.write("\(parties) parties, \(calls) calls: \(broken == 0 ? "all tie" : "\(broken) do not tie").\n") }
        Output.standard.flush()
        if broken > 0 { throw ExitCode(1) }
    }
}
