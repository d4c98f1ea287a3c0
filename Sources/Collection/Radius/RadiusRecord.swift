import Time

/// An accounting record as text: a block as in the detail file of a RADIUS server, which people and format definitions know.
enum RadiusRecord {
    /// Begins the line that tells one record from another, over restarts too.
    static let digestMark = "\tTollbook-Digest = 0x"

    /// - Parameters:
    ///   - arrival: when the packet came.
    ///   - zone: the site's, for the block's first line.
    static func text(_ packet: RadiusPacket, from peer: Peer, digest: String, arrival: Instant, zone: Zone) -> [UInt8] {
        var text = firstLine(zone.wall(arrival)) + "\n"
        text += "\tPacket-Src-IP-Address = \(peer.address)\n"
        for attribute in packet.attributes { text += lines(attribute) }
        text += digestMark + digest + "\n"
        // When the event was: the switch says how long it has kept the record by now.
        text += "\tTimestamp = \(arrival.seconds - delay(packet))\n\n"
        return Array(text.utf8)
    }

    /// The digests in a piece of text that `text` wrote.
    static func digests(in bytes: [UInt8]) -> [String] {
        let mark = Array(digestMark.utf8)
        var found: [String] = []
        var from = 0
        while let end = bytes.firstEnd(of: mark, from: from) {
            if bytes.count >= end + 32 { found.append(String(decoding: bytes[end..<end + 32], as: UTF8.self)) }
            from = end
        }
        return found
    }

    private static func delay(_ packet: RadiusPacket) -> Int64 {
        guard let value = packet.attributes.first(where: { $0.type == RadiusPacket.delayTime })?.value, value.count == 4 else { return 0 }
        return Int64(number(value))
    }

    private static func firstLine(_ wall: WallTime) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let (year, month, day) = wall.day.parts
        let date = day < 10 ? " \(day)" : "\(day)"
        return "\(days[wall.day.weekday]) \(months[month - 1]) \(date) \(clock(wall)) \(year)"
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func clock(_ wall: WallTime) -> String {
        [wall.secondOfDay / 3_600, wall.secondOfDay / 60 % 60, wall.secondOfDay % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    private static func lines(_ attribute: RadiusPacket.Attribute) -> String {
        guard attribute.type == 26, let own = vendorLines(attribute.value) else { return line(0, attribute.type, attribute.value) }
        return own
    }

    /// The attributes inside a vendor's; `nil` where they are not built as the RFC proposes.
    private static func vendorLines(_ value: ArraySlice<UInt8>) -> String? {
        guard value.count > 6 else { return nil }
        let vendor = number(value.prefix(4))
        var rest = value.dropFirst(4)
        var text = ""
        while let type = rest.first {
            let length = Int(rest.dropFirst().first ?? 0)
            guard length >= 2, length <= rest.count else { return nil }
            text += line(vendor, type, rest.prefix(length).dropFirst(2))
            rest = rest.dropFirst(length)
        }
        return text
    }

    private static func line(_ vendor: UInt32, _ type: UInt8, _ value: ArraySlice<UInt8>) -> String {
        guard let entry = RadiusDictionary.shared[vendor, type] else {
            let name =
                vendor == 0 ? "Attr-\(type)" : "\(RadiusDictionary.vendorNames[vendor] ?? "Vendor-\(vendor)")-Attr-\(type)"
            return "\t\(name) = \(hex(value))\n"
        }
        return "\t\(entry.name) = \(shown(value, entry))\n"
    }

    private static func shown(_ value: ArraySlice<UInt8>, _ entry: RadiusDictionary.Entry) -> String {
        switch (entry.kind, value.count) {
        case (.string, _): return quoted(value)
        case (.ipaddr, 4): return IPAddress(bytes: Array(value)).description
        case (.ipv6addr, 16): return IPAddress(bytes: Array(value)).description
        case (.integer, 4): return entry.words[number(value)] ?? String(number(value))
        case (.date, 4):
            let wall = Zone.utc.wall(Instant(seconds: Int64(number(value))))
            let (year, month, day) = wall.day.parts
            return "\"\(months[month - 1]) \(day < 10 ? " " : "")\(day) \(year) \(clock(wall)) UTC\""
        default: return hex(value)
        }
    }

    /// Nothing that a switch sends can end the line or the quotes.
    private static func quoted(_ value: ArraySlice<UInt8>) -> String {
        // Some add a NUL at the end, as C has it.
        let value = value.last == 0 ? value.dropLast() : value
        if let text = String(validating: value, as: UTF8.self) { return "\"" + text.unicodeScalars.map(escaped).joined() + "\"" }
        return "\"" + value.map { $0 < 128 ? escaped(Unicode.Scalar($0)) : octal(UInt32($0)) }.joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case _ where scalar.value < 32 || scalar.value == 127: octal(scalar.value)
        // Control characters and line ends beyond ASCII.
        case _ where (0x80..<0xA0).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029:
            Array(String(scalar).utf8).map { octal(UInt32($0)) }.joined()
        default: String(scalar)
        }
    }

    private static func octal(_ value: UInt32) -> String {
        let digits = String(value, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }

    private static func hex(_ value: ArraySlice<UInt8>) -> String { "0x" + value.map { padded($0) }.joined() }

    private static func number(_ value: ArraySlice<UInt8>) -> UInt32 { value.reduce(0) { $0 << 8 | UInt32($1) } }
}
