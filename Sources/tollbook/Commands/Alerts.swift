import ArgumentParser
import Model
import Service
import Time

struct Alerts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List what was told to whom, and test the mail server.", subcommands: [List.self, Test.self], defaultSubcommand: List.self
    )

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the messages of the outbox, the newest first, and how the mail server is.",
            discussion: "docs/alerts.md says what the states mean. Alerts are sent by a running server.")

        @OptionGroup var book: BookOptions

        @Option(help: ArgumentHelp("Only waiting, sending, sent, unknown, failed, givenUp or digest.", valueName: "state"))
        var state: String?

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let wanted = state.flatMap(DeliveryState.init(rawValue:))
            guard (state == nil) == (wanted == nil) else {
                throw ValidationError(
                    "There is no state \(state ?? ""). Take \(DeliveryState.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            let opened = try OpenBook.open(book.path, for: .reading)
            let overview = try opened.alerts(state: wanted, caller: .here)
            let text = json ? AlertList.json(overview) : try AlertList.text(overview) { try opened.wall($0).description }
            Output.standard.write(text)
            Output.standard.flush()
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a test message and print the mail server's answer.",
            discussion: "Exit code 1 where the server did not take it. Works beside a running server.")

        @OptionGroup var book: BookOptions

        @Option(help: ArgumentHelp("Whom to send it to.", valueName: "address"))
        var to: String

        func run() async throws {
            let outcome = try await OpenBook.open(book.path, for: .reading).testMail(to: to, caller: .here)
            Output.standard.write("\(outcome.state.rawValue): \(outcome.answer)\n")
            Output.standard.flush()
            if outcome.state != .sent { throw ExitCode(1) }
        }
    }
}
