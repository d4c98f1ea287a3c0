public import Model
import Site
import Store
import Time

extension OpenBook {
    /// Puts a run of bills into the book's queue: whoever runs the book's jobs does it, and goes on with it after a kill.
    /// - Returns: the run's number.
    public func beginBillRun(_ order: BillRunOrder, caller: Caller) throws -> Int64 {
        try require(.decide, caller)
        // What cannot go well is said now.
        _ = try style(of: order.node, order.wish)
        _ = try billedParties(of: order.node, on: order.days.last)
        if let drop = order.drop, !BookID.isValid(drop) {
            throw ServiceError.refused(
                "\"\(drop)\" is no name of a folder. Write 1 to 64 of a-z, 0-9 and -: it lies below the book's own `drop`.")
        }
        guard !order.forms.isEmpty || (order.drop == nil && !order.mails) else {
            throw ServiceError.refused("files and mails need a form. Choose PDF or another.")
        }
        if order.mails, try site().site.mail == nil {
            throw ServiceError.refused("there is no mail server in the site file. Add `mail:` with `server` and `from`, or send no mails.")
        }
        try store.append(note(caller, "bills.run", order.node?.text ?? "", after: "\(order.days.first) … \(order.days.last)"))
        let arguments = try BillRunArguments(order).text
        return try store.enqueue(
            JobRecord(kind: JobKind.bills.rawValue, arguments: arguments, actor: caller.name, queued: clock(), runAt: clock()))
    }

    /// One run of bills and how far it is.
    public func billRun(_ number: Int64, caller: Caller) throws -> BillRunView {
        try require(.see, caller)
        let job: JobRecord
        do { job = try store.job(number) } catch StoreError.notFound { throw ServiceError.unknown(what: "run of bills", name: "\(number)") }
        guard let view = BillRunView(job, try site().site.settings.zone) else {
            throw ServiceError.unknown(what: "run of bills", name: "\(number)")
        }
        return view
    }

    /// The newest runs of bills that are in the queue, or were.
    public func billRuns(limit: Int = 10, caller: Caller) throws -> [BillRunView] {
        try require(.see, caller)
        let zone = try site().site.settings.zone
        return Array(try store.jobs(limit: 1000).compactMap { BillRunView($0, zone) }.prefix(limit))
    }

    /// Stops a run between two bills. What is issued stays issued; a new run of the same days goes on.
    public func cancelBillRun(_ number: Int64, caller: Caller) throws {
        try require(.decide, caller)
        guard try billRun(number, caller: caller).isUnderWay else {
            throw ServiceError.refused("the run \(number) is over: there is nothing to stop.")
        }
        try store.append(note(caller, "bills.run.cancel", "\(number)"))
        try store.cancelJob(number, at: clock())
    }
}
