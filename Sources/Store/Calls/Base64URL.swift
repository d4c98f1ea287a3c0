/// Base64 for URLs (RFC 4648 section 5), without padding.
enum Base64URL {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 4 / 3 + 2)
        var held: UInt32 = 0
        var bits = 0
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(letters[Int(held >> UInt32(bits) & 63)])
            }
        }
        if bits > 0 { text.append(letters[Int(held << UInt32(6 - bits) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// `nil` for anything that `encode` does not write.
    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var held: UInt32 = 0
        var bits = 0
        for letter in text.utf8 {
            guard let value = letters.firstIndex(of: letter) else { return nil }
            held = held << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        return encode(bytes) == text ? bytes : nil
    }
}

/// Numbers and texts one after the other, for ids and cursors.
struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func put(_ value: Int64) {
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: value >> Int64(shift))) }
    }

    mutating func put(_ text: [UInt8]) {
        put(Int64(text.count))
        bytes.append(contentsOf: text)
    }
}

/// Reads what a `ByteWriter` wrote; `nil` past the end.
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func integer() -> Int64? {
        guard rest.count >= 8 else { return nil }
        let value = rest.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        rest = rest.dropFirst(8)
        return value
    }

    mutating func text() -> [UInt8]? {
        guard let count = integer(), count >= 0, count <= rest.count else { return nil }
        let text = Array(rest.prefix(Int(count)))
        rest = rest.dropFirst(Int(count))
        return text
    }
}
