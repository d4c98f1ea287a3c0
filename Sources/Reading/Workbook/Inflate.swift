import CZlib

/// Deflated bytes (RFC 1951) that say how long they are.
enum Inflate {
    private static let chunk = 1 << 16
    /// Deflate packs no tighter.
    private static let ratio = 1_032

    /// - Parameter size: bytes that ought to come out. No more than one chunk more is ever made.
    /// - Returns: `nil` where the bytes are damaged, end too early or become longer.
    static func bytes(_ packed: [UInt8], size: Int) -> [UInt8]? {
        var stream = z_stream()
        // zlib remembers where the stream stands: it must not move.
        return withUnsafeMutablePointer(to: &stream) { stream in
            guard tollbook_inflate_begin(stream) == Z_OK else { return nil }
            defer { inflateEnd(stream) }
            var input = packed
            var output: [UInt8] = []
            // The size is what the file says: room is made only for what its bytes can become.
            output.reserveCapacity(min(size, packed.count * ratio))
            let code = input.withUnsafeMutableBufferPointer { bytes in
                stream.pointee.next_in = bytes.baseAddress
                stream.pointee.avail_in = UInt32(bytes.count)
                var code = Z_OK
                while code == Z_OK, output.count <= size {
                    output += [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
                        stream.pointee.next_out = buffer.baseAddress
                        stream.pointee.avail_out = UInt32(chunk)
                        code = inflate(stream, Z_NO_FLUSH)
                        count = chunk - Int(stream.pointee.avail_out)
                    }
                }
                return code
            }
            return code == Z_STREAM_END && output.count == size ? output : nil
        }
    }
}
