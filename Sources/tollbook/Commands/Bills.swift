import ArgumentParser
import Model
import Rendering
import Service
import Store

struct Bills: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Issue bills, look at issued ones, credit them.",
        discussion: """
            An issued bill has a number, without holes, and never changes; its calls stand on no other bill. What was wrong is taken back by
            a credit note, and billed again.
            """,
        subcommands: [Run.self, Issue.self, List.self, Show.self, Credit.self])

    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issue every bill of a period and give each out: as files, by mail.",
            discussion: "Cut off, it goes on when it is run again: no bill is issued twice, no mail is sent twice.")

        @OptionGroup var book: BookOptions
        @OptionGroup var period: PeriodOptions

        @Option(help: ArgumentHelp("A folder for a file of each bill.", valueName: "path"))
        var folder: String?

        @Option(name: .customLong("as"), help: "Form of the files: pdf, html, xlsx, csv or json; may come several times.")
        var forms: [DocumentForm] = []

        @Flag(help: "Mail each bill to its party's addresses; the server sends what waits.")
        var mail = false

        @Option(help: ArgumentHelp("Only parties of this node of the organisation and below it.", valueName: "id"))
        var organisation: String?

        @OptionGroup var wish: BillWishOptions

        func validate() throws {
            guard forms.isEmpty || folder != nil || mail else {
                throw ValidationError("--as is the form of the files: name a folder for them with --folder, or mail them with --mail.")
            }
        }

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .writing)
            var order = BillRunOrder(try period.days)
            (order.folder, order.mails, order.node, order.wish) = (folder, mail, organisation.map { NodeID($0) }, wish.wish)
            if !forms.isEmpty { order.forms = forms }
            let line = StatusLine()
            let run = try opened.runBills(order, caller: .here) { step in
                line.show(step.isIssuing ? "party \(step.done) of \(step.total)" : "bill \(step.done) of \(step.total)")
                return true
            }
            line.end()
            Output.standard.write(BillListing.text(run.bills))
            Output.standard.write("\(run.bills.count) bills, \(run.files) files, \(run.mails) mails\n")
            Output.standard.flush()
            for failure in run.failures { Output.error.write("tollbook: \(failure.party): \(failure.words)\n") }
            Output.error.flush()
            if !run.failures.isEmpty { throw ExitCode(1) }
        }
    }

    struct Issue: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issue the bill of a party, or of every party, over billing periods that are over.")

        @OptionGroup var book: BookOptions
        @OptionGroup var period: PeriodOptions

        @Option(help: ArgumentHelp("Id of the party.", valueName: "id"))
        var party: String?

        @Flag(help: "Every party with something to bill: each its periods that end within the days.")
        var all = false

        @Flag(help: "Print the bills as JSON.")
        var json = false

        @OptionGroup var wish: BillWishOptions

        func validate() throws {
            guard (party == nil) == all else { throw ValidationError("Name one party with --party, or all of them with --all.") }
        }

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .writing)
            if let party {
                show(try opened.issueBill(of: PartyID(party), try period.days, wish.wish, caller: .here))
                return
            }
            var failed = false
            try opened.issueBills(try period.days, wish.wish, caller: .here) { party, result in
                switch result {
                case .success(let bill): show(bill)
                case .failure(let error):
                    failed = true
                    Output.error.write("tollbook: \(party): \(PlainWords.of(error) ?? "\(error)")\n")
                    Output.error.flush()
                }
            }
            if failed { throw ExitCode(1) }
        }

        private func show(_ bill: IssuedBill) {
            Output.standard.write(json ? BillListing.json([bill]) : BillListing.text([bill]))
            Output.standard.flush()
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Issued bills and credit notes, the newest first.")

        @OptionGroup var book: BookOptions

        @Option(help: ArgumentHelp("Only those of this party.", valueName: "id"))
        var party: String?

        @Option(help: "At most so many.")
        var limit = 100

        @Flag(help: "One JSON object a line.")
        var json = false

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .reading)
            let bills = try opened.bills(of: party.map { PartyID($0) }, limit: max(limit, 1), caller: .here)
            Output.standard.write(json ? BillListing.json(bills) : BillListing.text(bills))
            Output.standard.flush()
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "An issued bill or credit note, as it was frozen.")

        @OptionGroup var book: BookOptions

        @Argument(help: "Its number.")
        var number: Int64

        @Option(name: .customLong("as"), help: "csv, json, html, pdf or xlsx.")
        var form: DocumentForm

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .reading)
            Output.standard.write(bytes: try opened.issuedBill(number, as: form, caller: .here))
            Output.standard.flush()
        }
    }

    struct Credit: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take an issued bill back by a credit note; its calls can be billed again.")

        @OptionGroup var book: BookOptions

        @Argument(help: "Number of the bill.")
        var number: Int64

        @Option(help: "Why; it stands on the credit note.")
        var reason: String

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .writing)
            Output.standard.write(BillListing.text([try opened.creditBill(number, reason: reason, caller: .here)]))
            Output.standard.flush()
        }
    }
}
