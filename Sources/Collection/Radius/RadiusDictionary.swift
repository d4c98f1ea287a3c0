/// Names, kinds and words of RADIUS attributes (RFC 2865, 2866, 2867, 2868, 2869, 3162; Cisco's and Acme Packet's own).
struct RadiusDictionary {
    enum Kind: String { case string, octets, ipaddr, ipv6addr, integer, date }

    struct Entry {
        var name: String
        var kind: Kind
        var words: [UInt32: String] = [:]
    }

    struct Key: Hashable {
        /// 0: of the RFCs.
        var vendor: UInt32
        var type: UInt8
    }

    static let shared = RadiusDictionary(standard: standard, vendors: [9: cisco, 9_148: acmePacket], words: words)
    static let vendorNames: [UInt32: String] = [9: "Cisco", 9_148: "Acme-Packet"]

    private var entries: [Key: Entry] = [:]

    private init(standard: String, vendors: [UInt32: String], words: String) {
        for (vendor, text) in vendors.merging([0: standard], uniquingKeysWith: { first, _ in first }) {
            for line in text.split(separator: "\n") {
                let fields = line.split(separator: " ")
                guard fields.count == 3, let type = UInt8(fields[0]), let kind = Kind(rawValue: String(fields[2])) else { continue }
                entries[Key(vendor: vendor, type: type)] = Entry(name: String(fields[1]), kind: kind)
            }
        }
        for line in words.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard let type = fields.first.flatMap({ UInt8($0) }) else { continue }
            for field in fields.dropFirst() {
                let pair = field.split(separator: "=")
                guard pair.count == 2, let number = UInt32(pair[0]) else { continue }
                entries[Key(vendor: 0, type: type)]?.words[number] = String(pair[1])
            }
        }
    }

    /// `nil`: not known.
    subscript(vendor: UInt32, type: UInt8) -> Entry? { entries[Key(vendor: vendor, type: type)] }

    private static let standard = """
        1 User-Name string
        4 NAS-IP-Address ipaddr
        5 NAS-Port integer
        6 Service-Type integer
        7 Framed-Protocol integer
        8 Framed-IP-Address ipaddr
        9 Framed-IP-Netmask ipaddr
        11 Filter-Id string
        18 Reply-Message string
        22 Framed-Route string
        25 Class octets
        27 Session-Timeout integer
        28 Idle-Timeout integer
        30 Called-Station-Id string
        31 Calling-Station-Id string
        32 NAS-Identifier string
        33 Proxy-State octets
        40 Acct-Status-Type integer
        41 Acct-Delay-Time integer
        42 Acct-Input-Octets integer
        43 Acct-Output-Octets integer
        44 Acct-Session-Id string
        45 Acct-Authentic integer
        46 Acct-Session-Time integer
        47 Acct-Input-Packets integer
        48 Acct-Output-Packets integer
        49 Acct-Terminate-Cause integer
        50 Acct-Multi-Session-Id string
        51 Acct-Link-Count integer
        52 Acct-Input-Gigawords integer
        53 Acct-Output-Gigawords integer
        55 Event-Timestamp date
        61 NAS-Port-Type integer
        66 Tunnel-Client-Endpoint string
        67 Tunnel-Server-Endpoint string
        68 Acct-Tunnel-Connection string
        77 Connect-Info string
        80 Message-Authenticator octets
        85 Acct-Interim-Interval integer
        86 Acct-Tunnel-Packets-Lost integer
        87 NAS-Port-Id string
        88 Framed-Pool string
        89 Chargeable-User-Identity string
        95 NAS-IPv6-Address ipv6addr
        """

    private static let cisco = """
        1 Cisco-AVPair string
        2 Cisco-NAS-Port string
        23 h323-remote-address string
        24 h323-conf-id string
        25 h323-setup-time string
        26 h323-call-origin string
        27 h323-call-type string
        28 h323-connect-time string
        29 h323-disconnect-time string
        30 h323-disconnect-cause string
        31 h323-voice-quality string
        33 h323-gw-id string
        35 h323-incoming-conf-id string
        101 h323-credit-amount string
        102 h323-credit-time string
        103 h323-return-code string
        104 h323-prompt-id string
        105 h323-time-and-day string
        106 h323-redirect-number string
        107 h323-preferred-lang string
        108 h323-redirect-ip-address string
        109 h323-billing-model string
        110 h323-currency string
        """

    private static let acmePacket = """
        1 Acme-FlowID_FS1_F string
        2 Acme-FlowType_FS1_F string
        3 Acme-Session-Ingress-CallId string
        4 Acme-Session-Egress-CallId string
        10 Acme-Flow-In-Realm_FS1_F string
        11 Acme-Flow-In-Src-Addr_FS1_F ipaddr
        12 Acme-Flow-In-Src-Port_FS1_F integer
        13 Acme-Flow-In-Dst-Addr_FS1_F ipaddr
        14 Acme-Flow-In-Dst-Port_FS1_F integer
        20 Acme-Flow-Out-Realm_FS1_F string
        21 Acme-Flow-Out-Src-Addr_FS1_F ipaddr
        22 Acme-Flow-Out-Src-Port_FS1_F integer
        23 Acme-Flow-Out-Dst-Addr_FS1_F ipaddr
        24 Acme-Flow-Out-Dst-Port_FS1_F integer
        43 Acme-Session-Generic-Id string
        44 Acme-Session-Ingress-Realm string
        45 Acme-Session-Egress-Realm string
        46 Acme-Session-Protocol-Type string
        52 Acme-Session-Charging-Vector string
        53 Acme-Session-Charging-Function_Address string
        54 Acme-Firmware-Version string
        55 Acme-Local-Time-Zone string
        56 Acme-Post-Dial-Delay integer
        57 Acme-CDR-Sequence-Number integer
        58 Acme-Session-Disposition integer
        59 Acme-Disconnect-Initiator integer
        60 Acme-Disconnect-Cause integer
        61 Acme-Intermediate_Time string
        62 Acme-Primary-Routing-Number string
        63 Acme-Originating-Trunk-Group string
        64 Acme-Terminating-Trunk-Group string
        65 Acme-Originating-Trunk-Context string
        66 Acme-Terminating-Trunk-Context string
        67 Acme-P-Asserted-ID string
        68 Acme-SIP-Diversion string
        69 Acme-SIP-Status integer
        70 Acme-Ingress-Local-Addr string
        71 Acme-Ingress-Remote-Addr string
        72 Acme-Egress-Local-Addr string
        73 Acme-Egress-Remote-Addr string
        """

    private static let words = """
        6 1=Login-User 2=Framed-User 5=Outbound-User 6=Administrative-User 8=Authenticate-Only 10=Call-Check
        7 1=PPP 2=SLIP
        40 1=Start 2=Stop 3=Interim-Update 7=Accounting-On 8=Accounting-Off 9=Tunnel-Start 10=Tunnel-Stop 15=Failed
        45 1=RADIUS 2=Local 3=Remote
        49 1=User-Request 2=Lost-Carrier 3=Lost-Service 4=Idle-Timeout 5=Session-Timeout 6=Admin-Reset 7=Admin-Reboot 8=Port-Error
        49 9=NAS-Error 10=NAS-Request 11=NAS-Reboot 12=Port-Unneeded 13=Port-Preempted 14=Port-Suspended 15=Service-Unavailable
        49 16=Callback 17=User-Error 18=Host-Request
        61 0=Async 1=Sync 2=ISDN 3=ISDN-V120 4=ISDN-V110 5=Virtual 15=Ethernet 19=Wireless-802.11
        """
}
