import Foundation
import Glibc
import Synchronization

/// A program that takes lines over TCP, and breaks off when a test wants it.
public final class LineReceiver: Sendable {
    private struct State {
        var connections: [[UInt8]] = []
        var cutAfter: Int?
        var open: Int32 = -1
    }

    private let listener: DoubleListener
    private let state = Mutex(State())
    private let ended = DispatchSemaphore(value: 0)
    public var port: Int { listener.port }

    /// - Parameters:
    ///   - port: 0: any that is free.
    ///   - cutAfter: the first connection is torn after so many bytes, whatever stands there.
    public init?(port: Int = 0, cutAfter: Int? = nil) {
        guard let listener = DoubleListener(port: port) else { return nil }
        self.listener = listener
        state.withLock { $0.cutAfter = cutAfter }
        Thread { [self] in
            while let connection = listener.next() { take(connection) }
            listener.close()
            ended.signal()
        }.start()
    }

    /// What came over each connection.
    public var connections: [[UInt8]] { state.withLock { $0.connections } }

    /// Whole lines, of each connection those that end.
    public var lines: [String] {
        connections.flatMap { bytes in
            var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
            lines.removeLast()
            return lines.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Nothing listens at the port afterwards.
    public func stop() {
        listener.stop()
        let open = state.withLock { $0.open }
        if open >= 0 { shutdown(open, Int32(SHUT_RDWR)) }
        ended.wait()
    }

    private func take(_ connection: Int32) {
        let place = state.withLock { state in
            state.connections.append([])
            state.open = connection
            return state.connections.count - 1
        }
        let limit = place == 0 ? state.withLock { $0.cutAfter } : nil
        var (buffer, taken) = ([UInt8](repeating: 0, count: 4096), 0)
        while true {
            let most = limit.map { min($0 - taken, buffer.count) } ?? buffer.count
            guard most > 0 else { break }
            let count = recv(connection, &buffer, most, 0)
            guard count > 0 else { break }
            taken += count
            state.withLock { $0.connections[place] += buffer[..<count] }
        }
        state.withLock { $0.open = -1 }
        // Torn, not ended: what waits unread is thrown away.
        if limit != nil {
            var hard = linger(l_onoff: 1, l_linger: 0)
            setsockopt(connection, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
        }
        close(connection)
    }
}
