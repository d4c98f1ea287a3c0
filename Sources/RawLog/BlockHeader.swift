/// The line of text in front of each block:
/// `#tollbook 1 <kind> <part> <offset> <arrival> <length> <group> <checksum> <chain>`.
struct BlockHeader: Hashable {
    /// No line is longer.
    static let limit = 192
    /// No payload is longer.
    static let payloadLimit = 1 << 20
    static let mark = Array("#tollbook 1 ".utf8)

    var kind: RawKind
    var part: Int64
    var offset: Int64
    /// Seconds since 1970 UTC.
    var arrival: Int64
    /// Bytes of payload.
    var length: Int
    /// Where in the file the blocks begin that were made durable together with this one: all before it was durable
    /// already when this was written. It tells a torn end from damage.
    var group: Int64
    /// Of the payload.
    var checksum: UInt32
    /// Of the chain before, as eight hex digits, and this line up to here.
    var chain: UInt32 = 0
    /// Bytes of the line with its newline.
    var lineLength = 0

    /// Bytes of the whole block: line, payload, newline.
    var blockLength: Int { lineLength + length + 1 }

    /// Writes the line to `out` and returns its chain.
    func write(to out: inout [UInt8], after chain: UInt32) -> UInt32 {
        let text =
            "#tollbook 1 \(kind.rawValue) \(part) \(offset) \(RawArrival(seconds: arrival, day: 0).text) "
            + "\(length) \(group) \(hex(checksum)) "
        let next = Self.chain(after: chain, text.utf8)
        out += text.utf8
        out += hex(next).utf8
        out.append(UInt8(ascii: "\n"))
        return next
    }

    static func chain(after chain: UInt32, _ text: some Collection<UInt8>) -> UInt32 {
        Checksum.of(text, after: Checksum.of(Array(hex(chain).utf8)))
    }

    enum Reading {
        case header(BlockHeader)
        /// The bytes end before the line does.
        case short
        case wrong
        /// A line of a version of the file form that came after this one.
        case newer
    }

    /// Reads the line at the begin of `bytes`. With `chain`, the line must follow on it.
    static func read(_ bytes: ArraySlice<UInt8>, after chain: UInt32?) -> Reading {
        guard let newline = bytes.prefix(limit).firstIndex(of: UInt8(ascii: "\n")) else {
            return bytes.count < limit ? .short : .wrong
        }
        let line = bytes[bytes.startIndex..<newline]
        let fields = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard fields.count >= 2, fields[0].elementsEqual("#tollbook".utf8) else { return .wrong }
        if let version = decimal(fields[1]), version > 1 { return .newer }
        guard fields.count == 10, fields[1].elementsEqual("1".utf8),
            let kind = RawKind(rawValue: String(decoding: fields[2], as: UTF8.self)), let part = decimal(fields[3]),
            let offset = decimal(fields[4]), let arrival = RawArrival.seconds(of: fields[5]),
            let length = decimal(fields[6]), length <= Int64(payloadLimit), let group = decimal(fields[7]),
            let checksum = number(hex: fields[8]), let said = number(hex: fields[9])
        else { return .wrong }
        if let chain, Self.chain(after: chain, line.dropLast(8)) != said { return .wrong }
        return .header(
            BlockHeader(
                kind: kind, part: part, offset: offset, arrival: arrival, length: Int(length), group: group,
                checksum: checksum, chain: said, lineLength: newline - bytes.startIndex + 1))
    }
}

/// Eight lower-case hex digits.
func hex(_ number: UInt32) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
}

/// The number of exactly eight lower-case hex digits.
func number(hex bytes: some Collection<UInt8>) -> UInt32? {
    guard bytes.count == 8 else { return nil }
    var value: UInt32 = 0
    for byte in bytes {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
        default: return nil
        }
    }
    return value
}
