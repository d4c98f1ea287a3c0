import CZlib

/// One member of a packed file: gzip as RFC 1952 has it, so that `zcat` and every scripting language read it, with a field of ours that
/// says how long the member is. So a place deep in a file is found without unpacking what is before it, and each byte is checked.
struct GzipMember: Hashable {
    /// Bytes of a member before packing; the last one has fewer.
    static let contentLength = 1 << 20
    /// Bytes in front of the packed ones.
    static let headLength = 28

    /// Bytes of the whole member, and of what is packed in it.
    var length: Int
    var contentLength: Int
    /// CRC-32 of the packed bytes.
    var packedChecksum: UInt32

    /// Magic, deflate, extra field; no time, no flags, Unix; 16 bytes of extra field, of which ours has 12.
    private static let begin: [UInt8] = [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 3, 16, 0, UInt8(ascii: "T"), UInt8(ascii: "B"), 12, 0]

    /// Reads what stands in front of a member; `nil` for anything that `pack` does not write.
    init?(head: some Collection<UInt8>) {
        let bytes = Array(head)
        guard bytes.count == Self.headLength, bytes.starts(with: Self.begin) else { return nil }
        (length, contentLength) = (Int(Self.number(bytes, 16)), Int(Self.number(bytes, 20)))
        packedChecksum = Self.number(bytes, 24)
        guard length >= Self.headLength + 8, (1...Self.contentLength).contains(contentLength) else { return nil }
    }

    /// The member of some bytes, at most `contentLength`; `nil` where there is no memory.
    static func pack(_ content: [UInt8]) -> [UInt8]? {
        guard let packed = deflated(content) else { return nil }
        var bytes = begin
        for number in [UInt32(headLength + packed.count + 8), UInt32(content.count), Checksum.of(packed)] { put(number, &bytes) }
        bytes += packed
        put(Checksum.of(content), &bytes)
        put(UInt32(content.count), &bytes)
        return bytes
    }

    /// The bytes of a whole member; `nil` where they are not those that were packed.
    func unpack(_ member: [UInt8]) -> [UInt8]? {
        guard member.count == length else { return nil }
        let packed = Array(member[Self.headLength..<length - 8])
        guard Checksum.of(packed) == packedChecksum, let content = Self.inflated(packed, contentLength),
            Checksum.of(content) == Self.number(member, length - 8), contentLength == Int(Self.number(member, length - 4))
        else { return nil }
        return content
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
    }

    private static func put(_ number: UInt32, _ bytes: inout [UInt8]) {
        for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    // MARK: zlib

    private static func deflated(_ content: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard tollbook_deflate_begin(&stream) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        let room = Int(deflateBound(&stream, uLong(content.count)))
        return run(&stream, content, room) { deflate(&$0, Z_FINISH) }
    }

    private static func inflated(_ packed: [UInt8], _ length: Int) -> [UInt8]? {
        var stream = z_stream()
        guard tollbook_inflate_begin(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        guard let content = run(&stream, packed, length, { inflate(&$0, Z_FINISH) }), content.count == length, stream.avail_in == 0 else {
            return nil
        }
        return content
    }

    /// All of it in one go; `nil` where that does not end the stream.
    private static func run(
        _ stream: inout z_stream, _ input: [UInt8], _ room: Int, _ step: (inout z_stream) -> Int32
    ) -> [UInt8]? {
        var (input, code) = (input, Z_OK)
        let output = [UInt8](unsafeUninitializedCapacity: max(room, 1)) { buffer, count in
            input.withUnsafeMutableBufferPointer { bytes in
                stream.next_in = bytes.baseAddress
                stream.avail_in = UInt32(bytes.count)
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(room)
                code = step(&stream)
            }
            count = room - Int(stream.avail_out)
        }
        return code == Z_STREAM_END ? output : nil
    }
}
