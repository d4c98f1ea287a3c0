import Glibc

/// Making sockets. All of them are non-blocking.
enum Sockets {
    enum Kind {
        case stream
        case datagram

        var number: Int32 {
            let kind = self == .stream ? SOCK_STREAM : SOCK_DGRAM
            return Int32(kind.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        }
    }

    /// Never waits, and is not handed on to programs that we start.
    static func prepare(_ number: Int32) {
        _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }

    /// A socket that waits for connections or datagrams, and its port.
    /// - Parameter address: empty: all addresses, of IPv6 and IPv4.
    static func bound(_ kind: Kind, address: String, port: UInt16) throws(SourceError) -> (Descriptor, UInt16) {
        // IPv6 first: its socket takes IPv4 too.
        let addresses = try SocketAddress.resolve(address, port: port, listening: true)
        var last = SourceError("no address to listen at", mend: "Write an address of this machine, or none for all.")
        for place in addresses.filter({ $0.family == AF_INET6 }) + addresses.filter({ $0.family == AF_INET }) {
            do throws(SourceError) {
                return try bound(kind, place, "port \(port)\(address.isEmpty ? "" : " of \(address)")")
            } catch {
                last = error
            }
        }
        throw last
    }

    private static func bound(_ kind: Kind, _ place: SocketAddress, _ name: String) throws(SourceError) -> (Descriptor, UInt16) {
        let descriptor = Descriptor(socket(place.family, kind.number, 0))
        try check(descriptor.number, "cannot make a socket for \(name)", "Raise the limit of open files of the service.")
        // Connections that linger from before a restart do not keep the port from us.
        if kind == .stream { set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1) }
        if place.family == AF_INET6 { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
        let mend = "End what uses this port, take another, or write an address of this machine."
        try check(place.with { bind(descriptor.number, $0, $1) }, "cannot take \(name)", mend)
        if kind == .stream { try check(listen(descriptor.number, 512), "cannot listen at \(name)", mend) }
        var own = SocketAddress()
        _ = own.fill { getsockname(descriptor.number, $0, $1) }
        return (descriptor, own.peer?.port ?? 0)
    }

    /// Sets an option; one that this system does not know is no reason to stop.
    static func set(_ descriptor: Descriptor, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        _ = setsockopt(descriptor.number, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Notices within a minute that the other side is gone without a word.
    static func keepAlive(_ descriptor: Descriptor) {
        set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
        set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, 30)
        set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, 10)
        set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT, 3)
    }

    /// Datagrams that the system dropped at this socket since it was made, counted modulo 2³²; `nil` where it does not tell.
    static func dropped(_ descriptor: Descriptor) -> UInt32? {
        // SO_MEMINFO: nine numbers, of which the last is the count of drops.
        var info = [UInt32](repeating: 0, count: 9)
        var length = socklen_t(9 * MemoryLayout<UInt32>.size)
        guard getsockopt(descriptor.number, SOL_SOCKET, 55, &info, &length) == 0, length == 36 else { return nil }
        return info[8]
    }

    private static func check(_ result: Int32, _ what: String, _ mend: String) throws(SourceError) {
        guard result >= 0 else { throw SourceError(what, code: errno, mend: mend) }
    }
}
