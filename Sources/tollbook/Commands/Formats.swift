import ArgumentParser
import Service

struct Formats: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the formats that Tollbook knows.",
        discussion: "A format says how a switch's records are cut out of its bytes and decoded. `docs/formats.md` tells how to write one.")

    @Flag(help: "Print JSON: a list of objects with id, name and confirmed.")
    var json = false

    func run() throws {
        Output.standard.write(json ? FormatList.json : FormatList.text)
        Output.standard.flush()
    }
}
