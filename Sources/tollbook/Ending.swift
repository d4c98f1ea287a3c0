import UnixSignals

/// Does a piece of work; SIGTERM and Ctrl-C ask it to end in order, which it does by an error that says how far it is.
func untilAskedToEnd<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
    let task = Task { try await work() }
    let watch = Task {
        for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) { task.cancel() }
    }
    defer { watch.cancel() }
    return try await task.value
}
