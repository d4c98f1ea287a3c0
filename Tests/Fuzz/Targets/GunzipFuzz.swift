import CZlib

@testable import Collection

/// Packed files against zlib: what zlib unpacks, ours unpacks to the same bytes, in whatever pieces it comes.
enum GunzipFuzz {
    private static let limit = 1 << 18

    struct Outcome: Equatable {
        var bytes: [UInt8] = []
        var flaw: Gunzip.Flaw?
    }

    static func unpacked(_ packed: [UInt8], piece: Int) -> Outcome {
        var rest = packed[...]
        var gunzip = Gunzip(limit: Int64(limit)) {
            defer { rest = rest.dropFirst(piece) }
            return Array(rest.prefix(piece))
        }
        var outcome = Outcome()
        do throws(Gunzip.Flaw) {
            while true {
                let bytes = try gunzip.next()
                if bytes.isEmpty { return outcome }
                outcome.bytes += bytes
            }
        } catch {
            outcome.flaw = error
            return outcome
        }
    }

    /// The first byte says in which pieces, and whether the rest is a whole file or only its middle, to be put into a right frame.
    static func check(_ bytes: [UInt8]) throws(FuzzFinding) {
        guard let first = bytes.first else { return }
        let body = Array(bytes.dropFirst())
        var file = body
        if first & 1 != 0 {
            let (plain, used) = inflated(body)
            if let plain {
                file = framed(Array(body.prefix(used)), plain)
                try hold(unpacked(file, piece: file.count) == Outcome(bytes: plain), "zlib unpacks it otherwise")
            } else {
                file = framed(body, [])
                if used == body.count { try hold(unpacked(file, piece: file.count).flaw != nil, "a cut file is taken as whole") }
            }
        }
        let whole = unpacked(file, piece: max(1, file.count))
        try hold(whole.bytes.count <= limit, "\(whole.bytes.count) bytes came out")
        try hold(unpacked(file, piece: Int(first >> 1) + 1) == whole, "other bytes in pieces")
    }

    /// A member of DEFLATE's bytes with head and checksums.
    static func framed(_ body: [UInt8], _ plain: [UInt8]) -> [UInt8] {
        func number(_ value: UInt32) -> [UInt8] { [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) } }
        let checksum = UInt32(truncatingIfNeeded: crc32(0, plain, UInt32(plain.count)))
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + body + number(checksum) + number(UInt32(plain.count))
    }

    /// By zlib; `nil`: it is damaged, cut short or too long. With it the bytes that were looked at.
    private static func inflated(_ body: [UInt8]) -> (plain: [UInt8]?, used: Int) {
        var stream = z_stream()
        guard tollbook_inflate_begin(&stream) == Z_OK else { return (nil, 0) }
        defer { inflateEnd(&stream) }
        var input = body
        var code = Z_OK
        let plain = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            input.withUnsafeMutableBufferPointer { bytes in
                stream.next_in = bytes.baseAddress
                stream.avail_in = UInt32(bytes.count)
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(limit)
                code = inflate(&stream, Z_FINISH)
            }
            count = limit - Int(stream.avail_out)
        }
        let isOpen = code == Z_BUF_ERROR && stream.avail_out > 0
        return (code == Z_STREAM_END ? plain : nil, code == Z_STREAM_END || isOpen ? body.count - Int(stream.avail_in) : -1)
    }

    static func packed(_ texts: [[UInt8]]) -> [[UInt8]] { texts.compactMap { text in deflated(text).map { framed($0, text) } } }

    private static func deflated(_ text: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard tollbook_deflate_begin(&stream) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var input = text
        var code = Z_OK
        let packed = [UInt8](unsafeUninitializedCapacity: text.count + 1_000) { buffer, count in
            input.withUnsafeMutableBufferPointer { bytes in
                stream.next_in = bytes.baseAddress
                stream.avail_in = UInt32(bytes.count)
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(text.count + 1_000)
                code = deflate(&stream, Z_FINISH)
            }
            count = text.count + 1_000 - Int(stream.avail_out)
        }
        return code == Z_STREAM_END ? packed : nil
    }

    static var seeds: [[UInt8]] {
        let texts: [[UInt8]] = [
            [], [65], [UInt8](repeating: 97, count: 3_000), Array(0...255),
            (0..<300).flatMap { Array("\($0 % 97);101;0049\($0 * 31 % 973)\r\n".utf8) },
        ]
        let stored: [UInt8] = [1, 3, 0, 0xFC, 0xFF, 65, 66, 67]
        let files = packed(texts)
        let named: [UInt8] = [0x1F, 0x8B, 8, 0x1E, 0, 0, 0, 0, 0, 3, 2, 0, 1, 2, 97, 0, 98, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        return files.map { [20] + $0 } + texts.compactMap { deflated($0) }.map { [33] + $0 } + [[1] + stored, [0] + named]
            + [[0] + files.joined() + [0, 0]]
    }
}
