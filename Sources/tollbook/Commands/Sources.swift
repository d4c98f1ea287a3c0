import ArgumentParser
import Service

struct Sources: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the sources that a book takes records from, and what came of each.",
        discussion: "What the book knows: how each source of the site is set up and its newest day. A running server's page says more.")

    @OptionGroup var book: BookOptions

    @Flag(help: "Print a JSON list.")
    var json = false

    func run() throws {
        let views = try OpenBook.open(book.path, for: .reading).sources(caller: .here)
        Output.standard.write(json ? SourceList.json(views) : SourceList.text(views))
        Output.standard.flush()
    }
}
