/// CRC-32 as in gzip and zlib, so that `zlib.crc32` of any scripting language checks a raw log. Sixteen bytes a step.
enum Checksum {
    /// `tables[256 * n + b]`: what byte b does when n more bytes follow.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 16 * 256)
        for byte in 0..<256 {
            var value = UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1 }
            tables[byte] = value
        }
        for index in 256..<tables.count {
            let before = tables[index - 256]
            tables[index] = (before >> 8) ^ tables[Int(before & 0xFF)]
        }
        return tables
    }()

    /// The checksum of what had `start`, followed by `bytes`.
    static func of(_ bytes: UnsafeRawBufferPointer, after start: UInt32 = 0) -> UInt32 {
        tables.withUnsafeBufferPointer { table in
            var value = ~start
            var index = 0
            while index &+ 16 <= bytes.count {
                let low = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ UInt64(value)
                let high = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self))
                value = eight(table, low, 8) ^ eight(table, high, 0)
                index &+= 16
            }
            while index < bytes.count {
                value = (value >> 8) ^ table[Int((value ^ UInt32(bytes[index])) & 0xFF)]
                index &+= 1
            }
            return ~value
        }
    }

    static func of(_ bytes: some Collection<UInt8>, after start: UInt32 = 0) -> UInt32 {
        let whole = bytes.withContiguousStorageIfAvailable { of(UnsafeRawBufferPointer($0), after: start) }
        return whole ?? Array(bytes).withUnsafeBytes { of($0, after: start) }
    }

    /// Eight bytes that `more` others follow.
    @inline(__always)
    private static func eight(_ table: UnsafeBufferPointer<UInt32>, _ word: UInt64, _ more: Int) -> UInt32 {
        func part(_ index: Int) -> UInt32 {
            table[256 &* (7 &- index &+ more) &+ Int((word >> UInt64(8 &* index)) & 0xFF)]
        }
        return part(0) ^ part(1) ^ part(2) ^ part(3) ^ part(4) ^ part(5) ^ part(6) ^ part(7)
    }
}
