import Collection
import Model
import Store
import Time

/// How a source is while a server runs it: what its threads and its lane tell.
struct SourceState: Hashable, Sendable {
    var health = SourceHealth.State.stopped
    var since: Instant?
    var lastByte: Instant?
    var lastRecord: Instant?
    var bytes: Int64 = 0
    var records: Int64 = 0
    var reconnects: Int64 = 0
    var connections: Int64 = 0
    var lost: Int64 = 0
    var durable: Int64 = 0
    /// Since when something lies in the raw log that is not in the book; `nil`: all is.
    var behindSince: Instant?
    var refused: [String: Int64] = [:]
    /// What is doubtful about its settings, a sentence each.
    var doubts: [String] = []
    /// What is wrong, in one line with its mend.
    var fault: String?

    init() {}

    init(_ health: SourceHealth) {
        (self.health, since, lastByte, lastRecord) = (health.state, health.since, health.lastByte, health.lastRecord)
        (bytes, records, reconnects) = (health.bytes, health.records, health.reconnects)
        (connections, lost, durable, refused) = (Int64(health.connections), health.lost, health.durable, health.refused)
        if health.state != .running { fault = health.lastError }
    }
}

/// The states of a server's sources at a moment, as it leaves them for other processes that look into the book.
struct SourceSnapshot: Hashable, Sendable {
    /// Seconds for which it is believed: a server writes one every two.
    static let fresh: Int64 = 10
    private static let head = "tollbook sources 1"

    var at: Instant
    var states: [SourceID: SourceState]

    init(at: Instant, states: [SourceID: SourceState]) { (self.at, self.states) = (at, states) }

    /// A line a source, fields with tabs between; what is not known is empty.
    var text: String {
        let lines = states.sorted { $0.key < $1.key }.map { id, state in
            let moments = [state.since, state.lastByte, state.lastRecord, state.behindSince].map { $0.map { String($0.seconds) } ?? "" }
            let counts = [state.bytes, state.records, state.reconnects, state.connections, state.lost, state.durable].map { String($0) }
            let refused = state.refused.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "|")
            let words = [refused, Self.plain(state.doubts.joined(separator: "|")), Self.plain(state.fault ?? "")]
            return ([id.text, state.health.rawValue] + moments + counts + words).joined(separator: "\t")
        }
        return ([Self.head, String(at.seconds)] + lines).joined(separator: "\n") + "\n"
    }

    /// `nil` for what is no snapshot.
    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard lines.count >= 2, lines[0] == Self.head, let at = Int64(lines[1]) else { return nil }
        self.init(at: Instant(seconds: at), states: [:])
        for line in lines.dropFirst(2) {
            let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard words.count == 15, let health = SourceHealth.State(rawValue: words[1]) else { return nil }
            let counts = words[6..<12].map { Int64($0) ?? 0 }
            func moment(_ index: Int) -> Instant? { Int64(words[index]).map { Instant(seconds: $0) } }
            var state = SourceState()
            state.health = health
            (state.since, state.lastByte, state.lastRecord, state.behindSince) = (moment(2), moment(3), moment(4), moment(5))
            (state.bytes, state.records, state.reconnects) = (counts[0], counts[1], counts[2])
            (state.connections, state.lost, state.durable) = (counts[3], counts[4], counts[5])
            for pair in words[12].split(separator: "|") {
                guard let sign = pair.lastIndex(of: "="), let count = Int64(pair[pair.index(after: sign)...]) else { continue }
                state.refused[String(pair[..<sign])] = count
            }
            state.doubts = words[13].split(separator: "|").map(String.init)
            state.fault = words[14].isEmpty ? nil : words[14]
            states[SourceID(words[0])] = state
        }
    }

    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
    }
}

extension OpenBook {
    private var snapshotPath: String { store.folder + "/collection/state" }

    /// Leaves the states where another process finds them; what cannot be written is only not known there.
    func leave(_ snapshot: SourceSnapshot) {
        guard (try? FileSystem.makeFolder(store.folder + "/collection")) != nil else { return }
        try? FileSystem.writeAside(snapshot.text, to: snapshotPath, mode: 0o600, durable: false)
    }

    /// What a server that runs now has left; `nil`: none does.
    func leftSnapshot() -> SourceSnapshot? {
        guard FileSystem.exists(snapshotPath), let bytes = try? InputFile(snapshotPath).readAll(limit: 1 << 20),
            let snapshot = SourceSnapshot(text: String(decoding: bytes, as: UTF8.self)),
            clock().seconds - snapshot.at.seconds <= SourceSnapshot.fresh
        else { return nil }
        return snapshot
    }
}
