/// How bytes come from a switch, with its settings.
public enum Transport: Hashable, Sendable {
    case tcpServer(TCPServerSettings)
    case tcpClient(TCPClientSettings)
    case udp(UDPSettings)
    case tail(TailSettings)
    case folder(FolderSettings)
    case serial(SerialSettings)
    case radius(RadiusSettings)
    /// Bodies that the web server hands over.
    case post(PostSettings)
}

/// The switch connects to us.
public struct TCPServerSettings: Hashable, Sendable {
    /// The address to listen at; empty: every address of the machine.
    public var address = ""
    /// 0: a free one.
    public var port: UInt16
    public var allowed: AddressList
    /// Connections of one peer at the same time; a further one replaces the one that was silent for longest.
    public var perPeer = 1
    /// Connections at the same time.
    public var connections = 64

    public init(port: UInt16, allowed: AddressList) {
        self.port = port
        self.allowed = allowed
    }
}

/// We connect to the switch.
public struct TCPClientSettings: Hashable, Sendable {
    /// A name or an address.
    public var host: String
    public var port: UInt16
    public var script = LoginScript()

    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }
}

/// Datagrams, syslog among them.
public struct UDPSettings: Hashable, Sendable {
    /// The address to listen at; empty: every address of the machine.
    public var address = ""
    /// 0: a free one.
    public var port: UInt16
    public var allowed: AddressList
    /// Puts a line feed behind a datagram that does not end in one, as syslog's do not.
    public var endsLines = true
    /// Bytes that the system keeps while we are busy; it may grant less.
    public var buffer = 4 << 20

    public init(port: UInt16, allowed: AddressList) {
        self.port = port
        self.allowed = allowed
    }
}

/// A log file that another program writes.
public struct TailSettings: Hashable, Sendable {
    public var path: String
    /// Whether to take what stood in the file before the source was first started.
    public var fromBegin = true

    public init(path: String) { self.path = path }
}

/// A folder into which whole files are put.
public struct FolderSettings: Hashable, Sendable {
    /// What is done with a file that was taken.
    public enum After: Hashable, Sendable {
        case keep
        case delete
        /// Move it into this folder.
        case move(String)
    }

    public var path: String
    /// A file name pattern of the shell.
    public var pattern = "*"
    public var after = After.keep
    /// Seconds that a file must not have changed before it is taken.
    public var settling: Int64 = 5

    public init(path: String) { self.path = path }
}

/// A serial line.
public struct SerialSettings: Hashable, Sendable {
    public enum Parity: String, Hashable, Sendable, CaseIterable { case none, even, odd, mark, space }
    public enum FlowControl: String, Hashable, Sendable, CaseIterable { case none, hardware, software }

    /// Better one of `/dev/serial/by-id/`, which stays the same wherever it is plugged in.
    public var device: String
    /// Bits a second.
    public var speed: Int
    /// Data bits, 5 … 8.
    public var bits = 8
    public var parity = Parity.none
    /// Stop bits, 1 or 2.
    public var stopBits = 1
    public var flow = FlowControl.none
    public var script = LoginScript()

    public init(device: String, speed: Int) {
        self.device = device
        self.speed = speed
    }
}

/// RADIUS accounting (RFC 2866).
public struct RadiusSettings: Hashable, Sendable {
    /// A gateway that may send.
    public struct Client: Hashable, Sendable {
        public var address: IPAddress
        /// At least 16 characters.
        public var secret: Secret
        /// Requests without a Message-Authenticator get no answer (CVE-2024-3596).
        public var requiresMessageAuthenticator = false
        /// Answers bear one; implementations disagree there.
        public var answersWithMessageAuthenticator = false

        public init(address: IPAddress, secret: Secret) {
            self.address = address
            self.secret = secret
        }
    }

    /// The address to listen at; empty: every address of the machine.
    public var address = ""
    /// 1813 by the RFC; 0: a free one.
    public var port: UInt16 = 1813
    public var clients: [Client]
    /// Bytes that the system keeps while we are busy; it may grant less.
    public var buffer = 4 << 20

    public init(clients: [Client]) { self.clients = clients }
}

/// HTTP bodies.
public struct PostSettings: Hashable, Sendable {
    /// Shown by the sender; for this source alone.
    public var key: Secret
    /// Longest body in bytes, unpacked too.
    public var limit = 10 << 20
    /// Deepest nesting of JSON.
    public var depth = 64

    public init(key: Secret) { self.key = key }
}
