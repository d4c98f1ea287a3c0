import Foundation
import Glibc
import Synchronization

/// A mail server in the test: what it says is set, and every line that it hears is kept.
public final class MailServerDouble: Sendable {
    /// What it does with a session.
    public struct Manner: Sendable {
        public var offersStartTLS: Bool
        /// Answers by the begin of a command; the longest wins.
        public var answers: [String: String]
        /// Ends the connection when all of the message is there, without an answer.
        public var cutsAfterData: Bool

        /// Milliseconds before each answer.
        public var delay: UInt32

        public init(offersStartTLS: Bool = false, answers: [String: String] = [:], cutsAfterData: Bool = false, delay: UInt32 = 0) {
            (self.offersStartTLS, self.answers, self.cutsAfterData) = (offersStartTLS, answers, cutsAfterData)
            self.delay = delay
        }
    }

    public struct Heard: Sendable {
        public var commands: [String] = []
        public var message: [String] = []
        /// Each message that came whole, whatever was answered.
        public var messages: [[String]] = []
        public var connections = 0
    }

    public let port: Int
    private let listener: DoubleListener
    private let heardSoFar = Mutex(Heard())

    public var heard: Heard { heardSoFar.withLock { $0 } }

    public convenience init?(_ manner: Manner = Manner()) { self.init { _ in manner } }

    /// - Parameter manner: of each connection, counted from 0.
    public init?(manner: @escaping @Sendable (Int) -> Manner) {
        guard let listener = DoubleListener() else { return nil }
        (self.listener, port) = (listener, listener.port)
        Thread { [self] in
            while let connection = listener.next() {
                let number = heardSoFar.withLock { heard in
                    heard.connections += 1
                    return heard.connections - 1
                }
                serve(connection, manner(number))
                close(connection)
            }
            listener.close()
        }.start()
    }

    /// To be called once.
    public func stop() { listener.stop() }

    private func serve(_ connection: Int32, _ manner: Manner) {
        func say(_ text: String) {
            if manner.delay > 0 { usleep(manner.delay * 1000) }
            _ = Array((text + "\r\n").utf8).withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }
        var lines = LineReader(connection)
        say(manner.answers["greeting"] ?? "220 double ESMTP")
        while let line = lines.next() {
            heardSoFar.withLock { $0.commands.append(line) }
            let own = manner.answers.filter { line.hasPrefix($0.key) }.max { $0.key.count < $1.key.count }?.value
            if let own, !line.hasPrefix("DATA") || !own.hasPrefix("END ") {
                say(own)
            } else if line.hasPrefix("EHLO") {
                say(manner.offersStartTLS ? "250-double\r\n250 STARTTLS" : "250-double\r\n250 8BITMIME")
            } else if line == "DATA" {
                say("354 go on")
                var message: [String] = []
                while let text = lines.next(), text != "." { message.append(text) }
                heardSoFar.withLock { [message] heard in
                    heard.message += message
                    heard.messages.append(message)
                }
                if manner.cutsAfterData { return }
                say(own.map { String($0.dropFirst(4)) } ?? "250 2.0.0 queued as 42")
            } else if line == "QUIT" {
                say("221 bye")
                return
            } else {
                say("250 ok")
            }
        }
    }
}

/// Lines that end in CRLF; a bare CR or LF stays inside.
private struct LineReader {
    private let connection: Int32
    private var bytes: [UInt8] = []

    init(_ connection: Int32) { self.connection = connection }

    mutating func next() -> String? {
        while true {
            if let end = bytes.indices.dropLast().first(where: { bytes[$0] == 13 && bytes[$0 + 1] == 10 }) {
                defer { bytes.removeFirst(end + 2) }
                return String(decoding: bytes[..<end], as: UTF8.self)
            }
            var room = [UInt8](repeating: 0, count: 4096)
            let count = recv(connection, &room, room.count, 0)
            guard count > 0 else { return nil }
            bytes += room[..<count]
        }
    }
}
