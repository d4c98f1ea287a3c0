import Foundation
import Synchronization

/// Work that was asked for on a page and may take long, one at a time. It keeps nobody waiting: whoever asks waits a little, and asking
/// the same again tells what it came to.
final class PatientRunner<Report: Sendable>: Sendable {
    /// Seconds that an answer waits for the work.
    static var patience: Int { 8 }
    private final class Job: Sendable {
        let question: String
        let kept: Duration
        private let isOver = DispatchSemaphore(value: 0)
        private let outcome = Mutex<(result: Result<Report, any Error>, at: ContinuousClock.Instant)?>(nil)

        init(_ question: String, kept: Duration) { (self.question, self.kept) = (question, kept) }

        var isDone: Bool { outcome.withLock { $0 != nil } }
        var isStale: Bool { outcome.withLock { $0.map { $0.at.duration(to: .now) > kept } ?? false } }

        func end(_ result: Result<Report, any Error>) {
            outcome.withLock { $0 = (result, .now) }
            isOver.signal()
        }

        /// `nil`: it still runs.
        func wait(seconds: Int) -> Result<Report, any Error>? {
            guard isOver.wait(timeout: .now() + .seconds(seconds)) == .success else { return nil }
            // For others who wait.
            isOver.signal()
            return outcome.withLock { $0?.result }
        }
    }

    private let job = Mutex<Job?>(nil)
    /// What is told to who asks something else meanwhile.
    private let busy: String

    /// How long the outcome of a piece of work answers the same question: the book goes on.
    private let kept: Duration
    /// Whether an outcome that was told is forgotten; else the page that shows it may be read again.
    private let isToldOnce: Bool

    init(busy: String, kept: Duration = .seconds(300), isToldOnce: Bool = true) {
        (self.busy, self.kept, self.isToldOnce) = (busy, kept, isToldOnce)
    }

    /// What the work came to; `nil`: it goes on.
    /// - Parameters:
    ///   - question: names who asks and what; the same again is the same work, until it was told.
    ///   - patience: seconds that it blocks at most.
    ///   - work: the work itself, which blocks as long as it takes.
    func report(_ question: String, patience: Int = patience, _ work: @escaping @Sendable () throws -> Report) throws -> Report? {
        let own = try job.withLock { job in
            if let job, job.question == question, !job.isStale { return job }
            guard job?.isDone ?? true else { throw ServiceError.refused(busy) }
            let new = Job(question, kept: kept)
            job = new
            Thread { new.end(Result(catching: work)) }.start()
            return new
        }
        guard let outcome = own.wait(seconds: patience) else { return nil }
        if isToldOnce { job.withLock { if $0 === own { $0 = nil } } }
        return try outcome.get()
    }
}
