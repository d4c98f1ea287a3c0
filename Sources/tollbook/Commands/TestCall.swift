public import ArgumentParser
import Model
public import Service

extension CallQuestion.CallerForm: ExpressibleByArgument {}

struct TestCall: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test-call",
        abstract: "What would become of one call: who pays, by which table and why, price, cost and margin with every step.",
        discussion: """
            The site is that of a book or a site file. Nothing is stored, and calls to come are tried like any other: a planned version
            of a tariff counts from its moment on. Names of switch, trunk and party are those of the site.
            """)

    @Option(name: .customLong("book"), help: ArgumentHelp("The book, a folder.", valueName: "path"))
    var book: String?

    @Option(name: .customLong("tariff"), help: ArgumentHelp("A site file instead of a book; decks lie beside it.", valueName: "sitefile"))
    var siteFile: String?

    @Option(help: ArgumentHelp("Who calls: a party's id, an extension or a number.", valueName: "caller"))
    var from: String = ""

    @Option(help: "How the caller is meant: any, party, extension or number.")
    var callerIs = CallQuestion.CallerForm.any

    @Option(help: ArgumentHelp("The number called, as it is dialled.", valueName: "number"))
    var called: String

    @Option(help: "out, in, internal or transit.")
    var direction = "out"

    @Option(help: "Name of the trunk.")
    var trunk = ""

    @Option(name: .customLong("switch"), help: "Id of the switch; without it that of the trunk, else the first.")
    var switchID = ""

    @Option(help: ArgumentHelp("When it begins, in the site's zone; without it now.", valueName: "date and time"))
    var at = ""

    @Option(help: ArgumentHelp("Seconds, or 1:30.", valueName: "time"))
    var duration = ""

    @Option(help: ArgumentHelp("Seconds of ringing.", valueName: "time"))
    var ring = ""

    @Option(help: "yes or no; without it what the duration says.")
    var answered = ""

    @Option(help: "Account code.")
    var account = ""

    @Option(name: .customLong("source-ip"), help: "Address that the call came from.")
    var sourceIP = ""

    @Option(help: "Meter pulses that the switch counted.")
    var pulses = ""

    @Option(help: ArgumentHelp("Amount that the switch wrote.", valueName: "amount"))
    var charge = ""

    @Option(help: "Currency of that amount.")
    var currency = ""

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if (book == nil) == (siteFile == nil) { throw ValidationError("Name either a book (--book) or a site file (--tariff).") }
    }

    func run() throws {
        let tested: TestedCall
        do {
            if let siteFile {
                tested = try CallTester(siteFile: siteFile).test(question, now: OpenBook.systemClock())
            } else {
                tested = try OpenBook.open(book ?? "", for: .reading).testCall(question, caller: .here)
            }
        } catch let faults as CallQuestion.Faults {
            throw faults.named { Self.options[$0] ?? "--" + $0 }
        }
        Output.standard.write(json ? tested.json : tested.text)
        Output.standard.flush()
    }

    private var question: CallQuestion {
        var question = CallQuestion()
        (question.caller, question.callerForm, question.called, question.direction) = (from, callerIs, called, direction)
        (question.trunk, question.switch, question.duration, question.ring) = (trunk, switchID, duration, ring)
        (question.answered, question.account, question.sourceIP, question.pulses) = (answered, account, sourceIP, pulses)
        (question.given, question.givenCurrency) = (charge, currency)
        // `2026-03-02T09:15`, or the day alone.
        (question.day, question.time) = (String(at.prefix(10)), String(at.dropFirst(11)))
        return question
    }

    /// Options that have another name than the field.
    private static let options = [
        "caller": "--from", "day": "--at", "time": "--at", "sourceIP": "--source-ip", "given": "--charge", "givenCurrency": "--currency",
    ]
}
