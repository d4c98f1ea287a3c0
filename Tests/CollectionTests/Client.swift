import Foundation
import Testing

@testable import Collection

/// A socket of a test: the switch's side.
final class Client {
    let number: Int32

    init(number: Int32) { self.number = number }

    deinit { close(number) }

    /// Connected over loopback, from an address of 127.0.0.0/8.
    init(tcp port: UInt16, from address: String = "127.0.0.1") throws {
        number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        try Self.with(address, 0) { bind(number, $0, $1) }
        try Self.with("127.0.0.1", port) { connect(number, $0, $1) }
    }

    /// Sends datagrams over loopback.
    init(udp port: UInt16, from address: String = "127.0.0.1") throws {
        number = socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        try Self.with(address, 0) { bind(number, $0, $1) }
        try Self.with("127.0.0.1", port) { connect(number, $0, $1) }
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool { Glibc.send(number, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count }

    /// What comes within a time; `nil`: nothing came, empty: the other side ended it.
    func receive(within milliseconds: Int64 = 8_000) async -> [UInt8]? {
        guard await isReadable(number, within: milliseconds) else { return nil }
        var room = [UInt8](repeating: 0, count: 8_192)
        let count = recv(number, &room, room.count, 0)
        return count >= 0 ? Array(room[..<count]) : []
    }

    /// Receives until the text came; false: it did not.
    func hears(_ text: String) async -> Bool {
        var heard = ""
        while !heard.contains(text) {
            guard let bytes = await receive(), !bytes.isEmpty else { return false }
            heard += String(decoding: bytes, as: UTF8.self)
        }
        return true
    }

    private static func with(_ address: String, _ port: UInt16, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) throws {
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        inet_pton(AF_INET, address, &place.sin_addr)
        let code = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        try #require(code == 0, "\(address):\(port): \(String(cString: strerror(errno)))")
    }
}

/// A listening socket of a test: a switch that waits for us.
final class Listener {
    let number: Int32
    let port: UInt16

    init(port: UInt16 = 0) throws {
        number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &yes, 4)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        inet_pton(AF_INET, "127.0.0.1", &place.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let number = number
        let code = withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(number, address, length) == 0 && listen(number, 8) == 0 ? getsockname(number, address, &length) : -1
            }
        }
        self.port = UInt16(bigEndian: place.sin_port)
        guard code == 0 else { throw Refused(port: port, code: errno) }
    }

    struct Refused: Error {
        let port: UInt16
        let code: Int32
    }

    /// One whose port can be opened again: below those that the system gives to sockets without a port, of which other tests have many.
    static func reopenable() throws -> Listener {
        var last: any Error = CancellationError()
        for _ in 0..<50 {
            do { return try Listener(port: .random(in: 20_000..<32_000)) } catch { last = error }
        }
        throw last
    }

    /// Opens a port again. A child that another test is just starting may hold the old socket for a moment still.
    static func again(on port: UInt16) async throws -> Listener {
        let end = ContinuousClock.now + .seconds(5)
        while true {
            do { return try Listener(port: port) } catch { if ContinuousClock.now > end { throw error } }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    deinit { close(number) }

    /// The next connection.
    func accept() async throws -> Client {
        try #require(await isReadable(number, within: 15_000), "nobody connects")
        let accepted = Glibc.accept(number, nil, nil)
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        return Client(number: accepted)
    }
}

/// Waits without holding up the other tests.
func isReadable(_ number: Int32, within milliseconds: Int64) async -> Bool {
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    while true {
        var look = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        if poll(&look, 1, 0) > 0 { return true }
        guard ContinuousClock.now < end else { return false }
        try? await Task.sleep(for: .milliseconds(5))
    }
}
