import Glibc

/// Words to systemd (sd_notify(3)): the service is ready, alive, stopping. Silent where nobody listens.
public struct Supervisor: Sendable {
    private let address: String?
    /// Seconds between signs of life that systemd expects, `nil` where it expects none.
    public let watchdogSeconds: Int?

    public init(environment: [String: String]) {
        address = environment["NOTIFY_SOCKET"]
        watchdogSeconds = environment["WATCHDOG_USEC"].flatMap(Int.init).map { max($0 / 1_000_000, 2) }
    }

    public func ready() { send("READY=1\nSTATUS=serving") }
    public func alive() { send("WATCHDOG=1") }
    public func stopping() { send("STOPPING=1") }

    private func send(_ message: String) {
        guard let address, !address.isEmpty else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var path = Array(address.utf8)
        // A leading @ names a socket of Linux' abstract space.
        if path[0] == UInt8(ascii: "@") { path[0] = 0 }
        var name = sockaddr_un()
        let room = MemoryLayout.size(ofValue: name.sun_path)
        guard path.count < room else { return }
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let text = Array(message.utf8)
        withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = sendto(descriptor, text, text.count, Int32(MSG_NOSIGNAL), address, length)
            }
        }
    }
}
