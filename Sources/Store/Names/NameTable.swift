/// One small set of names: bytes ↔ number. Open addressing over one arena of bytes, so that looking a name up allocates nothing.
struct NameTable: Sendable {
    private var arena: [UInt8] = []
    /// Where the name of number n ends; it begins where n - 1 ends.
    private var ends: [Int] = [0]
    private var slots: [Int32] = Array(repeating: 0, count: 64)
    /// For people, the name of number n at n - 1: made once, for lists show them again and again.
    private var texts: [String] = []
    /// Names 1 … saved stand in the book's file.
    var saved: Int32 = 0

    var count: Int32 { Int32(ends.count - 1) }

    /// Whether all names are.
    var isASCII: Bool { arena.allSatisfy { $0 < 0x80 } }

    func bytes(_ number: Int32) -> ArraySlice<UInt8>? {
        guard number > 0, number <= count else { return nil }
        return arena[ends[Int(number) - 1]..<ends[Int(number)]]
    }

    /// Broken UTF-8 is shown with replacement marks.
    func text(_ number: Int32) -> String? { number > 0 && number <= count ? texts[Int(number) - 1] : nil }

    /// FNV-1a: names are short.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: (hash ^ hash >> 29) & 0x7fff_ffff)
    }

    private func matches(_ number: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let begin = ends[Int(number) - 1]
        guard ends[Int(number)] - begin == bytes.count else { return false }
        for index in 0..<bytes.count where arena[begin + index] != bytes[index] { return false }
        return true
    }

    /// The slot where a name is, or where it would be put.
    private func slot(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var slot = NameTable.hash(bytes) & (slots.count - 1)
        while slots[slot] != 0, !matches(slots[slot], bytes) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    /// 0 where the name is not there.
    func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 { slots[slot(bytes)] }

    /// The name's number; a name not seen before gets the next one.
    mutating func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
        let place = slot(bytes)
        if slots[place] != 0 { return slots[place] }
        arena.append(contentsOf: bytes)
        ends.append(arena.count)
        texts.append(String(decoding: bytes, as: UTF8.self))
        slots[place] = count
        if Int(count) * 2 > slots.count { grow() }
        return count
    }

    private mutating func grow() {
        let numbers = slots.filter { $0 != 0 }
        slots = Array(repeating: 0, count: slots.count * 2)
        for number in numbers {
            let name = arena[ends[Int(number) - 1]..<ends[Int(number)]]
            let place = name.withContiguousStorageIfAvailable { slot($0) }
            if let place { slots[place] = number }
        }
    }
}
