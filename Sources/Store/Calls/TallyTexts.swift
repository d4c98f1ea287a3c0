/// The texts of numbers dialled, which have no number of their own in a book. Open addressing over one buffer of bytes: a text that is
/// known allocates nothing.
struct TallyTexts: Sendable {
    private var bytes: [UInt8] = []
    /// Where text n ends; it begins where the one before ends.
    private var ends: [Int] = []
    private var hashes: [UInt32] = []
    private var slots = [Int32](repeating: -1, count: 1024)
    /// Texts come from outside: nobody shall be able to choose such as fall upon each other.
    private let seed = UInt64.random(in: .min ... .max)

    var count: Int { ends.count }

    /// Whether all texts are.
    var isASCII: Bool { bytes.allSatisfy { $0 < 0x80 } }

    subscript(number: Int32) -> String { String(decoding: bytes[range(Int(number))], as: UTF8.self) }

    private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

    mutating func number(_ text: UnsafeRawBufferPointer) -> Int32 {
        let hash = hash(text)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if hashes[number] == hash, matches(number, text) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = Int32(truncatingIfNeeded: ends.count)
        slots[slot] = number
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
        hashes.append(hash)
        if ends.count * 2 > slots.count { grow() }
        return number
    }

    /// The numbers here of another's texts, in their order.
    mutating func numbers(of other: TallyTexts) -> [Int32] {
        other.bytes.withUnsafeBytes { bytes in
            (0..<other.count).map { number(UnsafeRawBufferPointer(rebasing: bytes[other.range($0)])) }
        }
    }

    private func matches(_ number: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        let range = range(number)
        guard range.count == text.count else { return false }
        return bytes.withUnsafeBytes { UnsafeRawBufferPointer(rebasing: $0[range]).elementsEqual(text) }
    }

    /// Eight bytes at a time.
    private func hash(_ text: UnsafeRawBufferPointer) -> UInt32 {
        var hash = seed ^ UInt64(text.count)
        var place = 0
        while place < text.count {
            var word: UInt64 = 0
            let end = min(place + 8, text.count)
            if end - place == 8 {
                word = text.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            } else {
                for byte in text[place..<end] { word = word << 8 | UInt64(byte) }
            }
            let (high, low) = (hash ^ word).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
            hash = high ^ low
            place = end
        }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(truncatingIfNeeded: number)
        }
    }
}
