internal import GRDBSQLite
internal import Synchronization

/// The reads that are under way, each with the length of the write-ahead log at its beginning, so that the writer can end old ones.
final class Readers: Sendable {
    private struct Reader {
        /// SQLite's connection; alive while the reader stands in the list, for `leave` takes the same lock.
        let connection: Int
        let wal: Int64
    }

    private struct State {
        var next = 0
        var open: [Int: Reader] = [:]
    }

    private let state = Mutex(State())

    func enter(_ connection: OpaquePointer?, wal: Int64) -> Int {
        state.withLock { [connection = Int(bitPattern: connection)] state in
            state.next += 1
            state.open[state.next] = Reader(connection: connection, wal: wal)
            return state.next
        }
    }

    func leave(_ ticket: Int) { state.withLock { _ = $0.open.removeValue(forKey: ticket) } }

    /// Ends the statements that run on readers that began before the log had this length.
    func interrupt(olderThan wal: Int64) {
        state.withLock { state in
            for reader in state.open.values where reader.wal < wal {
                if let connection = OpaquePointer(bitPattern: reader.connection) { sqlite3_interrupt(connection) }
            }
        }
    }
}
