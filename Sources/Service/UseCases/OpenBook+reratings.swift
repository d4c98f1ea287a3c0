import Intake
public import Model
import Rating
import Site
import Store
public import Time

extension OpenBook {
    /// Has the calls of some days rated again by the site as it is now, beside what they cost. No call changes until the proposal is
    /// accepted. The work is done by whoever runs the book's jobs.
    /// - Returns: the proposal's number.
    public func proposeRerating(_ choice: RerateChoice, _ days: DayRange, caller: Caller) throws -> Int64 {
        try require(.decide, caller)
        let state = try site()
        guard state.number > 0 else { throw ServiceError.noSite(book: store.folder) }
        if let unknown = choice.unknown(in: state.site, parties: state.rater.parties) {
            throw ServiceError.unknown(what: unknown.what, name: unknown.name)
        }
        let why = Rerating.whole(choice).words(days)
        let entry = note(caller, "rerating.propose", "", after: ReratingView.words(choice, days))
        return try store.beginRerating(why: why, site: state.number, note: entry) { number in
            job(.propose, number, caller)
        }
    }

    /// Takes the proposed charges: whoever runs the book's jobs writes them. Refused where the site has changed since.
    public func acceptRerating(_ number: Int64, caller: Caller) throws {
        try require(.decide, caller)
        let record = try store.rerating(number)
        guard try site().number == record.site else { throw StoreError.siteChanged(rerating: number) }
        let entry = note(caller, "rerating.accept", "\(number)", after: "\(record.differing) calls differ")
        try store.acceptRerating(number, note: entry, job: job(.accept, number, caller))
    }

    /// Forgets a proposal. Calls stay as they are.
    public func dropRerating(_ number: Int64, caller: Caller) throws {
        try require(.decide, caller)
        try store.dropRerating(number, note: note(caller, "rerating.drop", "\(number)"))
    }

    /// Stops what goes on: a proposal is given up; an acceptance keeps what is written and can go on later.
    public func cancelRerating(_ number: Int64, caller: Caller) throws {
        try require(.decide, caller)
        let record = try store.rerating(number)
        guard record.state == .proposing || record.state == .accepting else {
            throw StoreError.rerating(number, is: record.state.rawValue)
        }
        try store.append(note(caller, "rerating.cancel", "\(number)"))
        try store.cancelJob(record.job, at: clock())
        // One that waited is over at once; one that runs ends with its chunk.
        if try store.job(record.job).state == .cancelled { try stopped(record, caller.name) }
    }

    /// All proposals, the newest first.
    public func reratings(limit: Int = 100, caller: Caller) throws -> [ReratingView] {
        try require(.see, caller)
        let zone = try site().site.settings.zone
        let current = try site().number
        return try store.reratings(limit: limit).compactMap { ReratingView($0, zone, currentSite: current) }
    }

    /// One proposal and how far it is.
    public func rerating(_ number: Int64, caller: Caller) throws -> ReratingView {
        try require(.see, caller)
        let state = try site()
        guard let view = ReratingView(try store.rerating(number), state.site.settings.zone, currentSite: state.number) else {
            throw IntakeError.otherBook
        }
        return view
    }

    /// What differs: sums by party and by call type, and of each issued bill.
    public func reratingReport(_ number: Int64, caller: Caller) throws -> ReratingReport {
        ReratingReport(try rerating(number, caller: caller), try store.reratingSums(number))
    }

    /// The calls that would change, in the order of time.
    /// - Parameter bill: those on this issued bill alone; `nil`: all.
    public func reratingCalls(
        _ number: Int64, bill: Int64? = nil, after: String? = nil, limit: Int = 100, caller: Caller
    ) throws -> ReratingCallList {
        try require(.see, caller)
        let zone = try site().site.settings.zone
        let page = try store.reratingCalls(number, bill: bill, after: after, limit: limit)
        return ReratingCallList(calls: page.calls.map { ReratingCallView($0, zone) }, next: page.next)
    }

    // MARK: The work

    private func job(_ kind: JobKind, _ number: Int64, _ caller: Caller) -> JobRecord {
        JobRecord(kind: kind.rawValue, arguments: "{\"rerating\":\(number)}", actor: caller.name, queued: clock(), runAt: clock())
    }

    /// - Returns: whether it is done; else it was stopped.
    func runRerating(_ kind: JobKind, _ number: Int64, chunk: Int = 2000, proceed: (ReratingRecord) throws -> Bool) throws -> Bool {
        let record = try store.rerating(number)
        guard let (why, days) = Rerating.read(record.why) else { throw IntakeError.otherBook }
        let now = try site()
        let state = now.number == record.site ? now : try self.state(store.site(record.site))
        let rules = RerateRules(rater: state.rater, site: state.site, versions: try store.rateVersions())
        let work = why.work(days, rules, store.names)
        switch kind {
        case .propose:
            return try store.propose(number, work.rule, chunk: chunk, concerns: work.concerns, proceed: proceed)
        case .accept:
            guard record.state == .accepting else { return record.state == .accepted }
            let step = RerateStep(at: clock(), site: record.site, why: record.why)
            return try store.takeOver(number, work.rule, chunk: chunk, step: step, proceed: proceed)
        case .bills: return false
        }
    }

    /// Somebody cancelled it.
    func stopped(_ record: ReratingRecord, _ actor: String) throws {
        try store.stopRerating(
            record.number, record.state == .accepting ? .ready : .cancelled, message: "Cancelled by \(actor).", at: clock())
    }
}

extension OpenBook {
    /// Calls of one bill whose ids stand in the report for programs.
    private static let creditedCalls = 1000

    /// The difference report for programs; of each bill that would be credited, the ids of its first 1,000 calls that differ.
    public func reratingJSON(_ report: ReratingReport, caller: Caller) throws -> String {
        var calls: [Int64: [String]] = [:]
        for credit in report.credits {
            let page = try reratingCalls(report.view.number, bill: credit.bill, limit: Self.creditedCalls, caller: caller)
            calls[credit.bill] = page.calls.map(\.call.id)
        }
        return report.json(creditedCalls: calls)
    }
}

extension OpenBook {
    /// Does the work of a proposal here and now, where no server does it: nothing where there is none.
    /// - Parameter progress: is told the days that are done, of how many.
    public func finishRerating(_ number: Int64, caller: Caller, progress: (Int64, Int64) -> Void = { _, _ in }) throws {
        try require(.decide, caller)
        let record = try store.rerating(number)
        guard record.state == .proposing || record.state == .accepting else { return }
        _ = try JobRunner(book: self).finish(record.job, progress: progress)
    }
}
