import Collection
import Model
import Site
import Store
public import Time

/// Something about a source that a person should look at.
public struct SourceConcern: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case silent, gap, decode, lag, lost, reconnects, refused, session, doubt
    }

    public var kind: Kind
    /// Whether records are missing or will be; else it is something to think of.
    public var isBad: Bool
    /// One sentence, with what to do.
    public var text: String
}

/// What the book knows of a source's health, whether a server runs or not.
public struct SourceRecord: Sendable, Hashable {
    /// Running numbers that never came, the newest first: from, to, when it was found.
    public struct Gap: Sendable, Hashable {
        public var first: Int64
        public var last: Int64
        public var seen: WallTime
    }

    public var gaps: [Gap] = []
    /// Open gaps, and the records missing in them, also those that `gaps` does not list.
    public var gapCount: Int64 = 0
    public var missing: Int64 = 0
    /// Calls that go on, and those of them that gave no sign for a day.
    public var openSessions: Int64 = 0
    public var silentSessions: Int64 = 0
    /// Of a thousand lines of the newest day so many are in records; `nil`: too few came.
    public var decoded: Int?
    /// The same of the days before, the middle one; `nil`: too few are known.
    public var usuallyDecoded: Int?
    /// Records of this hour until now, and what a whole one usually has; `nil`: too little is known.
    public var thisHour = 0
    public var usualHour: Int?
    /// What usually comes by hour of the week.
    var usual = UsualRate()

    /// Lines of a day below which its share says nothing.
    static let enoughLines: Int64 = 20
    /// Seconds after which a session without a sign is listed for a person (DOMAIN "Legs").
    static let sessionSilence: Int64 = 86_400

    init() {}

    init(_ store: Book, _ source: NameNumber, now: Instant, zone: Zone) throws {
        gaps = try store.gaps(of: source, limit: 20).map { Gap(first: $0.first, last: $0.last, seen: zone.wall($0.seen)) }
        (gapCount, missing) = try store.openGaps(of: source)
        (openSessions, silentSessions) = try store.openSessions(of: source, silentSince: now + (-Self.sessionSilence))
        for (hour, records) in try store.hours(of: source) {
            usual.add(Int(clamping: records), at: WallTime(seconds: hour * 3_600))
        }
        (thisHour, usualHour) = (usual.count(at: zone.wall(now)), usual.usual(at: zone.wall(now)))
        let imports = try store.newestImports(of: source, limit: 8).map(\.counts)
        if let newest = imports.first { decoded = Self.share(newest) }
        let past = imports.dropFirst().compactMap(Self.share).sorted()
        if past.count >= 2 { usuallyDecoded = past[(past.count - 1) / 2] }
    }

    /// Reasons of formats with sessions: such lines say that a call goes on, and were read.
    private static let goingOn = ["start", "interim-update"]

    static func share(_ counts: ImportCounts) -> Int? {
        let lines = goingOn.reduce(counts.lines) { $0 - (counts.skipped[$1] ?? 0) }
        return lines >= enoughLines ? Int(counts.linesInRecords * 1_000 / lines) : nil
    }

    /// Much less is decoded than on other days, or nothing at all.
    var decodesBadly: Bool {
        guard let decoded else { return false }
        return usuallyDecoded.map { decoded * 2 < $0 } ?? (decoded == 0)
    }
}

extension SourceView {
    /// Seconds behind which what is received must be in the book.
    static let mostLag: Int64 = 60
    private static let manyReconnects: Int64 = 10

    /// All that a person should look at, what is bad first.
    func judged(now: Instant, zone: Zone) -> [SourceConcern] {
        var found: [SourceConcern] = []
        func add(_ kind: SourceConcern.Kind, _ isBad: Bool, _ text: String) {
            found.append(SourceConcern(kind: kind, isBad: isBad, text: text))
        }
        if state == .running || state == .silent, let heard = lastByte ?? since {
            let limit = source.silentAfter.map { Int64($0) }
            switch SourceSilence.judge(since: heard, now: now, usual: record.usual, zone: zone, limit: limit) {
            case .fine: break
            case .overLimit(let seconds): add(.silent, true, "Nothing came for \(Self.span(seconds)). Look at the switch and the line.")
            case .unusual(let expected, let seconds):
                let words = "Nothing came for \(Self.span(seconds)), in which usually \(expected) records come."
                add(.silent, true, words + " Look at the switch and the line.")
            }
        }
        if record.missing > 0 {
            let places = record.gapCount > 1 ? ", in \(record.gapCount) gaps" : ""
            let words = "\(record.missing) \(record.missing == 1 ? "record" : "records") never came\(places)."
            add(.gap, true, words + " Read them out of the switch again, or import its file: that closes the gaps.")
        }
        if lag > Self.mostLag { add(.lag, true, "What came \(Self.span(lag)) ago is not in the book yet. It waits in the raw log.") }
        if record.decodesBadly, let decoded = record.decoded {
            let usual = record.usuallyDecoded.map { ", usually \($0 / 10) %" } ?? ""
            add(
                .decode, true,
                "Only \(decoded / 10) % of the newest day's lines are records\(usual). Look whether the format is still right.")
        }
        if lost > 0 { add(.lost, true, "\(lost) datagrams were lost before they could be taken. Send by TCP, or fewer at once.") }
        if record.silentSessions > 0 {
            add(.session, true, "\(record.silentSessions) calls go on without a sign for a day. End them below if they are over.")
        }
        for (reason, count) in refused.sorted(by: { $0.key < $1.key }) {
            add(.refused, false, "\(count) times something was not taken: \(reason).")
        }
        if reconnects >= Self.manyReconnects { add(.reconnects, false, "The connection came back \(reconnects) times. Look at the line.") }
        for doubt in doubts { add(.doubt, false, doubt) }
        return found.filter(\.isBad) + found.filter { !$0.isBad }
    }

    private static func span(_ seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}
