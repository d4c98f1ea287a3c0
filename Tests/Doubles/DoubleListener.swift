import Glibc

/// Where a server of a test listens: a free port of this machine.
struct DoubleListener: Sendable {
    let descriptor: Int32
    let port: Int

    /// - Parameter port: 0: any that is free.
    init?(port: Int = 0) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var again: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &again, socklen_t(MemoryLayout<Int32>.size))
        var place = sockaddr_in()
        place.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(descriptor, raw, size) == 0 && listen(descriptor, 8) == 0 && getsockname(descriptor, raw, &size) == 0
            }
        }
        guard bound else { return nil }
        (self.descriptor, self.port) = (descriptor, Int(UInt16(bigEndian: place.sin_port)))
    }

    /// The next connection; `nil` once `stop` was called.
    func next() -> Int32? {
        let connection = accept(descriptor, nil, nil)
        return connection >= 0 ? connection : nil
    }

    /// To be called once, before `close`: were it the other way round, the number could be another socket's by then.
    func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// By whoever waits for connections, once there are no more.
    func close() { _ = Glibc.close(descriptor) }
}
