import ArgumentParser
import Service

/// A place in a raw log.
struct RawPointArgument: ExpressibleByArgument {
    let text: String
    init?(argument: String) {
        guard RawPoint(text: argument) != nil else { return nil }
        text = argument
    }
}

struct RawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "raw", abstract: "Look into the raw log: every byte that each source sent.",
        subcommands: [Verify.self, Cat.self, Replay.self, Withdraw.self, Upkeep.self])

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check every block, every checksum and every chain of the raw logs.",
            discussion: """
                One line for each file: right, torn (a crash tore its end off; no byte that was confirmed is missing) or damaged, with the place.
                Changes nothing, runs beside a server. Exit code 1 where there is damage.
                """)

        @OptionGroup var book: BookOptions

        @Option(help: ArgumentHelp("Only this source.", valueName: "id"))
        var source: String?

        @Flag(help: "Print JSON, one object a source.")
        var json = false

        func run() throws {
            let reports = try OpenBook.open(book.path, for: .reading).verifyRaw(source, caller: .here)
            for report in reports { Output.standard.write(json ? report.json : report.text) }
            Output.standard.flush()
            if reports.contains(where: { !$0.damages.isEmpty }) { throw ExitCode(1) }
        }
    }

    struct Upkeep: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pack closed files of the raw logs and remove old ones, as the site's rawLog says.",
            discussion: "A running server does it each night. Exit code 1 where something could not be done.")

        @OptionGroup var book: BookOptions

        func run() throws {
            let done = try OpenBook.open(book.path, for: .writing).keepRawLogs(caller: .here)
            Output.standard.write(done.text)
            Output.standard.flush()
            if !done.failures.isEmpty { throw ExitCode(1) }
        }
    }

    struct Replay: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Decode the raw log of a source again, with the present format or another one.",
            discussion: """
                Shows how the calls would differ from the book's, what all charges together would change by, and the first differing calls.
                --accept stores it: calls that say the same keep their charge, the others are replaced, new ones are stored by their key.
                """)

        @OptionGroup var book: BookOptions

        @Option(help: ArgumentHelp("Id of the source.", valueName: "id"))
        var source: String

        @Option(help: ArgumentHelp("Where to begin: an offset, a day or a moment of arrival (else at the first byte).", valueName: "point"))
        var from: RawPointArgument?

        @Option(name: .customLong("format"), help: ArgumentHelp("Id of a format (else the source's, as it is now).", valueName: "id"))
        var id: String?

        @Option(
            name: .customLong("format-file"), help: ArgumentHelp("A format definition; --accept keeps it in the book.", valueName: "file"))
        var file: String?

        @Flag(help: "Store the difference.")
        var accept = false

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            guard id == nil || file == nil else { throw ValidationError("Give either --format ID or --format-file FILE.") }
        }

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .writing)
            let question = ReplayQuestion(
                source: source, from: from.flatMap { RawPoint(text: $0.text) }, format: file.map { .file($0) } ?? id.map { .id($0) },
                accepts: accept)
            let report = try opened.replay(question, caller: .here)
            Output.standard.write(json ? report.json : report.text)
            Output.standard.flush()
        }
    }

    struct Cat: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the bytes of a source as they came.",
            discussion: """
                A point is an offset (bytes before it), a day or a moment of arrival by the site's clock: 1024, 2026-03-01, 2026-03-01T09:00:00.
                """)

        @OptionGroup var book: BookOptions

        @Option(help: ArgumentHelp("Id of the source.", valueName: "id"))
        var source: String

        @Option(help: ArgumentHelp("Where to begin (else at the first byte that is there).", valueName: "point"))
        var from: RawPointArgument?

        @Option(help: ArgumentHelp("Where to end: a day is meant whole, an offset is left out (else at the last).", valueName: "point"))
        var to: RawPointArgument?

        @Flag(help: "Before each piece a line with arrival (UTC), offset and part.")
        var marks = false

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .reading)
            defer { Output.standard.flush() }
            if let gone = try opened.removedRaw(source, caller: .here) {
                Output.error.write("tollbook: the bytes before \(gone) were removed, as the site's rawLog says\n")
                Output.error.flush()
            }
            try opened.readRaw(
                source, from: from.flatMap { RawPoint(text: $0.text) }, to: to.flatMap { RawPoint.end(text: $0.text) }, marks: marks,
                caller: .here
            ) { Output.standard.write(bytes: $0) }
        }
    }
}
