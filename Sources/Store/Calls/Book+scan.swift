internal import Dispatch
internal import Foundation
internal import GRDB
internal import Synchronization

extension Book {
    /// Into how many pieces a long stretch is cut: there are no more than readers to spare, or cores to read with.
    static let scanPieces = min(max(ProcessInfo.processInfo.activeProcessorCount, 1), 4)

    /// Reads several parts of the calls, each in a look of its own, side by side on the machine's cores. A call lies in one of them only,
    /// so that each is read once, whatever is stored meanwhile.
    /// - Parameter body: is given the statement of a part and goes through its rows.
    /// - Returns: what it made of them, in the order of the parts.
    func scan<Found: Sendable>(
        _ parts: [CallPart], _ place: StorePlace, _ body: @Sendable (SQLStatement) throws -> Found
    ) throws(StoreError) -> [Found] {
        let results = Mutex<[Result<Found, StoreError>?]>(Array(repeating: nil, count: parts.count))
        DispatchQueue.concurrentPerform(iterations: parts.count) { index in
            let result = Result { () throws(StoreError) in
                try self.read(place) { database in try body(try parts[index].statement(database, place)) }
            }
            results.withLock { $0[index] = result }
        }
        var found: [Found] = []
        for result in results.withLock({ $0 }) { if let result { found.append(try result.get()) } }
        return found
    }
}
