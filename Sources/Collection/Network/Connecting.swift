import Glibc

/// What comes of connecting to another system.
enum Connecting {
    case connected(Descriptor)
    /// The system's number of why the last address took no connection.
    case refused(Int32)

    /// Tries one address after the other.
    /// - Parameter wait: until the connection can be written to; `false`: it took too long.
    static func toFirst<Stop: Error>(
        of addresses: [SocketAddress], wait: (Descriptor) throws(Stop) -> Bool
    ) throws(Stop) -> Connecting {
        var code = EADDRNOTAVAIL
        for address in addresses {
            let descriptor = Descriptor(socket(address.family, Sockets.Kind.stream.number, 0))
            guard descriptor.number >= 0 else {
                code = errno
                continue
            }
            code = try attempt(descriptor, address, wait)
            if code == 0 {
                Sockets.keepAlive(descriptor)
                return .connected(descriptor)
            }
        }
        return .refused(code)
    }

    /// The system's number of what went wrong; 0: connected.
    private static func attempt<Stop: Error>(
        _ descriptor: Descriptor, _ address: SocketAddress, _ wait: (Descriptor) throws(Stop) -> Bool
    ) throws(Stop) -> Int32 {
        if address.with({ connect(descriptor.number, $0, $1) }) == 0 { return 0 }
        guard errno == EINPROGRESS || errno == EINTR else { return errno }
        guard try wait(descriptor) else { return ETIMEDOUT }
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor.number, SOL_SOCKET, SO_ERROR, &code, &length) == 0 ? code : errno
    }
}
