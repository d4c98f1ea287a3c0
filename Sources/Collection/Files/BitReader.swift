/// Bits of a packed stream, lowest first, from pieces that are asked for as they are needed.
struct BitReader {
    private let more: () -> [UInt8]?
    private var piece: [UInt8] = []
    private var index = 0
    private var bits: UInt64 = 0
    private(set) var bitCount = 0
    /// Bytes used up to now.
    private(set) var consumed: Int64 = 0

    /// - Parameter more: the next bytes; empty at the end, `nil` where they cannot be read.
    init(_ more: @escaping () -> [UInt8]?) { self.more = more }

    /// The next whole byte; `nil` at the end.
    mutating func byte() -> UInt8? {
        if bitCount >= 8 { return UInt8(truncatingIfNeeded: take(8)) }
        return fetch()
    }

    private mutating func fetch() -> UInt8? {
        while index == piece.count {
            guard let next = more(), !next.isEmpty else { return nil }
            (piece, index) = (next, 0)
        }
        defer { index += 1 }
        consumed += 1
        return piece[index]
    }

    /// The next bits as a number; `nil` where the stream ends before.
    mutating func number(_ count: Int) -> Int? {
        while bitCount < count {
            guard let next = fetch() else { return nil }
            bits |= UInt64(next) << UInt64(bitCount)
            bitCount += 8
        }
        return Int(take(count))
    }

    private mutating func take(_ count: Int) -> UInt64 {
        let value = bits & ((1 << UInt64(count)) - 1)
        bits >>= UInt64(count)
        bitCount -= count
        return value
    }

    /// Steps to the next whole byte.
    mutating func align() { _ = take(bitCount % 8) }
}
