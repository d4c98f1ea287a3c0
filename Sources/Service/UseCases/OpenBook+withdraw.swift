import Intake
public import Model
import RawLog
import Site
import Store
public import Time

/// What a withdrawal took out of the book, or would take out.
public struct WithdrawnCalls: Sendable {
    var result = WithdrawalResult()
    var first: WallTime?
    var last: WallTime?
    /// The peers that sent the records.
    public var peers: [String] = []
    public var isPreview = true

    public var calls: Int64 { result.calls }

    public var text: String {
        guard result.calls + result.conflicts > 0 else { return "No calls of this source, peer and time are in the book.\n" }
        var text = "\(result.calls) calls \(isPreview ? "would be withdrawn" : "are withdrawn"), \(result.rated) of them rated"
        if let first, let last { text += ", begun \(first) to \(last)" }
        text += "; \(result.conflicts) conflicts that wait.\n"
        text += "They came from \(peers.joined(separator: ", ")).\n"
        return text + (isPreview ? "Nothing is changed. Add --yes and --reason to withdraw them.\n" : "The raw log keeps their records.\n")
    }
}

extension OpenBook {
    /// Takes the calls out that a source brought in a time, of one peer or of all, with a reason for the journal.
    /// - Parameters:
    ///   - peer: an address, or a part's name; empty: all.
    ///   - times: when the records arrived, by the site's wall; both ends included.
    ///   - reason: `nil`: it is only told what would be taken out.
    public func withdraw(
        source name: String, peer: String, times: ClosedRange<WallTime>, reason: String?, caller: Caller
    ) throws -> WithdrawnCalls {
        try require(.decide, caller)
        guard let source = store.names.find(.source, name) else { throw ServiceError.unknown(what: "source", name: name) }
        if let reason, reason.isEmpty || reason.utf8.count > 500 {
            throw ServiceError.refused("a reason of 1 to 500 bytes is needed for the journal. Write why the calls are withdrawn.")
        }
        let state = try site()
        let zone = state.site.settings.zone
        let moments = zone.resolve(times.lowerBound).earliest...zone.resolve(times.upperBound).earliest
        let (stretches, peers) = try stretches(of: name, peer: peer, moments)
        let what = Withdrawal(
            source: source, peer: peer, first: moments.lowerBound, last: moments.upperBound, reason: reason ?? "", stretches: stretches)
        let entry = reason.map { why in
            note(
                caller, "calls.withdraw", name,
                before: "\(peer.isEmpty ? "every peer" : peer), \(times.lowerBound) to \(times.upperBound)", after: why)
        }
        let settler = CallRerater(rater: state.rater, names: store.names)
        let result = try store.withdraw(what, journal: entry) { settler.rerate(&$0, $1) }
        var withdrawn = WithdrawnCalls()
        (withdrawn.result, withdrawn.peers, withdrawn.isPreview) = (result, peers, reason == nil)
        (withdrawn.first, withdrawn.last) = (result.first.map { zone.wall($0) }, result.last.map { zone.wall($0) })
        return withdrawn
    }

    /// Where the bytes of a peer lie that arrived in a time, neighbours as one.
    private func stretches(
        of source: String, peer: String, _ moments: ClosedRange<Instant>
    ) throws -> (stretches: [Range<Int64>], peers: [String]) {
        var found: [Range<Int64>] = []
        var peers: Set<String> = []
        let reader = try raw.reader(of: source)
        while let block = try reader.next() {
            guard block.kind == .data, moments.contains(Instant(seconds: block.arrival)), Self.isPart(block.name, of: peer) else {
                continue
            }
            peers.insert(block.name)
            let range = block.offset..<block.offset + Int64(block.bytes.count)
            if let last = found.last, last.upperBound == range.lowerBound {
                found[found.count - 1] = last.lowerBound..<range.upperBound
            } else {
                found.append(range)
            }
        }
        return (found, peers.sorted())
    }

    /// A part is named `tcp ADDRESS:PORT`, `udp ADDRESS`, `file NAME` and the like: the whole name, what stands behind the word, or the
    /// address alone is its peer.
    static func isPart(_ name: String, of peer: String) -> Bool {
        guard !peer.isEmpty, name != peer else { return true }
        guard let blank = name.firstIndex(of: " ") else { return false }
        let place = name[name.index(after: blank)...]
        if place == peer[...] { return true }
        guard let colon = place.lastIndex(of: ":") else { return false }
        let address = place[..<colon]
        return address == peer[...] || address == "[\(peer)]"
    }
}
