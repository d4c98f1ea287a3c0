import Glibc

/// An address as the system's calls want it.
struct SocketAddress {
    private var storage = sockaddr_storage()
    private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

    init() {}

    private init(_ info: addrinfo) {
        length = min(info.ai_addrlen, length)
        if let address = info.ai_addr {
            withUnsafeMutableBytes(of: &storage) { $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(length))) }
        }
    }

    var family: Int32 { Int32(storage.ss_family) }

    /// Address and port; `nil` for another family.
    var peer: Peer? {
        withUnsafeBytes(of: storage) { bytes in
            // The port stands behind the family in both, the address behind the port, in IPv6 behind the flow label too.
            let port = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
            switch family {
            case AF_INET: return Peer(address: IPAddress(bytes: Array(bytes[4..<8])), port: port)
            case AF_INET6: return Peer(address: IPAddress(bytes: Array(bytes[8..<24])), port: port)
            default: return nil
            }
        }
    }

    func with<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    /// Lets a call of the system write it.
    mutating func fill<Value>(_ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Value) -> Value {
        length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, &length) }
        }
    }

    /// The addresses of a host. Asks the system's resolver, which may take its time.
    /// - Parameter host: empty: every address of this machine.
    static func resolve(_ host: String, port: UInt16, listening: Bool = false) throws(SourceError) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV | (listening ? AI_PASSIVE | AI_NUMERICHOST : 0)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host.isEmpty ? nil : host, String(port), &hints, &list)
        defer { if list != nil { freeaddrinfo(list) } }
        guard code == 0 else {
            let words = gai_strerror(code).map { String(cString: $0) } ?? "error \(code)"
            throw SourceError("cannot find the address of \(host.prefix(100)): \(words)", mend: "Correct the name, or write the address.")
        }
        var found: [SocketAddress] = []
        var next = list
        while let info = next?.pointee {
            found.append(SocketAddress(info))
            next = info.ai_next
        }
        return found
    }
}
