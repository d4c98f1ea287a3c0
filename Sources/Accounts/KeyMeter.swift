internal import Synchronization
internal import Time

/// Counts the requests of each key in this process, minute by minute from the first one on.
final class KeyMeter: Sendable {
    private let windows = Mutex<[Int64: (began: Int64, count: Int32)]>([:])

    /// Counts a request.
    /// - Returns: `nil` where it may be answered, else the seconds to wait.
    func wait(key number: Int64, most: Int32, at now: Instant) -> Int64? {
        guard most > 0 else { return nil }
        return windows.withLock { windows in
            var window = windows[number] ?? (now.seconds, 0)
            if !(window.began..<window.began + 60).contains(now.seconds) { window = (now.seconds, 0) }
            guard window.count < most else { return window.began + 60 - now.seconds }
            window.count += 1
            windows[number] = window
            return nil
        }
    }
}
