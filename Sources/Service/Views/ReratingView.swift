public import Model
import Store
public import Time

/// Charges that are proposed beside those that stand: what for, and how far they are.
public struct ReratingView: Sendable {
    public var number: Int64
    public var state: ReratingState
    public var choice: RerateChoice
    public var days: DayRange
    /// When and by whom, in the site's time.
    public var at: WallTime
    public var actor: String
    /// Records looked at, further legs included; calls that would change; calls that were changed, and how many of them otherwise than
    /// proposed.
    public var calls: Int64
    public var differing: Int64
    public var changed: Int64
    public var anew: Int64
    public var message: String
    /// Days that are done, of how many: of what goes on now.
    public var daysDone: Int64
    public var daysInAll: Int64
    /// The site has changed since: the proposal cannot be accepted.
    public var isOutOfDate: Bool

    public var mayAccept: Bool { state == .ready && !isOutOfDate }
    public var isUnderWay: Bool { state == .proposing || state == .accepting }

    /// `nil` where the words are not of this program.
    init?(_ record: ReratingRecord, _ zone: Zone, currentSite: Int64) {
        guard let (kind, days) = Rerating.read(record.why), case .whole(let choice) = kind else { return nil }
        (number, state, self.choice, self.days) = (record.number, record.state, choice, days)
        (at, actor) = (zone.wall(record.at), record.actor)
        (calls, differing, changed, anew) = (record.calls, record.differing, record.changed, record.anew)
        message = record.message
        daysInAll = Int64(days.last.number - days.first.number) + 1
        let isOver = record.state != .proposing && record.state != .accepting
        let reached = record.reached.map { Int64(zone.wall($0).day.number - days.first.number) } ?? 0
        daysDone = isOver ? daysInAll : min(max(reached, 0), daysInAll)
        isOutOfDate = record.site != currentSite && record.state != .accepted
    }

    /// The calls that are meant, in words: `2026-03-01 to 2026-03-31, party 101`.
    static func words(_ choice: RerateChoice, _ days: DayRange) -> String {
        let named = choice.pairs.map { $0.kind.rawValue + " " + $0.text }
        return (["\(days.first) to \(days.last)"] + (named.isEmpty ? ["all calls"] : named)).joined(separator: ", ")
    }

    /// See the static one.
    public var words: String { Self.words(choice, days) }
}

/// A call that would change, with its start in the site's time.
public struct ReratingCallView: Sendable {
    public var call: ReratingCall
    public var start: WallTime

    init(_ call: ReratingCall, _ zone: Zone) { (self.call, start) = (call, zone.wall(call.start)) }
}

/// Calls that would change.
public struct ReratingCallList: Sendable {
    public var calls: [ReratingCallView]
    /// Where the next page begins; `nil` at the end.
    public var next: String?
}
