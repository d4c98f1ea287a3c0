import ArgumentParser
import Model
import Service
import Time

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write calls in the layout of one of the site's exports.",
        discussion: """
            A running server sends the calls of each export as they come. With --from and --to the calls of some days go to standard output,
            wherever the export stands; without, it is told how far the exports came. --restart lets one go on with the calls that come
            from now on: stop the server before.
            """)

    @OptionGroup var book: BookOptions
    @Option(help: ArgumentHelp("The export, as the site file names it.", valueName: "id"))
    var id: String?
    @Option(name: .customLong("from"), help: ArgumentHelp("First day, as 2026-03-01.", valueName: "date"))
    var first: DayArgument?
    @Option(name: .customLong("to"), help: ArgumentHelp("Last day, included.", valueName: "date"))
    var last: DayArgument?
    @Flag(help: "Go on with the calls that come from now on.")
    var restart = false

    func validate() throws {
        guard (first == nil) == (last == nil) else { throw ValidationError("--from and --to go together.") }
        guard id != nil || (first == nil && !restart) else { throw ValidationError("Missing expected argument '--id <id>'") }
        guard first == nil || !restart else { throw ValidationError("--restart goes without --from and --to.") }
    }

    func run() throws {
        let opened = try OpenBook.open(book.path, for: restart ? .writing : .reading)
        if restart, let id {
            try opened.restartExport(ExportID(id), caller: .here)
        } else if let id, let first, let last {
            guard let days = DayRange(first.day, last.day) else { throw ValidationError("--to \(last.day) is before --from \(first.day).") }
            try opened.writeExport(ExportID(id), days, caller: .here) { Output.standard.write(bytes: $0) }
        } else {
            let views = try opened.exports(caller: .here).filter { id == nil || $0.id.text == id }
            Output.standard.write(ExportList.text(views))
        }
        Output.standard.flush()
    }
}
