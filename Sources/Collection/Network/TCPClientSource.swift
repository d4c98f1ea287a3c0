import Glibc

/// We connect to the switch.
struct TCPClientSource {
    /// How long one address is tried, in milliseconds.
    private static let patience: Int64 = 8_000

    private let settings: TCPClientSettings
    private let station: Station

    init(_ settings: TCPClientSettings, _ station: Station) {
        self.settings = settings
        self.station = station
    }

    func run() throws(SourceStop) -> Never {
        station.desk.enter(.waiting, at: station.clock.now())
        try station.hold("tcp \(settings.host):\(settings.port)", settings.script) { () throws(SourceStop) in try connect() }
    }

    private func connect() throws(SourceStop) -> Descriptor {
        let addresses: [SocketAddress]
        do throws(SourceError) {
            addresses = try SocketAddress.resolve(settings.host, port: settings.port)
        } catch {
            throw .failed(error)
        }
        var code = EADDRNOTAVAIL
        for address in addresses {
            let descriptor = Descriptor(socket(address.family, Sockets.Kind.stream.number, 0))
            guard descriptor.number >= 0 else {
                code = errno
                continue
            }
            code = try attempt(descriptor, address)
            if code == 0 {
                Sockets.keepAlive(descriptor)
                return descriptor
            }
        }
        throw .failed(
            SourceError(
                "cannot connect to \(settings.host):\(settings.port)", code: code,
                mend: "Look whether the switch is on and this port is open; it is tried again."))
    }

    /// The system's number of what went wrong; 0: connected.
    private func attempt(_ descriptor: Descriptor, _ address: SocketAddress) throws(SourceStop) -> Int32 {
        if address.with({ Glibc.connect(descriptor.number, $0, $1) }) == 0 { return 0 }
        guard errno == EINPROGRESS || errno == EINTR else { return errno }
        let end = station.clock.milliseconds() + Self.patience
        while true {
            let left = end - station.clock.milliseconds()
            guard left > 0 else { return ETIMEDOUT }
            let ready = try station.wait([(descriptor.number, Int16(POLLOUT))], atMost: left)
            if ready.first.map({ $0 != 0 }) ?? false { break }
        }
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor.number, SOL_SOCKET, SO_ERROR, &code, &length) == 0 ? code : errno
    }
}
