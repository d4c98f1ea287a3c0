import Glibc

/// The way out: a connection that we make, over which lines go to another system. It belongs to one thread at a time.
public final class LineSender {
    /// Milliseconds that connecting, sending a piece, and the other side's receipt may take.
    private static let patience: Int64 = 10_000
    /// Between two looks whether to go on.
    private static let look: Int32 = 200

    private let host: String
    private let port: UInt16
    private let goesOn: () -> Bool
    private var descriptor: Descriptor?

    /// - Parameter goesOn: asked while the network is waited for; `false` ends the waiting with an error.
    public init(host: String, port: Int, goesOn: @escaping () -> Bool) {
        (self.host, self.port, self.goesOn) = (host, UInt16(clamping: port), goesOn)
    }

    public var isConnected: Bool { descriptor != nil }

    /// Ends the connection, so that the next lines go over a new one.
    public func close() { descriptor = nil }

    /// Hands bytes over, and waits until the other side's system has said that it has them all. That its program read them no network
    /// tells.
    public func send(_ bytes: [UInt8]) throws(SourceError) {
        do throws(SourceError) {
            let connection: Descriptor = if let descriptor { descriptor } else { try connect() }
            descriptor = connection
            try checkPeer(connection)
            try write(bytes, connection)
            try waitForReceipt(connection)
            try checkPeer(connection)
        } catch {
            close()
            throw error
        }
    }

    private var place: String { "\(host.prefix(100)):\(port)" }

    private func connect() throws(SourceError) -> Descriptor {
        let addresses = try SocketAddress.resolve(host, port: port)
        switch try Connecting.toFirst(of: addresses, wait: { made throws(SourceError) in try wait(made, Int16(POLLOUT)) }) {
        case .connected(let made): return made
        case .refused(let code):
            throw SourceError("cannot connect to \(place)", code: code, mend: "Look whether the receiver runs; it is tried again.")
        }
    }

    /// - Returns: `false` when it took too long.
    private func wait(_ connection: Descriptor, _ events: Int16) throws(SourceError) -> Bool {
        for _ in 0..<Self.patience / Int64(Self.look) {
            guard goesOn() else { throw SourceError("the export to \(place) was stopped", mend: "It goes on when it is started again.") }
            var polled = pollfd(fd: connection.number, events: events, revents: 0)
            let ready = poll(&polled, 1, Self.look)
            if ready > 0 { return true }
            if ready < 0, errno != EINTR { return false }
        }
        return false
    }

    private func lost(_ code: Int32) -> SourceError {
        SourceError("the connection to \(place) ended", code: code, mend: "What was not received is sent again.")
    }

    /// What the receiver says is of no meaning; that it closed is.
    private func checkPeer(_ connection: Descriptor) throws(SourceError) {
        var buffer = [UInt8](repeating: 0, count: 1024)
        while true {
            let count = recv(connection.number, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 { continue }
            if count == 0 { throw lost(ECONNRESET) }
            if errno == EINTR { continue }
            guard errno == EAGAIN || errno == EWOULDBLOCK else { throw lost(errno) }
            return
        }
    }

    private func write(_ bytes: [UInt8], _ connection: Descriptor) throws(SourceError) {
        var start = 0
        while start < bytes.count {
            let sent = bytes[start...].withUnsafeBytes {
                Glibc.send(connection.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent > 0 {
                start += sent
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                guard try wait(connection, Int16(POLLOUT)) else { throw lost(ETIMEDOUT) }
            } else if errno != EINTR {
                throw lost(errno)
            }
        }
    }

    private func waitForReceipt(_ connection: Descriptor) throws(SourceError) {
        var rounds: Int64 = 0
        while true {
            var waiting: Int32 = 0
            // Without the answer of the system nobody knows: the bytes count as lost, and are sent again.
            guard ioctl(connection.number, UInt(TIOCOUTQ), &waiting) == 0 else { throw lost(errno) }
            guard waiting > 0 else { return }
            guard goesOn(), rounds < Self.patience / 5 else { throw lost(ETIMEDOUT) }
            try checkPeer(connection)
            usleep(5000)
            rounds += 1
        }
    }
}
