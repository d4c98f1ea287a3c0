import ArgumentParser
import Service

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a demo book: an office with 120 extensions, 12 departments and 30 trunks of 3 providers.",
        discussion: "The same seed, number of calls and last day give the same data.")

    @OptionGroup var book: BookOptions

    @Option(help: "Number of records to make.")
    var calls = 20_000

    @Option(help: "Seed of the random numbers.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The last day with calls (else yesterday).", valueName: "date"))
    var until: DayArgument?

    func validate() throws {
        guard (0...100_000_000).contains(calls) else { throw ValidationError("--calls \(calls) is not between 0 and 100,000,000.") }
    }

    func run() async throws {
        let progress = ProgressBar(total: nil)
        let made = try await DemoBook.make(at: book.path, calls: calls, seed: seed, until: until?.day, caller: .here) { progress.show($0) }
        progress.end()
        Output.standard.write(made.text)
        Output.standard.flush()
    }
}
