import ArgumentParser
import Model
import Service

struct Calls: ParsableCommand {
    enum Form: String, ExpressibleByArgument, CaseIterable { case csv, json }

    static let configuration = CommandConfiguration(
        abstract: "List the calls of a period, and correct single ones.", subcommands: [List.self, Correct.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
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

    struct Correct: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Decide something about one call, or take such a decision back.",
            discussion: """
                It holds for the call with all its records, whatever rates it again, and stands in the journal with its reason. The call's id stands in \
                `tollbook calls --as json` and in the address of its page. A call on an issued bill is not corrected: credit the bill first.
                """)

        @OptionGroup var book: BookOptions

        @Option(help: ArgumentHelp("The call.", valueName: "id"))
        var call: String?

        @Flag(help: "Nobody pays for it; what the provider charges stays.")
        var writeOff = false

        @Flag(name: .customLong("private"), help: "Mark it as private.")
        var isPrivate = false

        @Option(help: ArgumentHelp("Give it this account code, as if the switch had sent it.", valueName: "code"))
        var account: String?

        @Option(help: ArgumentHelp("Charge it to this party.", valueName: "id"))
        var toParty: String?

        @Option(help: ArgumentHelp("Take this correction back; the last one of a call first.", valueName: "number"))
        var undo: Int64?

        @Option(help: ArgumentHelp("Why; stands in the journal.", valueName: "text"))
        var reason: String

        func validate() throws { _ = try act }

        func run() throws {
            let act = try act
            let opened = try OpenBook.open(book.path, for: .writing)
            let done =
                switch act {
                case .make(let call, let kind, let value):
                    try opened.correct(call, kind, value, reason: reason, caller: .here)
                case .undo(let number): try opened.undoCorrection(number, reason: reason, caller: .here)
                }
            Output.standard.write(
                done.undone == nil
                    ? "Correction \(done.number) is made. It is undone with --undo \(done.number).\n"
                    : "Correction \(done.number) is undone.\n")
            Output.standard.flush()
        }

        private enum Act { case make(String, CorrectionKind, String), undo(Int64) }

        private var act: Act {
            get throws {
                var kinds: [(CorrectionKind, String)] = []
                if writeOff { kinds.append((.writeOff, "")) }
                if isPrivate { kinds.append((.private, "")) }
                if let account { kinds.append((.account, account)) }
                if let toParty { kinds.append((.party, toParty)) }
                if let undo {
                    guard kinds.isEmpty, call == nil else { throw ValidationError("--undo goes with --reason alone.") }
                    return .undo(undo)
                }
                guard let call else { throw ValidationError("Missing expected argument '--call <id>'") }
                guard let (kind, value) = kinds.first, kinds.count == 1 else {
                    throw ValidationError("Take one of --write-off, --private, --account and --to-party.")
                }
                return .make(call, kind, value)
            }
        }
    }
}
