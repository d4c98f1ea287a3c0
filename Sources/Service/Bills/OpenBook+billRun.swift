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
    /// Somebody stopped it: what is issued stays, and the next run of these days goes on.
    public var isStopped = false
}

/// How far a run is.
public struct BillRunStep: Hashable, Sendable {
    /// First all bills are issued, then all are given out.
    public var isIssuing: Bool
    public var done: Int
    public var total: Int

    /// Of the whole run.
    public var thousandths: Int64 { Int64((isIssuing ? 0 : 500) + done * 500 / max(total, 1)) }
}

/// What a run of bills makes beside the bills themselves.
public struct BillRunOrder: Sendable {
    public var days: DayRange
    /// Only parties of this node and below it; `nil`: all.
    public var node: NodeID?
    /// A folder that gets a file of each bill in each form; `nil`: none.
    public var folder: String?
    /// The same, by the name of a folder below the book's own `drop`.
    public var drop: String?
    public var forms: [DocumentForm] = [.pdf]
    /// Each party with a mail address gets hers.
    public var mails = false
    public var wish = BillWish()

    public init(_ days: DayRange) { self.days = days }
}

extension OpenBook {
    /// Issues the bill of every party whose billing periods end within the days, and gives each out. Run again after it was cut off, it
    /// goes on: no bill is issued twice, no mail is sent twice, and files that are there are written anew with the same bytes.
    /// - Parameter proceed: is told how far it is, and says whether to go on.
    public func runBills(
        _ order: BillRunOrder, caller: Caller, proceed: (BillRunStep) throws -> Bool = { _ in true }
    ) throws -> BillRun {
        try require(.decide, caller)
        // What cannot be given out is said before anything is issued.
        for folder in folders(order) { try folder.make() }
        var run = BillRun()
        try issueBills(
            order.days, of: order.node, order.wish, caller: caller,
            proceed: { done, total in
                run.isStopped = try !proceed(BillRunStep(isIssuing: true, done: done, total: total))
                return !run.isStopped
            },
            progress: { party, result in
                guard case .failure(let error) = result else { return }
                run.failures.append((party, PlainWords.of(error) ?? "\(error)"))
            })
        let meant = try order.node.map { Set(try billedParties(of: $0, on: order.days.last).map(\.text)) }
        run.bills = try bills(endingIn: order.days).filter { meant?.contains($0.party) ?? true }
        for (index, bill) in run.bills.enumerated() where !run.isStopped {
            run.isStopped = try !proceed(BillRunStep(isIssuing: false, done: index, total: run.bills.count))
            if !run.isStopped { try giveOut(bill, order, &run) }
        }
        if !run.isStopped { _ = try proceed(BillRunStep(isIssuing: false, done: run.bills.count, total: run.bills.count)) }
        return run
    }

    private func folders(_ order: BillRunOrder) -> [DropFolder] {
        [order.folder.map { DropFolder(path: $0) }, order.drop.map { DropFolder(book: store.folder, name: $0) }].compactMap(\.self)
    }

    private func giveOut(_ bill: IssuedBill, _ order: BillRunOrder, _ run: inout BillRun) throws {
        let addresses = order.mails ? try site().party(PartyID(bill.party))?.email.compactMap { MailAddress($0) } ?? [] : []
        let folders = folders(order)
        guard !folders.isEmpty || !addresses.isEmpty else { return }
        let frozen = try frozen(bill.number)
        let files = try order.forms.map { form in
            OutboxFile(
                name: "bill-\(bill.number)." + form.fileExtension, mediaType: form.mediaType(),
                content: form == .json ? frozen.json : try render(frozen.document, as: form))
        }
        for folder in folders {
            try folder.put(files)
            run.files += files.count
        }
        run.mails += try mail(frozen.document.title, files, of: bill, to: addresses)
    }

    private func mail(_ title: String, _ files: [OutboxFile], of bill: IssuedBill, to addresses: [MailAddress]) throws -> Int {
        guard !addresses.isEmpty else { return 0 }
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
