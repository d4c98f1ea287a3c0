import Accounts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Model
import Synchronization
import Time

@testable import Web

/// A server over a memory store, with cheap hashes, a clock that the test turns, and a log that it reads.
struct House {
    let store = MemoryStore()
    let clock = TestClock(1_800_000_000)
    let log = TestLog()
    let accounts: Accounts
    let server: WebServer
    let pages = StubPages()

    init(
        listen: ListenAddress = ListenAddress(host: "127.0.0.1", port: 0), proxies: Set<String> = [], behindProxy: Bool = false,
        ready: Bool = true, _ edit: (inout WebConfiguration) -> Void = { _ in }
    ) throws {
        let clock = clock
        let log = log
        var settings = Accounts.Settings()
        settings.cost = ScryptCost(log2N: 4, blockSize: 1, parallelism: 1)
        accounts = Accounts(store: store, clock: AccountClock { clock.now }, settings: settings)
        var configuration = try WebConfiguration(listen: listen, behindProxy: behindProxy, proxies: proxies)
        edit(&configuration)
        server = WebServer(
            configuration: configuration, accounts: accounts, pages: pages, health: Health { ready },
            log: Logger(label: "test") { _ in log.handler })
    }

    /// A user with a password, and the session's cookie.
    func person(_ name: String = "anna", role: Role = .administrator) async throws -> Person {
        let code = try await accounts.addUser(name: name, role: role)
        let first = try await accounts.logIn(name: name, password: code, from: "192.0.2.1")
        let login = try await accounts.setPassword(
            first.token, current: "", new: Person.password, repeated: Person.password, from: "192.0.2.1")
        return Person(token: login.token, secure: server.configuration.isSecure)
    }
}

struct Person {
    static let password = "correct horse battery"
    let token: Token
    let secure: Bool

    var cookie: HTTPFields { [.cookie: (secure ? "__Host-" : "") + "tollbook-session=" + token.text] }
    /// What a browser sends with a form of ours.
    var form: HTTPFields {
        var fields = cookie
        fields[.contentType] = "application/x-www-form-urlencoded"
        fields[HTTPField.Name("Sec-Fetch-Site")!] = "same-origin"
        fields[.origin] = "null"
        return fields
    }
    func body(_ fields: String = "") -> ByteBuffer { ByteBuffer(string: "form-token=\(token.formToken)&" + fields) }
}

final class TestClock: Sendable {
    private let seconds: Mutex<Int64>
    init(_ start: Int64) { seconds = Mutex(start) }
    var now: Instant { Instant(seconds: seconds.withLock { $0 }) }
    func pass(_ count: Int64) { seconds.withLock { $0 += count } }
}

/// Keeps all lines with all that belongs to them.
final class TestLog: Sendable {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }
    var text: String { lines.joined(separator: "\n") }
    var handler: some LogHandler { Handler(log: self) }

    struct Handler: LogHandler {
        let log: TestLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            log.kept.withLock { $0.append("\(event.level) \(event.message) \(all)") }
        }
    }
}

/// Pages that say what they were asked for.
final class StubPages: BookPages {
    static let big = 64 * 1024 * 1024
    let changes = Mutex(0)
    let uploaded = Mutex<(name: String, bytes: Int)>(("", 0))

    func answer(_ visit: Visit, book: BookID, page: BookPage) async throws -> Response {
        if visit.method == .change { changes.withLock { $0 += 1 } }
        if case .imports = page, visit.method == .change {
            try await visit.receiveUpload(limit: 100_000) { _, name in
                self.uploaded.withLock { $0 = (name, 0) }
            } piece: { bytes in
                self.uploaded.withLock { $0.bytes += bytes.count }
            }
        }
        if case .call("boom") = page { throw Boom() }
        if case .call("big") = page { return .bytes([UInt8](repeating: 0x61, count: Self.big), type: "text/plain") }
        return .html(together { element("p") { "\(page)" } })
    }

    func books(for caller: Caller) async throws -> [BookLink] { [BookLink(id: BookID("main"), name: "Main")] }
}

/// An error that says more than a stranger may read.
struct Boom: Error, CustomStringConvertible {
    var description: String { "SELECT secret FROM call; /var/lib/tollbook/main.book" }
}
