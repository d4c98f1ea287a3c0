import CNIOLinux
import Dispatch
import Glibc

/// A client that does what no decent one does; blocking, on a thread of its own.
struct RawClient: Sendable {
    let descriptor: Int32

    /// Connects to 127.0.0.1.
    static func connect(_ port: Int) async -> RawClient {
        await blocking {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            var patience = timeval(tv_sec: 15, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    _ = Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            return RawClient(descriptor: descriptor)
        }
    }

    /// False where the other side is gone.
    @discardableResult
    func send(_ text: String) async -> Bool {
        await Self.blocking {
            let bytes = Array(text.utf8)
            return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
        }
    }

    /// All that comes until the other side closes, or `count` bytes; `nil` for the end where nothing came for 15 s.
    func read(atMost count: Int = .max) async -> (text: String, bytes: Int, closed: Bool) {
        await Self.blocking {
            var all: [UInt8] = []
            var total = 0
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while total < count {
                let got = recv(descriptor, &buffer, min(buffer.count, count - total), 0)
                if got == 0 { return (String(decoding: all, as: UTF8.self), total, true) }
                if got < 0 { return (String(decoding: all, as: UTF8.self), total, errno != EAGAIN) }
                total += got
                if all.count < 10_000 { all += buffer[..<got] }
            }
            return (String(decoding: all, as: UTF8.self), total, false)
        }
    }

    func close() { Glibc.close(descriptor) }

    private static func blocking<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: work()) }
        }
    }
}
