import Glibc

/// Switches connect to us and send.
final class TCPServerSource {
    private final class Connection {
        let descriptor: Descriptor
        let peer: Peer
        let isKnown: Bool
        /// Begun with the first byte, so that who only knocks leaves nothing in the log.
        var part: Int64?
        var lastSign: Int64

        init(_ descriptor: Descriptor, _ peer: Peer, isKnown: Bool, now: Int64) {
            self.descriptor = descriptor
            self.peer = peer
            self.isKnown = isKnown
            lastSign = now
        }
    }

    /// So many bytes are read of one connection before the next has its turn.
    private static let turn = 1 << 16
    /// Milliseconds after which nothing more is under way, and connections that may be waited for.
    private static let silence: Int64 = 2_000
    private static let mostLeaving = 32

    private let settings: TCPServerSettings
    private let station: Station
    private let places: Places
    private var connections: [Connection] = []
    /// Those that gave their place to a newer one while their bytes were coming: they are heard to their end, or until they are silent.
    private var leaving: [Connection] = []
    private var seen: Set<IPAddress> = []
    /// Whether somebody sends more than a turn takes: then it is read on without a pause.
    private var isBusy = false
    private var room = [UInt8](repeating: 0, count: turn)

    init(_ settings: TCPServerSettings, _ station: Station) {
        self.settings = settings
        self.station = station
        places = Places(
            perPeer: settings.perPeer, connections: min(settings.connections, 200), allowed: settings.allowed)
    }

    func run() throws(SourceStop) -> Never {
        let listener: Descriptor
        do throws(SourceError) {
            let (descriptor, port) = try Sockets.bound(.stream, address: settings.address, port: settings.port)
            listener = descriptor
            station.desk.change { $0.port = port }
        } catch {
            throw .failed(error)
        }
        station.desk.enter(.running, at: station.clock.now())
        do throws(SourceStop) {
            while true { try turn(listener) }
        } catch {
            // What had reached the machine is not left behind.
            for connection in connections + leaving { _ = try read(connection, turns: Station.pending) }
            throw error
        }
    }

    private func turn(_ listener: Descriptor) throws(SourceStop) {
        let watched = connections + leaving
        let ready = try station.wait(
            ([listener] + watched.map(\.descriptor)).map { ($0.number, Int16(POLLIN)) }, atMost: leaving.isEmpty ? 60_000 : 500)
        let speaking = zip(watched, ready.dropFirst()).filter { $1 != 0 }.map(\.0)
        // What follows within a moment is taken and made durable together: a carrier has hundreds of sources on one disk.
        if !speaking.isEmpty, !isBusy { try station.wait(atMost: Station.gatherFor) }
        isBusy = false
        for connection in speaking where try read(connection, turns: 1) { try close(connection) }
        if !isBusy { try station.commit() }
        for connection in leaving where isSilent(connection) { try dismiss(connection) }
        if ready.first.map({ $0 != 0 }) ?? false { try accept(listener) }
        station.desk.change { $0.connections = connections.count }
    }

    /// Takes what is there; true where the peer ended it.
    private func read(_ connection: Connection, turns: Int) throws(SourceStop) -> Bool {
        for _ in 0..<turns {
            switch connection.descriptor.read(&room) {
            case .bytes(let count):
                let part: Int64
                if let open = connection.part {
                    part = open
                } else {
                    part = try station.begin("tcp \(connection.peer)")
                    connection.part = part
                }
                try station.append(room[..<count], part: part)
                if count == room.count { isBusy = true }
                connection.lastSign = station.clock.milliseconds()
            case .none: return false
            case .end, .failed: return true
            }
        }
        return false
    }

    private func close(_ connection: Connection) throws(SourceStop) {
        connections.removeAll { $0 === connection }
        leaving.removeAll { $0 === connection }
        if let part = connection.part { try station.end(part: part) }
    }

    private func isSilent(_ connection: Connection) -> Bool {
        connection.part == nil || station.clock.milliseconds() - connection.lastSign >= Self.silence
    }

    /// A connection without a place: a half-open one ends at once, one whose bytes are under way is heard.
    private func letGo(_ connection: Connection) throws(SourceStop) {
        if isSilent(connection) { return try dismiss(connection) }
        leaving.append(connection)
        if leaving.count > Self.mostLeaving { try dismissOldest() }
    }

    private func dismissOldest() throws(SourceStop) {
        if let oldest = leaving.min(by: { $0.lastSign < $1.lastSign }) { try dismiss(oldest) }
    }

    private func dismiss(_ connection: Connection) throws(SourceStop) {
        station.desk.refuse("replaced by a newer connection")
        try close(connection)
    }

    private func accept(_ listener: Descriptor) throws(SourceStop) {
        // Bounded, so that a crowd at the door does not keep those inside from being heard.
        for _ in 0..<64 {
            var address = SocketAddress()
            let number = address.fill { Glibc.accept(listener.number, $0, $1) }
            guard number >= 0 else {
                if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) {
                    let error = SourceError("cannot take a connection", code: errno, mend: "Raise the limit of open files of the service.")
                    station.desk.note(error: error.description, at: station.clock.now())
                    try station.wait(atMost: 100)
                }
                return
            }
            let descriptor = Descriptor(number)
            Sockets.prepare(number)
            guard let peer = address.peer, settings.allowed.contains(peer.address) else {
                station.desk.refuse("address not allowed")
                continue
            }
            try admit(
                Connection(
                    descriptor, peer, isKnown: settings.allowed.knows(peer.address), now: station.clock.milliseconds()))
        }
    }

    private func admit(_ connection: Connection) throws(SourceStop) {
        let guests = connections.map { guest in
            Places.Guest(
                address: guest.peer.address, isKnown: guest.isKnown, hasSpoken: guest.part != nil, lastSign: guest.lastSign)
        }
        switch places.decide(for: connection.peer.address, isKnown: connection.isKnown, among: guests) {
        case .free: break
        case .replace(let index):
            let old = connections[index]
            connections.remove(at: index)
            if try read(old, turns: Station.pending) { try close(old) } else { try letGo(old) }
        case .full:
            station.desk.refuse("no place left")
            return
        }
        Sockets.keepAlive(connection.descriptor)
        connections.append(connection)
        // Each may have an open part, of which the raw log takes so many.
        if connections.count + leaving.count > 200 { try dismissOldest() }
        // Only peers of the list are remembered: their number has a limit that nobody else can raise.
        if connection.isKnown, !seen.insert(connection.peer.address).inserted { station.desk.change { $0.reconnects += 1 } }
    }
}
