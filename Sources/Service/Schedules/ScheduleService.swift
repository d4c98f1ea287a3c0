public import Model
import Store
import Synchronization

/// Makes what schedules ask for when it is due. One for each process that writes the book.
public final class ScheduleService: Sendable {
    /// Between two looks at the clock.
    private static let pause = Duration.seconds(5)

    private let book: OpenBook
    private let isStopping = Mutex(false)
    private let failed: @Sendable (ScheduleRun) -> Void

    /// - Parameter failed: is told of each run that made nothing.
    public init(book: OpenBook, failed: @escaping @Sendable (ScheduleRun) -> Void) { (self.book, self.failed) = (book, failed) }

    /// Until the task is cancelled; a run under way is waited for.
    public func run() async {
        await withTaskCancellationHandler {
            while !Task.isCancelled {
                // An error of the book is met again at the next look; nothing is lost.
                let runs = await onThread { () -> [ScheduleRun] in
                    (try? self.book.runDueSchedules(caller: .delivery) { !self.isStopping.withLock { $0 } }) ?? []
                }
                for run in runs where run.state == .failed { failed(run) }
                try? await Task.sleep(for: Self.pause)
            }
        } onCancel: {
            isStopping.withLock { $0 = true }
        }
    }
}
