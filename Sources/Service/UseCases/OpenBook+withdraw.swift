import Intake
public import Model
import RawLog
import Site
import Store
import Synchronization
import Time

/// What of a source is to be taken back.
public struct WithdrawQuestion: Sendable {
    public var source: String
    /// Address of the peer that sent it, without a port; `nil`: whoever.
    public var peer: String?
    /// When it arrived, or where it stands; `nil`: from the first byte, to the last one that was taken.
    public var from: RawPoint?
    public var to: RawPoint?
    public var reason: String
    /// Done; else what would go is only shown.
    public var accepts: Bool

    public init(source: String, peer: String? = nil, from: RawPoint? = nil, to: RawPoint? = nil, reason: String, accepts: Bool) {
        (self.source, self.peer, self.from, self.to, self.reason, self.accepts) = (source, peer, from, to, reason, accepts)
    }
}

extension OpenBook {
    /// Takes back the calls that a source, or one peer of it, sent in a time: they are in no list, bill or sum any more, and no replay
    /// brings them back; the raw log keeps their bytes. A record that came second to one of them is found by a replay of its source.
    public func withdraw(_ question: WithdrawQuestion, caller: Caller) throws -> ReplayReport {
        try require(.decide, caller)
        let state = try site()
        guard let source = store.names.find(.source, question.source), let newest = try store.newestImport(of: source) else {
            throw IntakeError.nothingToReplay(question.source)
        }
        let rerater = CallRerater(rater: state.rater, names: store.names)
        let difference = try intake.withLock { _ in
            let taken = try store.position(of: source)?.offset ?? 0
            let ranges = try ranges(question, zone: state.site.settings.zone, taken: taken)
            guard let first = ranges.ranges.first, let last = ranges.ranges.last else {
                throw IntakeError.nothingToReplay(question.source)
            }
            var start = newest.start
            (start.name, start.started, start.actor, start.partBegin) = ("withdrawal", clock(), caller.name, first.lowerBound)
            let peer = question.peer.map { " from " + $0 } ?? ""
            let entry = note(caller, "raw.withdraw", "\(question.source)\(peer), \(ranges.count) bytes", before: question.reason)
            let order = ReplayOrder(
                start: start, through: last.upperBound, accepts: question.accepts, journal: entry,
                step: StepNote(site: state.number, fed: last.upperBound))
            return try store.withdraw(order, ranges) { rerater.rerate(&$0, $1) }
        }
        return ReplayReport(difference, source: question.source, from: 0, format: newest.start.format, accepted: question.accepts)
    }

    /// Where the bytes stand that are meant and were taken.
    private func ranges(_ question: WithdrawQuestion, zone: Zone, taken: Int64) throws -> RawRanges {
        let stretch = try RawStretch(question.from, question.to, zone: zone)
        let reader = try raw.reader(of: question.source, from: stretch.first, through: min(stretch.last ?? taken, taken))
        var ranges = RawRanges()
        while let block = try reader.next() {
            guard block.kind == .data, stretch.contains(block.arrival) else { continue }
            if let peer = question.peer, !Self.isPart(block.name, of: peer) { continue }
            ranges.add(block.offset..<block.offset + Int64(block.bytes.count))
        }
        return ranges
    }

    /// Parts are named `tcp 192.0.2.7:4001`, `udp 192.0.2.7`, `tcp [2001:db8::1]:4001` and so on.
    static func isPart(_ name: String, of peer: String) -> Bool {
        guard name != peer, let address = name.split(separator: " ").dropFirst().first else { return name == peer }
        return address == peer || (address.hasPrefix(peer + ":") && !peer.contains(":")) || address.hasPrefix("[" + peer + "]")
    }
}
