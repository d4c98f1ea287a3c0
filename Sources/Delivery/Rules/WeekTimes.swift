import Site
import Time

/// Times of a week, as one flag for each of its minutes.
struct WeekTimes: Sendable {
    private var minutes: [Bool]

    /// - Parameter texts: such as the site's reader has let through; what it would refuse holds at no time.
    init(_ texts: [String]) {
        minutes = [Bool](repeating: false, count: 10_080)
        for text in texts {
            for span in Week.spans(text) ?? [] {
                for minute in span.begin..<span.end { minutes[minute % minutes.count] = true }
            }
        }
    }

    /// Of a wall time of the site's zone.
    func contains(_ wall: WallTime) -> Bool { minutes[wall.weekMinute] }
}
