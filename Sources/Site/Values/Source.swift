public import Model

/// One way that records come from a switch while the server runs (docs/collection.md).
public struct Source: Hashable, Sendable {
    /// 1 to 64 of `a-z`, `0-9`, `-`: it names the source's raw log.
    public var id: SourceID
    public var `switch`: SwitchID
    /// `nil`: the switch's.
    public var format: FormatID?
    /// A source that is off is kept, but not run.
    public var isOn = true
    /// Seconds without a byte after which it counts as silent; `nil`: only its usual rate counts.
    public var silentAfter: Int?
    public var way: SourceWay

    public init(id: SourceID, switch: SwitchID, way: SourceWay) {
        (self.id, self.switch, self.way) = (id, `switch`, way)
    }
}

/// How the bytes come. Addresses are written as a person writes them; where a secret stands is named, the secret itself is never in the
/// site.
public enum SourceWay: Hashable, Sendable {
    /// The switch connects to us.
    case tcpServer(Listening)
    /// We connect to the switch.
    case tcpClient(Calling)
    case udp(Listening)
    case tail(Tail)
    case folder(Folder)
    case serial(Serial)
    case radius(Radius)
    /// Asterisk's manager interface.
    case ami(Manager)
    /// Bodies that are posted to the web server.
    case http(key: SecretPlace)

    public struct Listening: Hashable, Sendable {
        /// Empty: every address of the machine.
        public var address = ""
        public var port: Int
        /// Addresses and networks that may send, or `any`.
        public var allowed: [String]
        /// TCP: connections of one peer at the same time, and of all peers.
        public var perPeer = 1
        public var connections = 64
        /// UDP: a line feed is put behind a datagram that does not end in one.
        public var endsLines = true

        public init(address: String = "", port: Int, allowed: [String]) {
            (self.address, self.port, self.allowed) = (address, port, allowed)
        }
    }

    public struct Calling: Hashable, Sendable {
        public var host: String
        public var port: Int
        public var logIn = LogIn()

        public init(host: String, port: Int) { (self.host, self.port) = (host, port) }
    }

    /// A log file that another program writes.
    public struct Tail: Hashable, Sendable {
        public var path: String
        /// Also what stood in it before the source was first started.
        public var fromBegin: Bool

        public init(path: String, fromBegin: Bool = true) { (self.path, self.fromBegin) = (path, fromBegin) }
    }

    /// A folder into which whole files are put.
    public struct Folder: Hashable, Sendable {
        public enum After: String, Hashable, Sendable, CaseIterable { case keep, delete }

        public var path: String
        public var pattern = "*"
        /// What is done with a file that was taken.
        public var after = After.keep
        /// The folder into which it is moved instead; `nil`: it is not.
        public var moveTo: String?
        /// Seconds that a file must not have changed.
        public var settling = 5

        public init(path: String, pattern: String = "*", after: After = .keep) {
            (self.path, self.pattern, self.after) = (path, pattern, after)
        }
    }

    public struct Serial: Hashable, Sendable {
        public enum Parity: String, Hashable, Sendable, CaseIterable { case none, even, odd, mark, space }
        public enum Flow: String, Hashable, Sendable, CaseIterable { case none, hardware, software }

        public var device: String
        /// Bits a second.
        public var speed = 9600
        /// Data bits, 5 … 8, and stop bits, 1 or 2.
        public var bits = 8
        public var stopBits = 1
        public var parity = Parity.none
        public var flow = Flow.none
        public var logIn = LogIn()

        public init(device: String) { self.device = device }
    }

    public struct Radius: Hashable, Sendable {
        /// Empty: every address of the machine.
        public var address = ""
        public var port = 1813
        public var clients: [RadiusClient]

        public init(clients: [RadiusClient]) { self.clients = clients }
    }

    public struct RadiusClient: Hashable, Sendable {
        public var address: String
        /// The shared secret, at least 16 characters.
        public var secret: SecretPlace
        public var requiresMessageAuthenticator = false
        public var answersWithMessageAuthenticator = false

        public init(address: String, secret: SecretPlace) { (self.address, self.secret) = (address, secret) }
    }

    public struct Manager: Hashable, Sendable {
        public var host: String
        public var port = 5038
        public var user: String
        public var password: SecretPlace

        public init(host: String, user: String, password: SecretPlace) { (self.host, self.user, self.password) = (host, user, password) }
    }

    /// The key under which a site file has it.
    public var key: String {
        switch self {
        case .tcpServer: "tcpServer"
        case .tcpClient: "tcpClient"
        case .udp: "udp"
        case .tail: "tail"
        case .folder: "folder"
        case .serial: "serial"
        case .radius: "radius"
        case .ami: "ami"
        case .http: "http"
        }
    }

    /// Where it listens; `nil` where it does not. Two sources cannot listen at one place.
    public var listens: (kind: String, address: String, port: Int)? {
        switch self {
        case .tcpServer(let way): ("tcp", way.address, way.port)
        case .udp(let way): ("udp", way.address, way.port)
        case .radius(let way): ("udp", way.address, way.port)
        default: nil
        }
    }

    /// Every key, in the order in which people are shown them.
    public static let keys = ["tcpServer", "tcpClient", "udp", "tail", "folder", "serial", "radius", "ami", "http"]
}
