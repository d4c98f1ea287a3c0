public import Model
public import Time

extension Rater {
    /// Seconds of the calendar that dates are printed in, years 1 … 9999.
    private static let calendar: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
    /// How far records of one stream may stand out of the order of their ends: printers without seconds, a switch of two processors.
    private static let disorder: Int64 = 60

    /// The instants of a record of a switch: its stamp by the switch's clock, and the start so many seconds before it as the record
    /// says (in real seconds: an end stamp after a change of the clocks is as good as any).
    /// - Parameters:
    ///   - previous: `Assessment.end` of the record before it in the same stream, which decides in the hour that comes twice.
    ///   - now: a start after it is quarantined; `nil`: not looked at.
    public func time(of record: CallRecord, on index: Int32, after previous: Instant? = nil, now: Instant? = nil) -> ResolvedTime {
        let place = switchPlans.pointer(index)
        guard Rater.calendar.contains(record.stamp.seconds), Rater.calendar.contains(record.start.seconds) else {
            return ResolvedTime(
                start: Instant(seconds: 0), end: Instant(seconds: 0), ambiguous: false, reason: .localTimeDoesNotExist)
        }
        let stamp = record.stamp + place.pointee.clockOffset
        // Some switches stamp in UTC whatever the wall beside them shows.
        func zone() -> Zone { record.isUTC ? Zone.utc : zones[Int(index)] }
        // Between the two walls of a change of the clocks only the instant itself says how far stamp and start are apart.
        let told = record.instant.flatMap { zone().wall($0) == record.start + place.pointee.clockOffset ? $0 : nil }
        return time(
            stamp, before: record.stamp.seconds - record.start.seconds, told: told, length: Rater.length(record),
            quick: record.isUTC ? utc : place.pointee.zone, slow: zone(), after: previous, now: now, longest: place.pointee.maxDuration)
    }

    /// The instant of a local time of the site's zone, as `tollbook rate` has it: not a switch's stamp, so no clock offset is added.
    /// - Parameter previous: `ResolvedTime.end` of the record before it of the same switch, where they come in the order of a stream;
    ///   `nil`: of a time that comes twice the earlier is meant.
    public func siteTime(of record: CallRecord, on index: Int32, after previous: Instant? = nil, now: Instant? = nil) -> ResolvedTime {
        guard Rater.calendar.contains(record.start.seconds) else {
            return ResolvedTime(
                start: Instant(seconds: 0), end: Instant(seconds: 0), ambiguous: false, reason: .localTimeDoesNotExist)
        }
        return time(
            record.start, before: 0, told: nil, length: Rater.length(record), quick: zone, slow: siteZone, after: previous, now: now,
            longest: switchPlans.pointer(index).pointee.maxDuration)
    }

    /// Seconds from start to end of a record.
    private static func length(_ record: CallRecord) -> (whole: Int64, talk: Int64) {
        let talk = Int64(record.duration)
        return (record.span >= 0 ? Int64(record.span) : talk + Int64(max(0, record.ring)), talk)
    }

    /// - Parameter slow: counts references, so that it is asked for only near a change of the clocks.
    @inline(__always)
    private func time(
        _ wall: WallTime, before: Int64, told: Instant?, length: (whole: Int64, talk: Int64), quick: ZoneTable,
        slow: @autoclosure () -> Zone, after previous: Instant?, now: Instant?, longest: Int64
    ) -> ResolvedTime {
        var resolved = ResolvedTime(start: Instant(seconds: 0), end: Instant(seconds: 0), ambiguous: false, reason: .none)
        if let plain = quick.plainInstant(wall.seconds) {
            resolved.start = told ?? Instant(seconds: plain) - before
        } else {
            // The records of a stream come in the order of their ends: what ended so early is of the second hour of two.
            let stamp = Rater.stamp(wall, in: slow(), isKnown: previous != nil || told != nil, &resolved) { earlier in
                previous.map { earlier.seconds - before + length.whole + Rater.disorder < $0.seconds } ?? false
            }
            resolved.start = told ?? stamp - before
        }
        resolved.end = resolved.start + length.whole
        if resolved.reason == .none, let now, resolved.start > now { resolved.reason = .startsInFuture }
        if resolved.reason == .none, length.talk > longest { resolved.reason = .tooLong }
        return resolved
    }

    /// The instant of a local time near a change of the clocks.
    /// - Parameters:
    ///   - isKnown: whether anything tells which of two hours is meant.
    ///   - isSecond: whether it is the later one, asked with the earlier.
    @inline(never)
    private static func stamp(
        _ wall: WallTime, in zone: Zone, isKnown: Bool, _ resolved: inout ResolvedTime, isSecond: (Instant) -> Bool
    ) -> Instant {
        switch zone.resolve(wall) {
        case .once(let instant): return instant
        case .twice(let earlier, let later):
            resolved.ambiguous = !isKnown
            return isSecond(earlier) ? later : earlier
        case .never(let after):
            resolved.reason = .localTimeDoesNotExist
            return after
        }
    }
}
