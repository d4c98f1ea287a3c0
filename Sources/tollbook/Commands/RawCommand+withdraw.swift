import ArgumentParser
import Service

extension RawCommand {
    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back the calls that a source, or one peer of it, sent in a time.",
            discussion: """
                For records that were forged or sent by mistake: they are in no list, bill or sum any more, and no replay brings them back. The raw log
                keeps their bytes. Shows what would go; --accept does it. `raw replay` then finds records that came second to one of them.
                """)

        @OptionGroup var book: BookOptions

        @Option(help: ArgumentHelp("Id of the source.", valueName: "id"))
        var source: String

        @Option(help: ArgumentHelp("Only what this address sent.", valueName: "address"))
        var peer: String?

        @Option(help: ArgumentHelp("From where: an offset, a day or a moment of arrival.", valueName: "point"))
        var from: RawPointArgument?

        @Option(help: ArgumentHelp("To where; a day is meant whole, an offset is left out.", valueName: "point"))
        var to: RawPointArgument?

        @Option(help: "Why; kept in the journal.")
        var reason: String

        @Flag(help: "Do it.")
        var accept = false

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .writing)
            let question = WithdrawQuestion(
                source: source, peer: peer, from: from.flatMap { RawPoint(text: $0.text) }, to: to.flatMap { RawPoint.end(text: $0.text) },
                reason: reason, accepts: accept)
            let report = try opened.withdraw(question, caller: .here)
            Output.standard.write(json ? report.json : report.text)
            Output.standard.flush()
        }
    }
}
