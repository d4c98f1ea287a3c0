internal import Site
internal import Time

/// Which time band holds at a moment, by the wall time of the table's zone (DOMAIN section 4), and how long.
struct BandClock: BitwiseCopyable, Sendable {
    private static let weekMinutes = 10_080
    private static let dayMinutes = 1440

    private let zone: ZoneTable
    /// Band and number of minutes until the band may change, for every minute of the week.
    private let week: Frozen<Minute>
    /// The same for a holiday; empty: holidays are as the weekday.
    private let holiday: Frozen<Minute>
    /// 1 for a holiday, for each day from `firstHoliday` on.
    private let holidays: Frozen<UInt8>
    private let firstHoliday: Int64
    private let single: Bool

    private struct Minute: BitwiseCopyable, Sendable {
        var band: UInt8
        var left: UInt16
    }

    init(_ table: RateTable) {
        zone = ZoneTable(table.zone)
        let minutes = table.week?.minutes ?? []
        let marked = table.week?.holidayMinutes ?? []
        let complete = minutes.count == BandClock.weekMinutes
        week = Frozen(BandClock.runs(complete ? minutes : [], cycle: true))
        holiday = Frozen(BandClock.runs(marked.count == BandClock.dayMinutes ? marked : [], cycle: false))
        let days = table.holidays.map { Int64($0.number) }
        if complete, holiday.count > 0, let low = days.min(), let high = days.max() {
            var map = Array(repeating: UInt8(0), count: Int(high - low) + 1)
            for day in days { map[Int(day - low)] = 1 }
            holidays = Frozen(map)
            firstHoliday = low
        } else {
            holidays = Frozen([])
            firstHoliday = 0
        }
        single = !complete
    }

    func free() {
        zone.free()
        week.free()
        holiday.free()
        holidays.free()
    }

    private static func runs(_ bands: [UInt8], cycle: Bool) -> [Minute] {
        var minutes = bands.map { Minute(band: $0, left: 1) }
        guard !minutes.isEmpty else { return [] }
        // From the back, twice round where the end joins the beginning.
        let count = minutes.count
        for step in stride(from: cycle ? count * 2 - 2 : count - 2, through: 0, by: -1) {
            let (index, next) = (step % count, (step + 1) % count)
            guard minutes[index].band == minutes[next].band else { continue }
            minutes[index].left = UInt16(min(Int(minutes[next].left) + 1, count))
        }
        return minutes
    }

    /// The band at a moment.
    @inline(__always)
    func band(_ seconds: Int64) -> Int {
        if single { return 0 }
        let wall = seconds &+ zone.stretch(seconds).offset
        let day = dayNumber(wall)
        let minute = Int(wall &- day &* 86_400) / 60
        return isHoliday(day) ? Int(holiday[minute].band) : Int(week[BandClock.weekday(day) &* 1440 &+ minute].band)
    }

    /// The band at a moment, and a later moment up to which it surely holds (where it may change or the clocks may).
    @inline(__always)
    func stretch(_ seconds: Int64) -> (band: Int, to: Int64) {
        if single { return (0, .max) }
        let clocks = zone.stretch(seconds)
        let wall = seconds &+ clocks.offset
        let day = dayNumber(wall)
        let second = wall &- day &* 86_400
        let minute = Int(second) / 60
        let found = isHoliday(day) ? holiday[minute] : week[BandClock.weekday(day) &* 1440 &+ minute]
        var left = Int(found.left)
        // The next day may be a holiday, or no longer one.
        if holidays.count > 0 { left = min(left, BandClock.dayMinutes &- minute) }
        return (Int(found.band), min(clocks.to, seconds &+ Int64(left &* 60) &- second % 60))
    }

    @inline(__always)
    private func isHoliday(_ day: Int64) -> Bool {
        let index = day &- firstHoliday
        return index >= 0 && index < Int64(holidays.count) && holidays[Int(index)] == 1
    }

    /// 0 is Monday; the first day of 1970 was a Thursday.
    @inline(__always)
    private static func weekday(_ day: Int64) -> Int {
        let rest = Int((day &+ 3) % 7)
        return rest < 0 ? rest &+ 7 : rest
    }
}
