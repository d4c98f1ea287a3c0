import Document
public import Model
public import Rendering
import Site
import Store
public import Time

/// What a run of bills came to.
public struct BillRun: Sendable {
    /// The bills of these days, those issued before by a run that was cut off among them.
    public var bills: [IssuedBill] = []
    public var files = 0
    public var mails = 0
    /// Parties that could not be billed, and why.
    public var failures: [(party: PartyID, words: String)] = []
}

/// What a run of bills makes beside the bills themselves.
public struct BillRunOrder: Sendable {
    public var days: DayRange
    /// A folder that gets a file of each bill in each form; `nil`: none.
    public var folder: String?
    public var forms: [DocumentForm] = [.pdf]
    /// Each party with a mail address gets hers.
    public var mails = false

    public init(_ days: DayRange) { self.days = days }
}

extension OpenBook {
    /// Issues the bill of every party whose billing periods end within the days, and gives each out. Run again after it was cut off, it
    /// goes on: no bill is issued twice, no mail is sent twice, and files that are there are written anew with the same bytes.
    /// - Parameter progress: is told how many of how many bills are given out.
    public func runBills(_ order: BillRunOrder, caller: Caller, progress: (Int, Int) -> Void = { _, _ in }) throws -> BillRun {
        try require(.decide, caller)
        var run = BillRun()
        try issueBills(order.days, caller: caller) { party, result in
            guard case .failure(let error) = result else { return }
            run.failures.append((party, PlainWords.of(error) ?? "\(error)"))
        }
        run.bills = try bills(endingIn: order.days)
        let site = try site()
        for (index, bill) in run.bills.enumerated() {
            progress(index, run.bills.count)
            let frozen = try frozen(bill.number)
            let files = try order.forms.map { form in
                OutboxFile(
                    name: "bill-\(bill.number)." + form.fileExtension, mediaType: form.mediaType(),
                    content: form == .json ? frozen.json : try render(frozen.document, as: form))
            }
            if let folder = order.folder {
                try DropFolder(path: folder).put(files)
                run.files += files.count
            }
            guard order.mails, let party = site.party(PartyID(bill.party)) else { continue }
            run.mails += try mail(frozen.document.title, files, of: bill, to: party.email.compactMap { MailAddress($0) })
        }
        progress(run.bills.count, run.bills.count)
        return run
    }

    private func mail(_ title: String, _ files: [OutboxFile], of bill: IssuedBill, to addresses: [MailAddress]) throws -> Int {
        let messages = addresses.map { address in
            (
                draft: OutboxDraft(
                    kind: .report, rule: AlertRuleID("bills"), cause: "bill \(bill.number)", detail: title, channel: .mail,
                    recipient: address.text), files: files
            )
        }
        return try store.raise(messages, at: clock())
    }
}
