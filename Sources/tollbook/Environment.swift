import Glibc
import Time

/// What the system hands to the program.
enum Environment {
    /// Read once, before anything runs that could change it.
    static let all: [String: String] = {
        let names = ["NOTIFY_SOCKET", "WATCHDOG_USEC"]
        var found: [String: String] = [:]
        for name in names {
            if let value = getenv(name) { found[name] = String(cString: value) }
        }
        return found
    }()

    /// Today (UTC).
    static var today: CivilDay { CivilDay(number: Int32(clamping: Glibc.time(nil) / 86_400)) }
}
