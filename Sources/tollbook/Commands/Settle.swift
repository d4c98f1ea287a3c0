import ArgumentParser
import Service

struct Settle: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Settle the billing periods whose calls or rules changed.",
        discussion:
            "A running server does it by itself. Prints how many periods were settled; exit code 1 where one could not be, with the reason."
    )

    @OptionGroup var book: BookOptions

    func run() throws {
        let opened = try OpenBook.open(book.path, for: .writing)
        let count = try opened.settleStale(caller: .here)
        Output.standard.write(count.periods == 1 ? "1 period settled.\n" : "\(count.periods) periods settled.\n")
        Output.standard.flush()
        for fault in count.faults { Output.error.write("tollbook: " + fault + "\n") }
        Output.error.flush()
        if !count.faults.isEmpty { throw ExitCode(1) }
    }
}
