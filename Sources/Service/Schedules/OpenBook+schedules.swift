import Delivery
import Document
import Foundation
public import Model
import Site
import Store
public import Time

/// A schedule as lists show it.
public struct ScheduleView: Sendable {
    public var id: ScheduleID
    /// Id of the report; `nil`: bills.
    public var report: String?
    public var receivers: [String]
    public var isPaused: Bool
    /// When it is due next; `nil`: not any more, or paused.
    public var next: Instant?
    public var last: ScheduleRun?
}

extension OpenBook {
    /// The schedules of the site, in their order.
    public func schedules(caller: Caller) throws -> [ScheduleView] {
        try require(.see, caller)
        let site = try site().site
        return try site.schedules.map { schedule in
            let last = try store.runs(of: schedule.id, limit: 1).first
            let clock = ScheduleClock(schedule.time, site.settings.zone)
            return ScheduleView(
                id: schedule.id, report: schedule.report,
                receivers: schedule.to.map(\.text) + [schedule.each?.rawValue, schedule.folder].compactMap(\.self),
                isPaused: schedule.isPaused, next: schedule.isPaused ? nil : clock.next(after: self.clock()), last: last)
        }
    }

    /// What schedules made, the newest first.
    public func scheduleRuns(of schedule: ScheduleID? = nil, limit: Int = 100, caller: Caller) throws -> [ScheduleRun] {
        try require(.see, caller)
        return try store.runs(of: schedule, limit: limit)
    }

    /// Makes and sends what a schedule asks for now, whatever its time.
    @discardableResult
    public func runSchedule(_ id: ScheduleID, caller: Caller) throws -> ScheduleRun {
        try require(.decide, caller)
        guard let schedule = try site().site.schedules.first(where: { $0.id == id }) else {
            throw ServiceError.unknown(what: "schedule", name: id.text)
        }
        var run = ScheduleRun(schedule: id, due: clock(), actor: caller.name, started: clock())
        // Two runs of one second are two runs.
        while try !store.beginRun(run) { run.due = run.due + 1 }
        return try make(run, schedule, note(caller, "schedule.run", id.text))
    }

    /// Makes what is due. What was missed, because nobody was there, is made up for once: the latest of it.
    /// - Parameter proceed: is asked before each.
    public func runDueSchedules(caller: Caller, proceed: () -> Bool = { true }) throws -> [ScheduleRun] {
        try require(.decide, caller)
        let (site, now) = (try site().site, clock())
        var runs: [ScheduleRun] = []
        for schedule in site.schedules where !schedule.isPaused {
            guard proceed() else { break }
            guard let last = try store.lastDue(of: schedule.id) else {
                // Nothing is owed for the time before it was known.
                var begun = ScheduleRun(schedule: schedule.id, due: now, actor: ScheduleRun.clock, started: now)
                begun.state = .begun
                _ = try store.beginRun(begun)
                continue
            }
            // A run that was cut off is made again: nothing of it went out.
            if last.state == .running { runs.append(try make(last, schedule, nil)) }
            let due = ScheduleClock(schedule.time, site.settings.zone).moments(after: last.due, through: now, most: Self.mostMissed)
            guard let latest = due.last else { continue }
            var run = ScheduleRun(schedule: schedule.id, due: latest, actor: ScheduleRun.clock, started: now)
            run.missed = due.count - 1
            if try store.beginRun(run) { runs.append(try make(run, schedule, nil)) }
        }
        return runs
    }

    /// What was missed is counted up to this.
    private static let mostMissed = 10_000

    private func make(_ begun: ScheduleRun, _ schedule: Schedule, _ note: JournalNote?) throws -> ScheduleRun {
        var run = begun
        do {
            let site = try site().site
            let days = schedule.span.days(on: site.settings.zone.wall(run.due).day)
            let report = ScheduledReport(book: self, schedule: schedule, days: days, caller: .delivery)
            var messages: [(draft: OutboxDraft, files: [OutboxFile])] = []
            run.files = 0
            for part in try report.parts() {
                let files = try report.files(part)
                if let folder = schedule.folder {
                    try DropFolder(book: store.folder, name: folder).put(files)
                    run.files += files.count
                }
                let title = part.documents.count == 1 ? part.documents[0].title : "\(part.documents.count) × \(schedule.id)"
                for address in Set(part.to.map(\.text)).sorted() {
                    let draft = OutboxDraft(
                        kind: .report, rule: AlertRuleID(schedule.id.text), cause: "\(run.due.seconds) \(part.name)", detail: title,
                        channel: .mail, recipient: address)
                    messages.append((draft, files))
                }
            }
            (run.state, run.finished, run.message) = (.done, clock(), "")
            run.messages = messages.count
            try store.finishRun(run, messages, journal: note)
        } catch let error as StoreError where error.passes {
            throw error
        } catch {
            (run.state, run.finished, run.message) = (.failed, clock(), PlainWords.of(error) ?? Refusal(error)?.text ?? "\(error)")
            try store.finishRun(run, [], journal: note)
        }
        return run
    }

    /// Issued bills that end within some days, or whose billing period does, the oldest first; credited ones and credit notes are none.
    func bills(endingIn days: DayRange) throws -> [IssuedBill] {
        let state = try site()
        return try store.bills(limit: .max).filter { bill in
            guard bill.kind == .bill, bill.creditedBy == nil, bill.days.last <= days.last else { return false }
            if days.contains(bill.days.last) { return true }
            // The first part of a period ends before it.
            let (party, last) = (PartyID(bill.party), DayRange(bill.days.last))
            guard state.billingPeriods(of: party, last).contains(where: { days.contains($0.last) }) else { return false }
            return try billingPeriods(of: party, last, .price, state).contains { days.contains($0.last) }
        }.reversed()
    }
}
