import Glibc

/// Reads datagrams, and what the system dropped of them.
struct DatagramSocket {
    private let descriptor: Descriptor
    private let station: Station
    private var room = [UInt8](repeating: 0, count: 1 << 16)
    private var dropped: UInt32 = 0

    /// - Parameter buffer: bytes that the system keeps while we are busy; it may grant less.
    init(address: String, port: UInt16, buffer: Int, _ station: Station) throws(SourceStop) {
        do throws(SourceError) {
            let (descriptor, port) = try Sockets.bound(.datagram, address: address, port: port)
            self.descriptor = descriptor
            station.desk.change { $0.port = port }
        } catch {
            throw .failed(error)
        }
        self.station = station
        // The second goes beyond the system's limit, where we have the right to.
        Sockets.set(descriptor, SOL_SOCKET, SO_RCVBUF, Int32(clamping: buffer))
        Sockets.set(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, Int32(clamping: buffer))
        dropped = Sockets.dropped(descriptor) ?? 0
        station.desk.enter(.running, at: station.clock.now())
    }

    /// Waits for datagrams, at most so many milliseconds.
    func wait(atMost milliseconds: Int64) throws(SourceStop) {
        try station.wait([(descriptor.number, Int16(POLLIN))], atMost: milliseconds)
    }

    /// The next datagram and who sent it; `nil`: none is there.
    mutating func next() -> (ArraySlice<UInt8>, Peer, SocketAddress)? {
        while true {
            var address = SocketAddress()
            let count = address.fill { recvfrom(descriptor.number, &room, room.count, 0, $0, $1) }
            if count < 0, errno == EINTR || errno == ECONNREFUSED { continue }
            guard count >= 0 else { return nil }
            guard let peer = address.peer else { continue }
            station.desk.change { $0.datagrams += 1 }
            return (room[..<count], peer, address)
        }
    }

    /// One answer; false where it cannot be sent now.
    func send(_ bytes: [UInt8], to address: SocketAddress) -> Bool {
        address.with { sendto(descriptor.number, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, $1) } == bytes.count
    }

    /// Shows as lost what the system dropped since the last time.
    mutating func countDrops() {
        guard let now = Sockets.dropped(descriptor), now != dropped else { return }
        let more = now &- dropped
        dropped = now
        station.desk.change { $0.lost += Int64(more) }
        let words = "\(more) datagrams came faster than they could be taken and are lost. Send fewer at once, or raise the buffer."
        station.desk.note(error: words, at: station.clock.now())
    }
}

/// Switches send datagrams: records or syslog.
struct UDPSource {
    /// Peers whose parts are open at the same time.
    private static let openPeers = 100
    /// Milliseconds of silence after which a peer's part ends.
    private static let quiet: Int64 = 600_000

    private let settings: UDPSettings
    private let station: Station
    private var peers: [IPAddress: (part: Int64, lastSign: Int64)] = [:]

    init(_ settings: UDPSettings, _ station: Station) {
        self.settings = settings
        self.station = station
    }

    mutating func run() throws(SourceStop) -> Never {
        var socket = try DatagramSocket(
            address: settings.address, port: settings.port, buffer: settings.buffer, station)
        do throws(SourceStop) {
            while true {
                try socket.wait(atMost: 5_000)
                _ = try take(&socket)
                try endQuiet()
            }
        } catch {
            // What had reached the machine is not left behind; who goes on sending does not keep the source from ending.
            for _ in 0..<64 where try !take(&socket) { break }
            throw error
        }
    }

    /// Takes what is there; whether more may be.
    private mutating func take(_ socket: inout DatagramSocket) throws(SourceStop) -> Bool {
        defer { socket.countDrops() }
        // Bounded, so that what is due is made durable in time.
        for _ in 0..<1_024 {
            guard let (bytes, peer, _) = socket.next() else { return false }
            guard settings.allowed.contains(peer.address) else {
                station.desk.refuse("address not allowed")
                continue
            }
            guard !bytes.isEmpty else { continue }
            let part = try part(of: peer.address)
            try station.append(bytes, part: part)
            if settings.endsLines, bytes.last != UInt8(ascii: "\n") { try station.append([UInt8(ascii: "\n")], part: part) }
        }
        return true
    }

    private mutating func part(of address: IPAddress) throws(SourceStop) -> Int64 {
        let now = station.clock.milliseconds()
        if let open = peers[address] {
            peers[address] = (open.part, now)
            return open.part
        }
        if peers.count >= Self.openPeers, let oldest = peers.min(by: { $0.value.lastSign < $1.value.lastSign }) {
            peers[oldest.key] = nil
            try station.end(part: oldest.value.part)
        }
        let part = try station.begin("udp \(address)")
        peers[address] = (part, now)
        return part
    }

    private mutating func endQuiet() throws(SourceStop) {
        let limit = station.clock.milliseconds() - Self.quiet
        for (address, open) in peers where open.lastSign < limit {
            peers[address] = nil
            try station.end(part: open.part)
        }
    }
}
