import ArgumentParser
import Model
import Rendering
import Service

struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A report of the catalogue, or of a file, over any days.",
        discussion: """
            `tollbook reports` lists them. A condition is `called=00*`, `callType!=local,mobile`, `duration=60..600`, `party=101` or
            `organisation=sales`; several must all hold.
            """)

    @OptionGroup var book: BookOptions
    @OptionGroup var period: PeriodOptions

    @Option(help: "Id of the report, or its number: A04.")
    var id: String?

    @Option(help: ArgumentHelp("A definition that the book does not have.", valueName: "file"))
    var definition: String?

    @Option(help: ArgumentHelp("Id of a party.", valueName: "id"))
    var party: String?

    @Option(help: ArgumentHelp("Id of a node of the organisation.", valueName: "id"))
    var organisation: String?

    @Option(help: ArgumentHelp("A condition on the calls; may come several times.", valueName: "field=value"))
    var filter: [String] = []

    @Option(name: .customLong("as"), help: "html, pdf, xlsx, csv or json.")
    var form: DocumentForm

    @OptionGroup var wish: BillWishOptions

    func validate() throws {
        guard (id == nil) != (definition == nil) else { throw ValidationError("Name a report with --id, or a file with --definition.") }
    }

    func run() throws {
        let opened = try OpenBook.open(book.path, for: .reading)
        var order = ReportOrder(try period.days, party: party.map { PartyID($0) }, node: organisation.map { NodeID($0) })
        for words in filter { try order.add(words) }
        order.wish = wish.wish
        let document =
            if let definition {
                try opened.report(
                    file: definition, bytes: try InputFile(definition).readAll(limit: 1 << 20), order, caller: .here)
            } else {
                try opened.report(id ?? "", order, caller: .here)
            }
        Output.standard.write(bytes: try opened.render(document, as: form))
        Output.standard.flush()
    }
}

struct Reports: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the reports.")

    @Option(name: .customLong("book"), help: ArgumentHelp("Those of a book too, a folder.", valueName: "path"))
    var book: String?

    @Flag(help: "Print JSON: a list of objects with id, section, name, purpose, kind, parameter, bill and own.")
    var json = false

    func run() throws {
        let list = try book.map { try OpenBook.open($0, for: .reading).reportList(caller: .here) } ?? OpenBook.builtInReports()
        Output.standard.write(json ? ReportInfo.json(list) : ReportInfo.text(list))
        Output.standard.flush()
    }
}
