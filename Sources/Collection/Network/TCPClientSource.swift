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
        switch try Connecting.toFirst(of: addresses, wait: wait) {
        case .connected(let descriptor): return descriptor
        case .refused(let code):
            throw .failed(
                SourceError(
                    "cannot connect to \(settings.host):\(settings.port)", code: code,
                    mend: "Look whether the switch is on and this port is open; it is tried again."))
        }
    }

    /// - Returns: `false` when it took too long.
    private func wait(_ descriptor: Descriptor) throws(SourceStop) -> Bool {
        let end = station.clock.milliseconds() + Self.patience
        while true {
            let left = end - station.clock.milliseconds()
            guard left > 0 else { return false }
            let ready = try station.wait([(descriptor.number, Int16(POLLOUT))], atMost: left)
            if ready.first.map({ $0 != 0 }) ?? false { return true }
        }
    }
}
