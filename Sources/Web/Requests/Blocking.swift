internal import Foundation

/// Reads of the book wait for the disk and reckon for a while: they run on threads of their own, so that no other visitor of the
/// event loops waits with them.
func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        BlockingWork.queue.async { continuation.resume(with: Result(catching: work)) }
    }
}

private enum BlockingWork {
    static let queue = DispatchQueue(label: "tollbook.pages", attributes: .concurrent)
}
