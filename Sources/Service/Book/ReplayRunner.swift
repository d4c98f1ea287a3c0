import Foundation
public import Model
import Synchronization

/// Replays that were asked for on a page, one at a time. A long raw log keeps nobody waiting: whoever asks waits a little, and asking the
/// same again tells how far it is.
final class ReplayRunner: Sendable {
    /// Seconds that an answer waits for a replay.
    private static let patience = 8
    /// How long the outcome of a replay answers the same question: the book goes on.
    private static let kept = Duration.seconds(300)

    private final class Job: Sendable {
        let question: String
        private let isOver = DispatchSemaphore(value: 0)
        private let outcome = Mutex<(result: Result<ReplayReport, any Error>, at: ContinuousClock.Instant)?>(nil)

        init(_ question: String) { self.question = question }

        var isDone: Bool { outcome.withLock { $0 != nil } }
        var isStale: Bool { outcome.withLock { $0.map { $0.at.duration(to: .now) > ReplayRunner.kept } ?? false } }

        func end(_ result: Result<ReplayReport, any Error>) {
            outcome.withLock { $0 = (result, .now) }
            isOver.signal()
        }

        /// `nil`: it still runs.
        func wait(seconds: Int) -> Result<ReplayReport, any Error>? {
            guard isOver.wait(timeout: .now() + .seconds(seconds)) == .success else { return nil }
            // For others who wait.
            isOver.signal()
            return outcome.withLock { $0?.result }
        }
    }

    private let job = Mutex<Job?>(nil)

    /// What a replay came to; `nil`: it goes on.
    /// - Parameters:
    ///   - question: names who asks and what; the same again is the same replay, until it was told.
    ///   - patience: seconds that it blocks at most.
    ///   - work: the replay itself, which blocks as long as it takes.
    func report(_ question: String, patience: Int = patience, _ work: @escaping @Sendable () throws -> ReplayReport) throws -> ReplayReport?
    {
        let own = try job.withLock { job in
            if let job, job.question == question, !job.isStale { return job }
            guard job?.isDone ?? true else {
                throw ServiceError.refused("another replay runs at this moment. Wait until it is done, then ask again.")
            }
            let new = Job(question)
            job = new
            Thread { new.end(Result(catching: work)) }.start()
            return new
        }
        guard let outcome = own.wait(seconds: patience) else { return nil }
        job.withLock { if $0 === own { $0 = nil } }
        return try outcome.get()
    }
}

extension OpenBook {
    /// `trial` for a page: `nil`: it goes on, and the same question again tells what it came to.
    public func trialReport(of definition: String, on source: String, from point: RawPoint?, caller: Caller) throws -> ReplayReport? {
        try require(.configure, caller)
        let question = "trial\n\(caller.name)\n\(source)\n\(point.map { "\($0)" } ?? "")\n\(definition)"
        return try replays.report(question) { [self] in try trial(of: definition, on: source, from: point, caller: caller) }
    }

    /// `replay` of a saved format, accepted, for a page: `nil`: it goes on, and the same question again tells what it came to.
    /// - Parameter definition: the format's text: another one is another question.
    public func acceptReport(
        _ format: String, _ definition: String, on source: String, from point: RawPoint?, caller: Caller
    ) throws -> ReplayReport? {
        try require(.configure, caller)
        let asked = ReplayQuestion(source: source, from: point, format: .id(format), accepts: true)
        let question = "accept\n\(caller.name)\n\(source)\n\(point.map { "\($0)" } ?? "")\n\(format)\n\(definition)"
        return try replays.report(question) { [self] in try replay(asked, caller: caller) }
    }
}
