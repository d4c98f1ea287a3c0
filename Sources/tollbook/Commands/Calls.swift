import ArgumentParser
import Service
import Time

struct Calls: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the calls of a period, or withdraw calls that nobody should have sent.",
        subcommands: [List.self, Withdraw.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
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

    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take calls out of the book by source, peer and time of arrival.",
            discussion: """
                TCP and UDP prove nothing about who sent: calls that somebody forged are taken out again, with every sum. Without --yes it is only
                told what would go. The raw log keeps the records; replaying them brings the calls back.
                """)

        @OptionGroup var book: BookOptions

        @Option(help: "The source that brought them.")
        var source: String

        @Option(help: "Address of who sent them, or the name of a part of the raw log; all if left out.")
        var peer = ""

        @Option(help: ArgumentHelp("First arrival: 2026-03-02 or 2026-03-02T09:15:00.", valueName: "time"))
        var from: String

        @Option(help: ArgumentHelp("Last arrival, included; of a day its end.", valueName: "time"))
        var to: String

        @Option(help: "Why, for the journal.")
        var reason: String?

        @Flag(help: "Withdraw them; else only tell.")
        var yes = false

        func run() throws {
            guard let first = Self.wall(from, atEnd: false), let last = Self.wall(to, atEnd: true), first <= last else {
                throw ValidationError("Write times as 2026-03-02 or 2026-03-02T09:15:00, --from not after --to.")
            }
            if yes, reason == nil { throw ValidationError("--yes needs --reason.") }
            let opened = try OpenBook.open(book.path, for: yes ? .writing : .reading)
            let found = try opened.withdraw(source: source, peer: peer, times: first...last, reason: yes ? reason : nil, caller: .here)
            Output.standard.write(found.text)
            Output.standard.flush()
        }

        private static func wall(_ text: String, atEnd: Bool) -> WallTime? {
            if let day = CivilDay(text: text) { return WallTime(day: day, second: atEnd ? 86_399 : 0) }
            return WallTime(text: text)
        }
    }
}
