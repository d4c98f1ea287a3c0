import ArgumentParser
import Service

struct Detect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell which formats the begin of a file can have, best first.",
        discussion: """
            Twenty lines are enough for most formats. `share` is the part of the lines that are records, `doubts` what speaks
            against a format.
            With --propose a draft of a definition is printed, for a file that no format fits.
            """)

    @Flag(help: "Print JSON: a list of objects with id, share and doubts.")
    var json = false

    @Flag(help: "Print the draft of a definition made from the lines.")
    var propose = false

    @Argument(help: "The file; - is standard input.")
    var file: String

    func run() throws {
        let tool = try DetectTool(InputFile(file), today: Environment.today)
        if propose {
            Output.standard.write(try tool.proposal(today: Environment.today))
        } else {
            Output.standard.write(json ? tool.json : tool.text)
        }
        Output.standard.flush()
    }
}
