internal import NIOCore

/// Whether bytes move fast enough: a stretch of waiting has some grace, and each byte moved earns more. A dripping sender
/// never idles, so an idle time-out alone does not end it.
struct Pace {
    let grace: Int64
    let slowest: Int64
    private var began: NIODeadline?
    private var bytes: Int64 = 0

    init(grace: Int64, slowest: Int64) {
        self.grace = grace
        self.slowest = slowest
    }

    var isRunning: Bool { began != nil }

    mutating func begin(_ now: NIODeadline) {
        began = now
        bytes = 0
    }

    mutating func moved(_ count: Int) { bytes += Int64(count) }
    mutating func end() { began = nil }

    /// When it will have been too slow, if nothing more moves; `nil` while nothing is waited for.
    var deadline: NIODeadline? {
        began.map { $0 + .seconds(grace) + .milliseconds(min(bytes, 1 << 50) * 1000 / max(1, slowest)) }
    }
}
