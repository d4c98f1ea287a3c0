internal import Time

/// A zone laid out for quick reading: the stretch between two changes of the clocks in which a moment lies is found by a table of
/// stretches of 24 days from 1970 to 2106, and one or two comparisons.
struct ZoneTable: BitwiseCopyable, Sendable {
    private static let shift: Int64 = 21
    private static let buckets = 2048

    /// Moments of change, rising, with a guard at either end.
    private let changes: Frozen<Int64>
    private let offsets: Frozen<Int32>
    private let first: Frozen<Int32>

    /// What the clocks do around a moment.
    struct Stretch: BitwiseCopyable, Sendable {
        /// Seconds east of UTC.
        var offset: Int64
        /// The stretch, half open; `Int64.min` and `.max` where it has no end.
        var from: Int64
        var to: Int64
    }

    init(_ zone: Zone) {
        var changes: [Int64] = [.min]
        var offsets: [Int32] = [zone.offset(at: Instant(seconds: .min))]
        var moment = Instant(seconds: .min)
        while let next = zone.nextChange(after: moment) {
            changes.append(next.seconds)
            offsets.append(zone.offset(at: next))
            moment = next
        }
        changes.append(.max)
        var index = 0
        let first = (0..<ZoneTable.buckets).map { bucket -> Int32 in
            while changes[index + 1] <= Int64(bucket) << ZoneTable.shift { index += 1 }
            return Int32(index)
        }
        self.changes = Frozen(changes)
        self.offsets = Frozen(offsets)
        self.first = Frozen(first)
    }

    func free() {
        changes.free()
        offsets.free()
        first.free()
    }

    @inline(__always)
    func stretch(_ seconds: Int64) -> Stretch {
        let bucket = seconds >> ZoneTable.shift
        var index = bucket < 0 ? 0 : Int(first[Int(min(bucket, Int64(ZoneTable.buckets &- 1)))])
        while changes[index &+ 1] <= seconds { index &+= 1 }
        return Stretch(offset: Int64(offsets[index]), from: changes[index], to: changes[index &+ 1])
    }
}

extension ZoneTable {
    /// The instant of a wall time that is surely shown once, more than two days from any change of the clocks; else `nil`.
    @inline(__always)
    func plainInstant(_ wall: Int64) -> Int64? {
        let stretch = stretch(wall)
        let instant = wall &- stretch.offset
        return instant &- 172_800 > stretch.from && instant &+ 172_800 < stretch.to ? instant : nil
    }
}

/// Whole days of a wall time, rounded towards the past.
@inline(__always)
func dayNumber(_ wall: Int64) -> Int64 { wall >= 0 ? wall / 86_400 : (wall &- 86_399) / 86_400 }
