import ArgumentParser
import Model
import Service
import Store
import Time

struct Rerate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Charge the calls of a period again with the site as it is now.",
        discussion: """
            Without more than a period: the unrated calls are charged at once; calls that have a charge keep it and the version that made it. Prints \
            the counts before and after.
            With --all or a choice of calls: the new charges are proposed beside those that stand, and the difference is printed with the proposal's \
            number. No call changes until `--accept` of that number. What is on an issued bill never changes.
            """)

    @OptionGroup var book: BookOptions

    @Option(name: .customLong("from"), help: ArgumentHelp("First day, as 2026-03-01.", valueName: "date"))
    var first: DayArgument?

    @Option(name: .customLong("to"), help: ArgumentHelp("Last day, included.", valueName: "date"))
    var last: DayArgument?

    @OptionGroup(title: "Proposals") var choice: RerateOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        switch try choice.act {
        case .list: try list()
        case .accept(let number): try accept(number)
        case .drop(let number):
            try OpenBook.open(book.path, for: .writing).dropRerating(number, caller: .here)
            Output.standard.write("Re-rating \(number) is dropped; calls stay as they are.\n")
        case .report(let number): try report(number, OpenBook.open(book.path, for: .reading))
        case .goOn(let number): try work(number, OpenBook.open(book.path, for: .writing))
        case .propose(let choice):
            let opened = try OpenBook.open(book.path, for: .writing)
            try work(try opened.proposeRerating(choice, try days, caller: .here), opened)
        case .unrated:
            let result = try await OpenBook.open(book.path, for: .writing).rerateUnrated(try days, caller: .here)
            Output.standard.write(json ? result.json : result.text)
        }
        Output.standard.flush()
    }

    func validate() throws {
        switch try choice.act {
        case .propose, .unrated: _ = try days
        default: guard first == nil, last == nil else { throw ValidationError("--from and --to have no meaning here.") }
        }
    }

    private var days: DayRange {
        get throws {
            guard let first else { throw ValidationError("Missing expected argument '--from <date>'") }
            guard let last else { throw ValidationError("Missing expected argument '--to <date>'") }
            guard let days = DayRange(first.day, last.day) else {
                throw ValidationError("--to \(last.day) is before --from \(first.day).")
            }
            return days
        }
    }

    private func list() throws {
        let views = try OpenBook.open(book.path, for: .reading).reratings(caller: .here)
        if views.isEmpty, !json { Output.standard.write("There are no proposals.\n") }
        for view in views { Output.standard.write(json ? view.json : view.text) }
    }

    private func accept(_ number: Int64) throws {
        let opened = try OpenBook.open(book.path, for: .writing)
        // One that was cut off goes on where it was.
        if try opened.rerating(number, caller: .here).state != .accepting { try opened.acceptRerating(number, caller: .here) }
        try work(number, opened)
    }

    /// Does the work of a proposal here and now, and prints what came of it.
    private func work(_ number: Int64, _ opened: OpenBook) throws {
        let line = StatusLine()
        try opened.finishRerating(number, caller: .here) { done, total in line.show("day \(done) of \(total)") }
        line.end()
        try report(number, opened)
        let view = try opened.rerating(number, caller: .here)
        if view.state == .failed { throw ExitCode(1) }
    }

    private func report(_ number: Int64, _ opened: OpenBook) throws {
        let report = try opened.reratingReport(number, caller: .here)
        guard json else {
            Output.standard.write(report.text)
            let next = "tollbook rerate --book \(book.path) --accept \(number)"
            if report.view.mayAccept, report.view.differing > 0 { Output.standard.write("Take the new charges: \(next)\n") }
            return
        }
        Output.standard.write(try opened.reratingJSON(report, caller: .here))
    }
}

/// What is done with proposals, and for which calls one is made.
struct RerateOptions: ParsableArguments {
    enum Act {
        case unrated, propose(RerateChoice), list, accept(Int64), drop(Int64), report(Int64), goOn(Int64)
    }

    @Flag(help: "Propose new charges for all calls of the period.")
    var all = false

    @Option(help: ArgumentHelp("For the calls of this party; may be given several times, like all of these.", valueName: "id"))
    var party: [String] = []

    @Option(help: ArgumentHelp("For calls over this trunk.", valueName: "id"))
    var trunk: [String] = []

    @Option(help: ArgumentHelp("For calls that this rate table charged, or would charge now.", valueName: "id"))
    var table: [String] = []

    @Option(help: ArgumentHelp("For the parties below this node of the organisation.", valueName: "id"))
    var node: [String] = []

    @Option(help: ArgumentHelp("For calls of this type.", valueName: "id"))
    var type: [String] = []

    @Flag(help: "List all proposals.")
    var list = false

    @Option(help: ArgumentHelp("Print the difference of a proposal again.", valueName: "number"))
    var report: Int64?

    @Option(help: ArgumentHelp("Write the charges of a proposal.", valueName: "number"))
    var accept: Int64?

    @Option(help: ArgumentHelp("Forget a proposal.", valueName: "number"))
    var drop: Int64?

    @Option(name: .customLong("continue"), help: ArgumentHelp("Go on with a proposal that was cut off.", valueName: "number"))
    var goOn: Int64?

    var act: Act {
        get throws {
            var choice = RerateChoice()
            let named: [(RerateChoice.Kind, [String])] = [
                (.party, party), (.trunk, trunk), (.table, table), (.node, node), (.type, type),
            ]
            for (kind, texts) in named { for text in texts { choice.add(kind, text) } }
            var acts: [Act] = list ? [.list] : []
            if let report { acts.append(.report(report)) }
            if let accept { acts.append(.accept(accept)) }
            if let drop { acts.append(.drop(drop)) }
            if let goOn { acts.append(.goOn(goOn)) }
            if all || !choice.isEmpty { acts.append(.propose(choice)) }
            guard acts.count <= 1 else { throw ValidationError("These options do not go together: take one of them.") }
            if all, !choice.isEmpty { throw ValidationError("--all means all calls: leave out the choice, or --all.") }
            return acts.first ?? .unrated
        }
    }
}
