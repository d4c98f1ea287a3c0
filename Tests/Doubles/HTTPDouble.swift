import Foundation
import Glibc
import Synchronization

/// A program that hears one request and gives one answer, whatever was asked.
public final class HTTPDouble: Sendable {
    public let port: Int
    private let listener: Int32
    private let text = Mutex("")

    public var heard: String { text.withLock { $0 } }

    public init?(_ answer: String) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(listener, raw, size) == 0 && listen(listener, 8) == 0 && getsockname(listener, raw, &size) == 0
            }
        }
        guard bound else { return nil }
        (self.listener, port) = (listener, Int(UInt16(bigEndian: place.sin_port)))
        Thread { [self] in
            defer { close(listener) }
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
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
            while case let late = accept(listener, nil, nil), late >= 0 { close(late) }
        }.start()
    }

    /// To be called once. The thread closes the listener itself, and only behind this: its number could be another socket's else.
    public func stop() { shutdown(listener, Int32(SHUT_RDWR)) }
}
