import Foundation
import Model
import Site
public import Store
import Synchronization
import Time

/// Does the work that waits in a book's queue, one job after the other. One for each process that writes the book; a job that was cut off
/// goes on where it was, for its state is in the book.
public final class JobRunner: Sendable {
    /// Seconds that a job belongs to its worker without a sign of life; each chunk renews them.
    static let lease: Int64 = 120
    /// Between two looks for a job.
    private static let pause = Duration.milliseconds(300)

    let book: OpenBook
    let owner: String
    private let isStopping = Mutex(false)
    var mustStop: Bool { isStopping.withLock { $0 } }

    public init(book: OpenBook) {
        self.book = book
        owner = "process \(ProcessInfo.processInfo.processIdentifier)"
    }

    /// Until the task is cancelled; a chunk under way is waited for.
    public func run() async {
        // The book belongs to this process: whoever held a job is gone.
        try? book.store.recoverJobs()
        await withTaskCancellationHandler {
            while !Task.isCancelled {
                let worked = await onThread { self.workOff() }
                // An error of the book is met again at the next look; nothing is lost.
                if !worked { try? await Task.sleep(for: Self.pause) }
            }
        } onCancel: {
            isStopping.withLock { $0 = true }
        }
    }

    /// Does one job here and now, whatever else waits.
    /// - Parameter progress: is told how far it is, of how much.
    /// - Returns: the job as it ended.
    public func finish(_ job: Int64, progress: (Int64, Int64) -> Void = { _, _ in }) throws -> JobRecord {
        try book.store.recoverJobs()
        if let leased = try lease(only: job) { try work(on: leased, progress) }
        return try book.store.job(job)
    }

    /// - Returns: whether there was something to do.
    private func workOff() -> Bool {
        guard let job = try? lease() else { return false }
        return (try? work(on: job) { _, _ in }) != nil
    }

    private func lease(only: Int64? = nil) throws -> JobRecord? {
        let now = book.clock()
        return try book.store.leaseJob(owner: owner, now: now, until: now + Self.lease, only: only)
    }

    private func work(on job: JobRecord, _ progress: (Int64, Int64) -> Void) throws {
        if job.kind == JobKind.bills.rawValue { return try runBills(job, progress) }
        guard let kind = JobKind(rawValue: job.kind), let number = Self.rerating(job.arguments) else {
            return try book.store.finishJob(
                job.id, owner: owner, .failed, message: "This program has no such work: \(job.kind).", at: book.clock())
        }
        do {
            let zone = try book.site().site.settings.zone
            let isDone = try book.runRerating(kind, number) { record in
                let view = ReratingView(record, zone, currentSite: record.site)
                let (done, total) = (view?.daysDone ?? 0, view?.daysInAll ?? 0)
                progress(done, total)
                if mustStop { return false }
                return try book.store.progressJob(
                    job.id, owner: owner, done: done, total: total, until: book.clock() + Self.lease)
            }
            if isDone {
                progress(1, 1)
                return try book.store.finishJob(job.id, owner: owner, .done, at: book.clock())
            }
            let record = try book.store.rerating(number)
            if try book.store.job(job.id).isCancelled {
                try book.stopped(record, job.actor)
                try book.store.finishJob(job.id, owner: owner, .cancelled, at: book.clock())
            } else if record.state != .proposing, record.state != .accepting {
                // It was over already when the process before this one was cut off.
                try book.store.finishJob(job.id, owner: owner, .failed, message: record.message, at: book.clock())
            }
            // Else this process has no time for it any more: it waits for the next one.
        } catch let error as StoreError where error.passes {
            throw error
        } catch {
            let words = PlainWords.of(error) ?? "\(error)"
            try book.store.stopRerating(number, .failed, message: words, at: book.clock())
            try book.store.finishJob(job.id, owner: owner, .failed, message: words, at: book.clock())
        }
    }

    /// `{"rerating":3}`
    private static func rerating(_ arguments: String) -> Int64? {
        struct Arguments: Decodable { var rerating: Int64 }
        return (try? JSONDecoder().decode(Arguments.self, from: Data(arguments.utf8)))?.rerating
    }
}

extension StoreError {
    /// It may go by itself: the work is tried again when its lease is over.
    var passes: Bool {
        switch self {
        case .busy, .interrupted, .diskFull: true
        default: false
        }
    }
}
