/// Which connection may stay where there are more than places. A new one always gets in if its peer is known: a switch that
/// comes back must not wait for its dead connection to time out.
struct Places {
    /// What counts of a connection.
    struct Guest {
        var address: IPAddress
        /// Listed, and not just let in by `any`.
        var isKnown: Bool
        /// Whether a byte ever came.
        var hasSpoken: Bool
        /// When a byte came last, or the connection itself, in milliseconds.
        var lastSign: Int64
    }

    enum Decision: Hashable {
        case free
        /// In the place of the guest of this index.
        case replace(Int)
        case full
    }

    var perPeer: Int
    var connections: Int
    /// Kept for known peers.
    var kept: Int

    init(perPeer: Int, connections: Int, allowed: AddressList) {
        self.perPeer = max(perPeer, 1)
        self.connections = max(connections, 1)
        // Where `any` may fill the places, a quarter is for those whom the list names.
        kept = allowed.isAny ? self.connections / 4 : 0
    }

    func decide(for address: IPAddress, isKnown: Bool, among guests: [Guest]) -> Decision {
        let own = guests.indices.filter { guests[$0].address == address }
        if own.count >= perPeer { return replace(own, guests) }
        let strangers = guests.indices.filter { !guests[$0].isKnown }
        if isKnown {
            if guests.count < connections { return .free }
            return replace(strangers.isEmpty ? Array(guests.indices) : strangers, guests)
        }
        if strangers.count < connections - kept, guests.count < connections { return .free }
        return replace(strangers, guests)
    }

    /// First one that never said anything, the oldest of them; else the one that was silent for longest.
    private func replace(_ candidates: [Int], _ guests: [Guest]) -> Decision {
        let silent = candidates.filter { !guests[$0].hasSpoken }
        let victim = (silent.isEmpty ? candidates : silent).min { guests[$0].lastSign < guests[$1].lastSign }
        return victim.map { .replace($0) } ?? .full
    }
}
