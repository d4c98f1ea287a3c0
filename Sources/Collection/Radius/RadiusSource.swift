import Glibc
import RawLog

/// Gateways send accounting records, each again and again until it is answered; it is answered when it is durable.
struct RadiusSource {
    /// Records that are known by their digest, so that a resend makes no second one.
    private static let remembered = 20_000
    /// Bytes of the raw log that are looked at for those of before the start.
    private static let lookBack: Int64 = 4 << 20

    private let settings: RadiusSettings
    private let station: Station
    private var clients: [IPAddress: RadiusSettings.Client] = [:]
    private var parts: [IPAddress: Int64] = [:]
    /// Digests in the order of their records, in turns of which the older one is forgotten.
    private var known: (new: Set<String>, old: Set<String>) = ([], [])

    /// - Parameter before: the raw log's bytes from a logical offset on, up to where it is durable.
    init(_ settings: RadiusSettings, _ station: Station, before: (Int64) -> [UInt8]) throws(SourceStop) {
        self.settings = settings
        self.station = station
        do throws(SourceError) { clients = try Self.check(settings) } catch { throw .failed(error) }
        for digest in RadiusRecord.digests(in: before(max(0, station.end - Self.lookBack))) { remember(digest) }
    }

    /// The clients by their addresses; each has a secret of its own that cannot be guessed.
    static func check(_ settings: RadiusSettings) throws(SourceError) -> [IPAddress: RadiusSettings.Client] {
        var found: [IPAddress: RadiusSettings.Client] = [:]
        for client in settings.clients {
            guard client.secret.bytes.count >= 16 else {
                throw SourceError("the secret of RADIUS client \(client.address) is short", mend: "Use one of 16 characters or more.")
            }
            if let other = found.values.first(where: { $0.secret == client.secret }) {
                throw SourceError(
                    "RADIUS clients \(other.address) and \(client.address) have the same secret", mend: "Give each a secret of its own.")
            }
            guard found.updateValue(client, forKey: client.address) == nil else {
                throw SourceError("RADIUS client \(client.address) stands twice", mend: "Take one of them out.")
            }
        }
        return found
    }

    mutating func run() throws(SourceStop) -> Never {
        var socket = try DatagramSocket(address: settings.address, port: settings.port, buffer: settings.buffer, station)
        while true {
            try socket.wait(atMost: 5_000)
            try take(&socket)
        }
    }

    /// Takes what waits, makes it durable together, then answers.
    private mutating func take(_ socket: inout DatagramSocket) throws(SourceStop) {
        var answers: [([UInt8], SocketAddress)] = []
        for _ in 0..<256 {
            guard let (bytes, peer, address) = socket.next() else { break }
            guard let (client, packet) = checked(bytes, peer) else { continue }
            let digest = packet.digest(of: client)
            if known.new.contains(digest) || known.old.contains(digest) {
                station.desk.refuse("sent again")
            } else {
                try keep(packet, peer, digest)
            }
            answers.append((packet.answer(to: client), address))
        }
        socket.countDrops()
        guard !answers.isEmpty else { return }
        try station.commit()
        // One that cannot be sent now is asked for again.
        for (answer, address) in answers { _ = socket.send(answer, to: address) }
    }

    private func checked(_ bytes: ArraySlice<UInt8>, _ peer: Peer) -> (RadiusSettings.Client, RadiusPacket)? {
        do throws(RadiusPacket.Refusal) {
            guard let client = clients[peer.address] else { throw .unknownClient }
            return (client, try RadiusPacket(bytes, of: client))
        } catch {
            station.desk.refuse(error.rawValue)
            return nil
        }
    }

    private mutating func keep(_ packet: RadiusPacket, _ peer: Peer, _ digest: String) throws(SourceStop) {
        let part: Int64
        if let open = parts[peer.address] {
            part = open
        } else {
            // More than the log's limit of open parts cannot be: they end in turn.
            if parts.count >= 100, let old = parts.popFirst() { try station.end(part: old.value) }
            part = try station.begin("radius \(peer.address)")
            parts[peer.address] = part
        }
        let text = RadiusRecord.text(packet, from: peer, digest: digest, arrival: station.clock.now(), zone: station.clock.zone)
        try station.append(text[...], part: part)
        remember(digest)
    }

    private mutating func remember(_ digest: String) {
        if known.new.count >= Self.remembered { known = ([], known.new) }
        known.new.insert(digest)
    }
}
