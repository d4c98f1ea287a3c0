import ArgumentParser
import Service
import Time

/// Which format to read with: a built-in one or a definition in a file.
struct FormatOptions: ParsableArguments {
    @Option(name: .customLong("format"), help: ArgumentHelp("Id of a format; see `tollbook formats`.", valueName: "id"))
    var id: String?

    @Option(
        name: .customLong("format-file"), help: ArgumentHelp("A format definition that is not built in.", valueName: "file"))
    var file: String?

    func validate() throws {
        guard id == nil || file == nil else { throw ValidationError("Give either --format ID or --format-file FILE.") }
    }

    /// `nil` where none is named.
    var choice: FormatChoice? { file.map { .file($0) } ?? id.map { .id($0) } }
}

struct Decode: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decode a file without a book: one JSON object a line, in input order.",
        discussion: """
            A record: {"line":N,"start":"2026-03-02T09:15:00","duration":61,…}; start is the switch's local time, unknown fields are null.
            Lines that are no record: {"line":N,"skip":"reason"}.
            """)

    @OptionGroup var format: FormatOptions

    @Option(
        name: .customLong("time-zone"),
        help: ArgumentHelp("Zone of the switch, as Europe/Berlin; needed by formats whose stamps are UTC.", valueName: "zone"))
    var zone: String?

    @Option(help: ArgumentHelp("Year of the first record, for formats that print none.", valueName: "yyyy"))
    var year: Int?

    @Option(help: ArgumentHelp("Day of arrival, for formats that print no date; today unless given.", valueName: "yyyy-mm-dd"))
    var day: String?

    @Argument(help: "The file; - is standard input.")
    var file: String

    func validate() throws {
        guard format.choice != nil else { throw ValidationError("Give either --format ID or --format-file FILE.") }
        if let year, !(1970...2199).contains(year) { throw ValidationError("--year \(year) is not between 1970 and 2199.") }
        if let day, CivilDay(text: day) == nil { throw ValidationError("--day \(day) is no day. Write it as 2026-03-31.") }
    }

    func run() throws {
        let tool = try DecodeTool(
            format: format.choice ?? .id(""), zone: zone, year: year, day: day.flatMap { CivilDay(text: $0) }, today: Environment.today)
        try tool.run(InputFile(file)) { Output.standard.write(bytes: $0) }
        Output.standard.flush()
    }
}
