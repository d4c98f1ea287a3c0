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
    /// Seconds without a byte after which it counts as silent; `nil`: never by itself.
    public var silentAfter: Int?
    public var way: SourceWay

    public init(id: SourceID, switch: SwitchID, way: SourceWay) {
        (self.id, self.switch, self.way) = (id, `switch`, way)
    }
}

/// How the bytes come. Addresses are written as a person writes them; files that hold a secret are named, the secret itself is never
/// in the site.
public enum SourceWay: Hashable, Sendable {
    /// The switch connects to us.
    case tcpServer(Listening)
    /// We connect to the switch.
    case tcpClient(host: String, port: Int)
    case udp(Listening)
    /// A log file that another program writes; `fromBegin`: also what stood in it before the source was first started.
    case tail(path: String, fromBegin: Bool)
    case folder(Folder)
    case serial(Serial)
    case radius(port: Int, clients: [RadiusClient])

    public struct Listening: Hashable, Sendable {
        /// Empty: every address of the machine.
        public var address = ""
        public var port: Int
        /// Addresses and networks that may send, or `any`.
        public var allowed: [String]

        public init(address: String = "", port: Int, allowed: [String]) {
            (self.address, self.port, self.allowed) = (address, port, allowed)
        }
    }

    /// A folder into which whole files are put.
    public struct Folder: Hashable, Sendable {
        public enum After: String, Hashable, Sendable, CaseIterable { case keep, delete }

        public var path: String
        public var pattern = "*"
        /// What is done with a file that was taken.
        public var after = After.keep

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

        public init(device: String) { self.device = device }
    }

    public struct RadiusClient: Hashable, Sendable {
        public var address: String
        /// A file with the shared secret, at least 16 characters.
        public var secretFile: String
        public var requiresMessageAuthenticator = false
        public var answersWithMessageAuthenticator = false

        public init(address: String, secretFile: String) { (self.address, self.secretFile) = (address, secretFile) }
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
        }
    }

    static let keys = ["tcpServer", "tcpClient", "udp", "tail", "folder", "serial", "radius"]
}
