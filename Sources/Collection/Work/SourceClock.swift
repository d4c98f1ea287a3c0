import Glibc
import RawLog
public import Time

/// What time it is for a source.
public struct SourceClock: Sendable {
    /// The civil time of the world.
    public var now: @Sendable () -> Instant
    /// Milliseconds that only ever grow, for pauses and limits.
    public var milliseconds: @Sendable () -> Int64
    /// The site's, whose days the raw log's files follow.
    public var zone: Zone

    public init(now: @escaping @Sendable () -> Instant, milliseconds: @escaping @Sendable () -> Int64, zone: Zone) {
        self.now = now
        self.milliseconds = milliseconds
        self.zone = zone
    }

    /// The machine's.
    public static func live(zone: Zone) -> SourceClock {
        SourceClock(
            now: { Instant(seconds: Int64(time(nil))) },
            milliseconds: {
                var moment = timespec()
                clock_gettime(CLOCK_MONOTONIC, &moment)
                return Int64(moment.tv_sec) * 1_000 + Int64(moment.tv_nsec) / 1_000_000
            }, zone: zone)
    }

    var arrival: RawArrival {
        let now = now()
        return RawArrival(seconds: now.seconds, day: zone.wall(now).day.number)
    }
}
