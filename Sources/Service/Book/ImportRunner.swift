public import Model
import Store
import Synchronization

/// Imports that run inside the server, one at a time: whoever sent the file sees how far it is and may go elsewhere.
public final class ImportRunner: Sendable {
    private struct State {
        var isBusy = false
        /// The sums so far of the one that runs; `nil` until its first batch is stored.
        var sums: ImportSummary?
        /// Why the last one that failed did, by its number.
        var failure: (number: Int64, words: String)?
        var hasSwept = false
        var task: Task<Int64, any Error>?
    }

    private let state = Mutex(State())

    init() {}

    /// The import that runs now; its number is 0 until its first batch is stored. `nil`: none.
    public var running: ImportSummary? {
        state.withLock { state in state.isBusy ? state.sums ?? ImportSummary() : nil }
    }

    /// Why an import of this process failed, in words; `nil` where it did not, or another one failed after it.
    public func failure(of number: Int64) -> String? {
        state.withLock { state in state.failure.flatMap { $0.number == number ? $0.words : nil } }
    }

    /// Begins an import of a file that was received.
    /// - Returns: its number, once it is in the book.
    /// - Throws: that another one runs, or why it cannot begin, in words.
    public func start(_ order: ImportOrder, _ file: UploadFile, in book: OpenBook, caller: Caller) async throws -> Int64 {
        try begin()
        let (numbers, known) = AsyncStream.makeStream(of: Int64.self)
        let task = Task(priority: .utility) { [self] in
            defer {
                state.withLock { $0.isBusy = false }
                known.finish()
            }
            do {
                let input = try InputFile(file.path)
                let sums = try await book.importCalls(order, from: input, size: input.size, caller: caller) { sums in
                    state.withLock { $0.sums = sums }
                    known.yield(sums.number)
                }
                return withExtendedLifetime(file) { sums.number }
            } catch {
                state.withLock { state in
                    let words = PlainWords.of(error) ?? "It ended with an error that is in the server's log."
                    if let number = state.sums?.number { state.failure = (number, words) }
                }
                throw error
            }
        }
        state.withLock { $0.task = task }
        for await number in numbers { return number }
        return try await task.value
    }

    /// Ends the import that runs, if any, with what is whole of it stored; the next start of the server goes on from there.
    public func stop() async {
        guard let task = state.withLock({ $0.isBusy ? $0.task : nil }) else { return }
        task.cancel()
        _ = await task.result
    }

    private func begin() throws(ServiceError) {
        let isFree = state.withLock { state in
            guard !state.isBusy else { return false }
            (state.isBusy, state.sums) = (true, nil)
            return true
        }
        guard isFree else { throw .refused("another import runs at this moment. Wait until it is done, then send the file again.") }
    }

    /// True the first time only.
    func isFirstUse() -> Bool {
        state.withLock { state in
            defer { state.hasSwept = true }
            return !state.hasSwept
        }
    }
}

extension OpenBook {
    /// An empty file for what somebody sends.
    public func newUpload(caller: Caller) throws -> UploadFile {
        try require(.import, caller)
        let folder = store.folder + "/uploads"
        if runner.isFirstUse() { UploadFile.removeStrays(in: folder) }
        return try UploadFile(in: folder)
    }
}
