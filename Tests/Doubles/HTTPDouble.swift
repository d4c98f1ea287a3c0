import Foundation
import Glibc
import Synchronization

/// A program that hears one request and gives one answer, whatever was asked.
public final class HTTPDouble: Sendable {
    public let port: Int
    private let listener: DoubleListener
    private let text = Mutex("")

    public var heard: String { text.withLock { $0 } }

    public init?(_ answer: String) {
        guard let listener = DoubleListener() else { return nil }
        (self.listener, port) = (listener, listener.port)
        Thread { [self] in
            defer { listener.close() }
            guard let connection = listener.next() else { return }
            var room = [UInt8](repeating: 0, count: 65_536)
            // Headers and the short body come in one or two pieces.
            while !heard.hasSuffix("}") {
                let count = recv(connection, &room, room.count, 0)
                guard count > 0 else { break }
                let piece = String(decoding: room[..<count], as: UTF8.self)
                text.withLock { $0 += piece }
            }
            _ = Array(answer.utf8).withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            close(connection)
            // Whoever comes later gets nothing; `stop` ends the wait.
            while let late = listener.next() { close(late) }
        }.start()
    }

    /// To be called once.
    public func stop() { listener.stop() }
}
