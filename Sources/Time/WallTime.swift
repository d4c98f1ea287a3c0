/// A date and time of day as a clock on a wall shows it, without a zone: what a switch prints.
public struct WallTime: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00 of the same wall.
    public let seconds: Int64

    public init(seconds: Int64) { self.seconds = seconds }

    /// `second` of day 0 … 86,400 (the end of the day is the next one's begin).
    public init(day: CivilDay, second: Int = 0) { seconds = Int64(day.number) * 86_400 + Int64(second) }

    public static func < (left: WallTime, right: WallTime) -> Bool { left.seconds < right.seconds }
    public static func + (wall: WallTime, seconds: Int64) -> WallTime { WallTime(seconds: wall.seconds &+ seconds) }
    public static func - (wall: WallTime, seconds: Int64) -> WallTime { WallTime(seconds: wall.seconds &- seconds) }

    /// The day on the wall; beyond the calendar's range the last day that it has.
    public var day: CivilDay {
        let days = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
        return CivilDay(number: Int32(clamping: days))
    }
    /// 0 … 86,399.
    public var secondOfDay: Int { Int(seconds % 86_400 + (seconds % 86_400 < 0 ? 86_400 : 0)) }
    /// Minute of the week, 0 (Monday 00:00) … 10,079.
    public var weekMinute: Int { day.weekday * 1440 + secondOfDay / 60 }
}

extension WallTime: CustomStringConvertible {
    /// `2026-03-02T09:15:00`.
    public var description: String {
        let second = secondOfDay
        return day.description + "T" + Digits.padded(second / 3600, 2) + ":" + Digits.padded(second / 60 % 60, 2) + ":"
            + Digits.padded(second % 60, 2)
    }

    /// Reads `2026-03-02T09:15:00` (a blank in place of the T too, and seconds may be missing); `nil` for anything else.
    public init?(text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 19 || bytes.count == 16, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes.count == 16 || bytes[16] == UInt8(ascii: ":"),
            let day = CivilDay(text: String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = Digits.value(bytes[11..<13]), let minute = Digits.value(bytes[14..<16]), hour < 24, minute < 60,
            let second = bytes.count == 16 ? 0 : Digits.value(bytes[17..<19]), second < 60
        else { return nil }
        self.init(day: day, second: hour * 3600 + minute * 60 + second)
    }
}
